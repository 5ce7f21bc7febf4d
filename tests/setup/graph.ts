import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from '@tributary/common/log';
import { listen, serveSubgraph } from '@tributary/common/serve';
import type { RequestContext, Subgraph } from '@tributary/common/subgraph';
import { openDatabase as openConfigs } from '@tributary/configs/database';
import { createIndexes } from '@tributary/configs/models';
import { createServer as createConfigs } from '@tributary/configs/server';
import { trustUserHeader } from '@tributary/gateway/caller';
import type { DataSource } from '@tributary/gateway/data-source';
import { embeddedDataSource } from '@tributary/gateway/embedded';
import { httpDataSource } from '@tributary/gateway/http';
import { createGateway } from '@tributary/gateway/server';
import { type Database, openDatabase as openLineage } from '@tributary/lineage/database';
import { migrateUp } from '@tributary/lineage/migrate';
import { createServer as createLineage } from '@tributary/lineage/server';
import { openDatabase as openRealtime } from '@tributary/realtime/database';
import { createServer as createRealtime } from '@tributary/realtime/server';
import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import { seedSmall } from '@tributary/seed/load';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import { createTestDatabase } from './postgres.ts';
import { proxyOf, type StoreProxy } from './proxy.ts';
import { testStores } from './stores.ts';

/** How the gateway reaches the subgraphs: as `npm start` does, or as `npm run start:services` does. */
export type Transport = 'embedded' | 'services';

export interface GraphAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: a test asks for what it then reads
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

export interface TestGraph {
  url: string;
  ask(
    query: string,
    options?: { variables?: Record<string, unknown>; headers?: Record<string, string> },
  ): Promise<GraphAnswer>;
  /** What was asked since the last reset: fetches a subgraph, statements or commands a store. */
  calls: { lineage: number; configs: number; realtime: number; sql: number; mongodb: number; redis: number };
  resetCalls(): void;
  /** For rows beyond the seed's. */
  db: Kysely<Database>;
  /** Each takes its store away from the subgraph. */
  stores: { postgres: StoreProxy; mongodb: StoreProxy; redis: StoreProxy };
  close(): Promise<void>;
}

const TIMEOUT_MS = 1_000;
const log: Logger = pino({ level: 'silent' });

/** The whole graph over the small seed: a database, a collection set and a key prefix of its own on the shared stores. */
export async function createTestGraph(transport: Transport): Promise<TestGraph> {
  const resources = new AsyncDisposableStack();
  const calls = { lineage: 0, configs: 0, realtime: 0, sql: 0, mongodb: 0, redis: 0 };
  const name = `tributary_test_${randomBytes(6).toString('hex')}`;

  const database = await createTestDatabase();
  resources.defer(() => database.drop());
  const mongodbUrl = new URL(testStores().mongodbUrl);
  mongodbUrl.pathname = `/${name}`;
  mongodbUrl.search = '?directConnection=true';
  const stores = {
    postgres: await proxyOf(database.url),
    mongodb: await proxyOf(mongodbUrl.href),
    redis: await proxyOf(testStores().redisUrl),
  };
  for (const proxy of Object.values(stores)) resources.defer(() => proxy.close());

  const lineage = openLineage({
    url: stores.postgres.url,
    poolMax: 10,
    timeoutMs: TIMEOUT_MS,
    onStatement: () => calls.sql++,
  });
  resources.defer(() => lineage.db.destroy());
  const configs = openConfigs({
    url: stores.mongodb.url,
    poolMax: 10,
    timeoutMs: TIMEOUT_MS,
    onCommand: () => calls.mongodb++,
  });
  resources.defer(() => configs.close());
  const keyPrefix = `${name}:`;
  const realtime = openRealtime({
    url: stores.redis.url,
    timeoutMs: TIMEOUT_MS,
    keyPrefix,
    onRoundTrip: () => calls.redis++,
  });
  resources.defer(() => realtime.close());

  await migrateUp(lineage.db);
  await createIndexes(configs.db);
  await seedSmall({ lineage: lineage.db, configs: configs.db, realtime }, { log: () => {} });

  const sources = {
    lineage: await reach(transport, createLineage(lineage, log), resources),
    configs: await reach(transport, createConfigs(configs, log), resources),
    realtime: await reach(transport, createRealtime(realtime, log), resources),
  };
  const app = await createGateway({
    supergraph: await readFile(SUPERGRAPH_FILE, 'utf8'),
    dataSource: (service) => {
      if (service !== 'lineage' && service !== 'configs' && service !== 'realtime') throw new Error(service);
      return counting(sources[service], () => calls[service]++);
    },
    callerOf: trustUserHeader('test'),
    log,
    development: true,
  });
  const { url, close } = await listen(app, { host: '127.0.0.1', port: 0 });
  resources.defer(close);
  return {
    url,
    ask: async (query, { variables = {}, headers = {} } = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const answer: unknown = await response.json();
      return answer as GraphAnswer;
    },
    calls,
    resetCalls: () => Object.assign(calls, { lineage: 0, configs: 0, realtime: 0, sql: 0, mongodb: 0, redis: 0 }),
    db: lineage.db,
    stores,
    close: async () => {
      for (const proxy of Object.values(stores)) await proxy.resume();
      await configs.db.connection.dropDatabase();
      await resources.disposeAsync();
    },
  };
}

async function reach<Context extends RequestContext>(
  transport: Transport,
  subgraph: Subgraph<Context>,
  resources: AsyncDisposableStack,
): Promise<DataSource> {
  if (transport === 'embedded') {
    await subgraph.server.start();
    resources.defer(() => subgraph.server.stop());
    return embeddedDataSource(subgraph, { log });
  }
  const http = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, log });
  resources.defer(() => http.close());
  return httpDataSource(subgraph.name, `${http.url}/graphql`, { log });
}

const counting = (source: DataSource, count: () => void): DataSource => ({
  ...source,
  process: (request) => {
    count();
    return source.process(request);
  },
});
