import { readFile } from 'node:fs/promises';
import { createIndexes, openDatabase as openConfigs } from '@tributary/configs/database';
import { createServer as createConfigs } from '@tributary/configs/server';
import { trustUserHeader } from '@tributary/gateway/caller';
import { concurrencyFor, type DataSource } from '@tributary/gateway/fetch/data-source';
import { embeddedDataSource } from '@tributary/gateway/fetch/embedded';
import { createGateway } from '@tributary/gateway/server';
import { findCopyLags } from '@tributary/lineage/copies/copy-care';
import { createServer as createLineage } from '@tributary/lineage/server';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { openDatabase as openRealtime } from '@tributary/realtime/database';
import { createServer as createRealtime } from '@tributary/realtime/server';
import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import type { RunningStores } from '@tributary/stores/start';
import type { Stores } from '@tributary/sync/stores';
import { startSync } from '@tributary/sync/sync';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createBenchDatabase } from '../measure.ts';

const log = pino({ level: 'warn' });
const POOL_MAX = 20;
const PATIENCE_MS = 60_000;

/** The graph in this process, as `npm start` has it, over databases of a name of their own. */
export interface Platform {
  stores: Stores;
  /** Asks the gateway; throws where the answer has errors. */
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what is answered
  ask(query: string, variables?: Record<string, unknown>): Promise<any>;
  startWorker(): { close(): Promise<void> };
  /** Resolves when nothing is behind. */
  untilDelivered(): Promise<void>;
  close(): Promise<void>;
}

/** @param copiesWaitMs how long mutations wait for their copies. */
export async function createPlatform(
  running: RunningStores,
  name: string,
  copiesWaitMs = DEFAULT_SETTINGS.copiesWaitMs,
): Promise<Platform> {
  const resources = new AsyncDisposableStack();
  const lineage = await createBenchDatabase(running.postgres.url, name);
  resources.defer(() => lineage.close());
  const mongodbUrl = Object.assign(new URL(running.mongodb.url), { pathname: `/${name}` }).href;
  const configs = openConfigs({ url: mongodbUrl, poolMax: POOL_MAX, timeoutMs: PATIENCE_MS });
  resources.defer(() => configs.close());
  await createIndexes(configs.db);
  const keyPrefix = `${name}:`;
  const realtime = openRealtime({ url: running.redis.url, timeoutMs: PATIENCE_MS, keyPrefix });
  resources.defer(() => realtime.close());

  const settings = { ...DEFAULT_SETTINGS, copiesWaitMs };
  const subgraphs = {
    lineage: createLineage(lineage, log, settings),
    configs: createConfigs(configs, log),
    realtime: createRealtime(realtime, log),
  };
  const options = { log, timeoutMs: PATIENCE_MS, mutationTimeoutMs: PATIENCE_MS, mutationWaitMs: PATIENCE_MS };
  for (const { server } of Object.values(subgraphs)) {
    await server.start();
    resources.defer(() => server.stop());
  }
  const concurrency = concurrencyFor(POOL_MAX);
  const sources: Record<string, DataSource> = {
    lineage: embeddedDataSource(subgraphs.lineage, { ...options, concurrency }),
    configs: embeddedDataSource(subgraphs.configs, { ...options, concurrency }),
    realtime: embeddedDataSource(subgraphs.realtime, options),
  };
  const app = await createGateway({
    supergraph: await readFile(SUPERGRAPH_FILE, 'utf8'),
    dataSource: (service) => sources[service] ?? unknown(service),
    callerOf: trustUserHeader('development'),
    log,
    development: true,
    door: { maxRequests: 10_000, mutationWaitMs: PATIENCE_MS },
  });
  resources.defer(() => app.close());
  const databaseUrl = Object.assign(new URL(running.postgres.url), { pathname: `/${name}` }).href;
  return {
    stores: { lineage: lineage.db, configs: configs.db, realtime: realtime.db },
    ask: async (query, variables = {}) => {
      const { body } = await app.inject({ method: 'POST', url: '/graphql', payload: { query, variables } });
      const { data, errors } = JSON.parse(body);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    startWorker: () =>
      startSync(
        {
          DATABASE_URL: databaseUrl,
          MONGODB_URL: mongodbUrl,
          REDIS_URL: running.redis.url,
          KEY_PREFIX: keyPrefix,
          STORE_TIMEOUT_MS: PATIENCE_MS,
        },
        log,
      ),
    untilDelivered: async () => {
      let pending: number;
      do {
        pending = (await findCopyLags(lineage.db)).reduce((sum, lag) => sum + lag.pending, 0);
      } while (pending > 0);
    },
    close: () => resources.disposeAsync(),
  };
}

function unknown(service: string): never {
  throw new Error(`There is no ${service}`);
}

export const createModels = ({ stores }: Platform, count: number) =>
  sql`insert into model (id, name) select 'model-' || i, 'Model ' || i from generate_series(1, ${count}::integer) i`.execute(
    stores.lineage,
  );
