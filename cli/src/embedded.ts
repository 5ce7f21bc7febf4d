import { readFile } from 'node:fs/promises';
import { limitHeapGrowth } from '@tributary/common/heap';
import { createLogger } from '@tributary/common/log';
import { listen } from '@tributary/common/serve';
import { toSubgraphLimits } from '@tributary/common/subgraph';
import { readConfig as readConfigs } from '@tributary/configs/config';
import { openDatabase as openConfigs } from '@tributary/configs/database';
import { createServer as createConfigs } from '@tributary/configs/server';
import { trustUserHeader } from '@tributary/gateway/caller';
import { readConfig as readGateway } from '@tributary/gateway/config';
import { concurrencyFor, type DataSource } from '@tributary/gateway/fetch/data-source';
import { embeddedDataSource } from '@tributary/gateway/fetch/embedded';
import { readExamples } from '@tributary/gateway/graphiql/graphiql-examples';
import { createGateway } from '@tributary/gateway/server';
import { readConfig as readLineage, toSettings } from '@tributary/lineage/config';
import { openStore as openLineage } from '@tributary/lineage/open-store';
import { createServer as createLineage } from '@tributary/lineage/server';
import {
  readConfig as readRealtime,
  toSettings as toRealtimeSettings,
  toScorersOptions,
} from '@tributary/realtime/config';
import { openDatabase as openRealtime } from '@tributary/realtime/database';
import { createServer as createRealtime } from '@tributary/realtime/server';
import { openScoring } from '@tributary/realtime/serving/open-scoring';
import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import { readConfig as readSync } from '@tributary/sync/config';
import { startSync } from '@tributary/sync/sync';
import { type Config, serviceEnv } from './config.ts';
import { EXAMPLES_FILE } from './example.ts';
import type { Opened } from './with-stores.ts';

export interface Embedded {
  /** Where it listens. */
  url: string;
  /** Begins to deliver copies. */
  deliver: () => void;
}

/**
 * Gateway, subgraphs and sync in this process, each set up by the variables that it reads as a process of its own: what the
 * gateway fetches are function calls.
 */
export async function startEmbedded(config: Config, { urls, resources }: Opened): Promise<Embedded> {
  limitHeapGrowth();
  const log = createLogger('tributary', config.LOG_LEVEL);
  const lineageConfig = readLineage(serviceEnv({ DATABASE_URL: urls.databaseUrl }));
  const lineage = openLineage(lineageConfig, log);
  resources.defer(() => lineage.close());
  const configsConfig = readConfigs(serviceEnv({ MONGODB_URL: urls.mongodbUrl }));
  const configs = openConfigs({
    url: configsConfig.MONGODB_URL,
    poolMax: configsConfig.MONGODB_POOL_MAX,
    timeoutMs: configsConfig.STORE_TIMEOUT_MS,
    log,
  });
  resources.defer(() => configs.close());
  const realtimeConfig = readRealtime(serviceEnv({ REDIS_URL: urls.redisUrl, KEY_PREFIX: urls.keyPrefix }));
  const realtime = openRealtime({
    url: realtimeConfig.REDIS_URL,
    timeoutMs: realtimeConfig.STORE_TIMEOUT_MS,
    keyPrefix: realtimeConfig.KEY_PREFIX,
    log,
  });
  resources.defer(() => realtime.close());
  const scoring = openScoring(realtime, toScorersOptions(realtimeConfig), log);
  resources.defer(() => scoring.close());
  const syncConfig = readSync(
    serviceEnv({
      DATABASE_URL: urls.databaseUrl,
      MONGODB_URL: urls.mongodbUrl,
      REDIS_URL: urls.redisUrl,
      KEY_PREFIX: urls.keyPrefix,
    }),
  );
  // Ends when nobody writes any more.
  const delivery = resources.use(new AsyncDisposableStack());
  const {
    concurrency,
    http: httpSettings,
    ...gatewayConfig
  } = readGateway(serviceEnv({ SUPERGRAPH: SUPERGRAPH_FILE }));

  const subgraphs = {
    lineage: createLineage(lineage, log, toSettings(lineageConfig), toSubgraphLimits(lineageConfig)),
    configs: createConfigs(configs, log, toSubgraphLimits(configsConfig), {
      maxBytes: configsConfig.ARTIFACT_MAX_BYTES,
    }),
    realtime: createRealtime(
      { ...realtime, scorers: scoring.scorers, models: scoring.models },
      log,
      toSubgraphLimits(realtimeConfig),
      toRealtimeSettings(realtimeConfig),
    ),
  };
  for (const { server } of Object.values(subgraphs)) {
    await server.start();
    resources.defer(() => server.stop());
  }
  const options = { ...gatewayConfig, log };
  const within = (poolMax: number) => Math.min(concurrencyFor(poolMax), concurrency ?? Infinity);
  const sources: Record<string, DataSource> = {
    lineage: embeddedDataSource(subgraphs.lineage, {
      ...options,
      concurrency: within(lineageConfig.DATABASE_POOL_MAX),
    }),
    configs: embeddedDataSource(subgraphs.configs, { ...options, concurrency: within(configsConfig.MONGODB_POOL_MAX) }),
    // One connection takes whatever is asked at once: the gateway's own limit stands.
    realtime: embeddedDataSource(subgraphs.realtime, { ...options, concurrency }),
  };
  const app = await createGateway({
    supergraph: await readFile(SUPERGRAPH_FILE, 'utf8'),
    dataSource: (name) => sources[name] ?? unknownSubgraph(name),
    plainRoutes: Object.values(subgraphs).flatMap(({ plainRoutes = [] }) => plainRoutes),
    host: config.HOST,
    http: httpSettings,
    callerOf: trustUserHeader(config.NODE_ENV),
    log,
    development: config.NODE_ENV === 'development',
    door: gatewayConfig,
    maxSubscriptions: gatewayConfig.maxSubscriptions,
    limits: gatewayConfig.limits,
    caches: gatewayConfig.caches,
    examples: await readExamples(EXAMPLES_FILE),
  });
  const http = await listen(app, { host: config.HOST, port: config.PORT });
  resources.defer(() => http.close());
  const deliver = () => {
    const sync = startSync(syncConfig, log, toSettings(lineageConfig));
    delivery.defer(() => sync.close());
  };
  return { url: http.url, deliver };
}

function unknownSubgraph(name: string): never {
  throw new Error(`The supergraph names a subgraph "${name}" that is none of ours: compose it anew.`);
}
