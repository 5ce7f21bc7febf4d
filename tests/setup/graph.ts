import { readFile } from 'node:fs/promises';
import type { Logger } from '@tributary/common/log';
import type { PlainRoutes } from '@tributary/common/plain-routes';
import { listen, serveSubgraph } from '@tributary/common/serve';
import type { RequestContext, Subgraph } from '@tributary/common/subgraph';
import { openDatabase as openConfigs } from '@tributary/configs/database';
import { createServer as createConfigs } from '@tributary/configs/server';
import { trustUserHeader } from '@tributary/gateway/caller';
import { concurrencyFor, type DataSource, type DataSourceOptions } from '@tributary/gateway/fetch/data-source';
import { embeddedDataSource } from '@tributary/gateway/fetch/embedded';
import { httpDataSource } from '@tributary/gateway/fetch/http';
import { forwardRoutes } from '@tributary/gateway/routes/forward-routes';
import { createGateway } from '@tributary/gateway/server';
import type { Context as LineageContext } from '@tributary/lineage/context';
import { openDatabase as openLineage } from '@tributary/lineage/database';
import { createServer as createLineage } from '@tributary/lineage/server';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import type { Database } from '@tributary/lineage/tables';
import { openDatabase as openRealtime } from '@tributary/realtime/database';
import { createServer as createRealtime } from '@tributary/realtime/server';
import { openScoring } from '@tributary/realtime/serving/open-scoring';
import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import { startSync } from '@tributary/sync/sync';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import type { TestDatabases } from './all-stores.ts';
import { proxyOf, type StoreProxy } from './proxy.ts';
import { createSeededStores } from './seeded.ts';

/** How the gateway reaches the subgraphs: as `npm start` does, or as `npm run start:services` does. */
export type Transport = 'embedded' | 'services';

export interface GraphAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: a test asks for what it then reads
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: { cost?: { estimated: number; fetched: number; max: number } };
}

export interface TestGraph {
  url: string;
  ask(
    query: string,
    options?: { variables?: Record<string, unknown>; headers?: Record<string, string>; signal?: AbortSignal },
  ): Promise<GraphAnswer>;
  /** What was asked since the last reset: fetches a subgraph, statements or commands a store. */
  calls: { lineage: number; configs: number; realtime: number; sql: number; mongodb: number; redis: number };
  resetCalls(): void;
  /** To be asked without the gateway. */
  lineage: Subgraph<LineageContext>;
  /** For rows beyond the seed's. */
  db: Kysely<Database>;
  /** The other databases, whatever becomes of their stores' connections. */
  configs: TestDatabases['configs'];
  realtime: TestDatabases['realtime'];
  /** What its keys in Redis begin with. */
  keyPrefix: string;
  /** Each takes its store away from the subgraph. */
  stores: { postgres: StoreProxy; mongodb: StoreProxy; redis: StoreProxy };
  close(): Promise<void>;
}

const POOL_MAX = 10;
/** However slow the machine is. */
const SCORING = { count: 1, memoryMib: 1_024, makeMs: 300_000, runMs: 300_000 };

const log: Logger = pino({ level: 'silent' });

export interface TestGraphOptions {
  transport: Transport;
  /** How long a store has to answer; the gateway waits half as long again. */
  timeoutMs?: number;
  /** How long the gateway waits for a mutation. */
  mutationTimeoutMs?: number;
  /** Copies are delivered, and mutations wait for them however slow the machine is. */
  sync?: boolean;
  /** How long, if not for ever. */
  copiesWaitMs?: number;
  /** Models are run, by a process of their own. */
  scoring?: boolean;
  /** Stores of another content, which stay when the graph is closed. */
  over?: TestDatabases;
}

/** The whole graph over the small seed: a database, a collection set and a key prefix of its own on the shared stores. */
export async function createTestGraph({
  transport,
  timeoutMs = 10_000,
  mutationTimeoutMs = 30_000,
  sync = false,
  copiesWaitMs = 600_000,
  scoring = false,
  over,
}: TestGraphOptions): Promise<TestGraph> {
  const resources = new AsyncDisposableStack();
  const calls = { lineage: 0, configs: 0, realtime: 0, sql: 0, mongodb: 0, redis: 0 };
  const seeded = over ?? (await createSeededStores());
  if (!over) resources.defer(() => seeded.drop());
  const stores = {
    postgres: await proxyOf(seeded.at.databaseUrl),
    mongodb: await proxyOf(seeded.at.mongodbUrl),
    redis: await proxyOf(seeded.at.redisUrl),
  };
  for (const proxy of Object.values(stores)) resources.defer(() => proxy.close());

  const lineage = openLineage({
    url: stores.postgres.url,
    poolMax: POOL_MAX,
    timeoutMs,
    onStatement: () => {
      calls.sql += 1;
    },
  });
  resources.defer(() => lineage.close());
  const configs = openConfigs({
    url: stores.mongodb.url,
    poolMax: POOL_MAX,
    timeoutMs,
    onCommand: () => {
      calls.mongodb += 1;
    },
  });
  resources.defer(() => configs.close());
  const realtime = openRealtime({
    url: stores.redis.url,
    timeoutMs,
    keyPrefix: seeded.at.keyPrefix,
    onRoundTrip: () => {
      calls.redis += 1;
    },
  });
  resources.defer(() => realtime.close());

  const concurrency = concurrencyFor(POOL_MAX);
  const options = { log, timeoutMs: timeoutMs * 1.5, mutationTimeoutMs, concurrency };
  const settings = sync ? { ...DEFAULT_SETTINGS, copiesWaitMs } : DEFAULT_SETTINGS;
  const lineageSubgraph = createLineage(lineage, log, settings);
  if (sync) {
    const worker = startSync(
      {
        DATABASE_URL: stores.postgres.url,
        MONGODB_URL: stores.mongodb.url,
        REDIS_URL: stores.redis.url,
        KEY_PREFIX: seeded.at.keyPrefix,
        STORE_TIMEOUT_MS: timeoutMs,
      },
      log,
    );
    resources.defer(() => worker.close());
  }
  const scored = scoring ? openScoring(realtime, SCORING, log) : undefined;
  if (scored) resources.defer(() => scored.close());
  const reached = {
    lineage: await reach(transport, lineageSubgraph, options, resources),
    configs: await reach(transport, createConfigs(configs, log), options, resources),
    realtime: await reach(transport, createRealtime({ ...realtime, ...scored }, log), options, resources),
  };
  const app = await createGateway({
    supergraph: await readFile(SUPERGRAPH_FILE, 'utf8'),
    dataSource: (service) => {
      if (service !== 'lineage' && service !== 'configs' && service !== 'realtime') throw new Error(service);
      return counting(reached[service].source, () => calls[service]++);
    },
    plainRoutes: Object.values(reached).flatMap(({ plainRoutes = [] }) => plainRoutes),
    callerOf: trustUserHeader('test'),
    log,
    development: true,
  });
  const { url, close } = await listen(app, { host: '127.0.0.1', port: 0 });
  resources.defer(close);
  return {
    url,
    ask: async (query, { variables = {}, headers = {}, signal } = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
        ...(signal && { signal }),
      });
      const answer: unknown = await response.json();
      return answer as GraphAnswer;
    },
    calls,
    resetCalls: () => Object.assign(calls, { lineage: 0, configs: 0, realtime: 0, sql: 0, mongodb: 0, redis: 0 }),
    lineage: lineageSubgraph,
    db: seeded.lineage,
    configs: seeded.configs,
    realtime: seeded.realtime,
    keyPrefix: seeded.at.keyPrefix,
    stores,
    close: async () => {
      for (const proxy of Object.values(stores)) await proxy.resume();
      await resources.disposeAsync();
    },
  };
}

export type BothGraphs = Readonly<Record<Transport, TestGraph>>;

export interface BothGraphsOptions extends Omit<TestGraphOptions, 'transport' | 'over'> {
  over?: Readonly<Record<Transport, TestDatabases>>;
}

/** A graph of its own for each transport. */
export const createBothGraphs = async ({ over, ...options }: BothGraphsOptions): Promise<BothGraphs> => ({
  embedded: await createTestGraph({ ...options, transport: 'embedded', ...(over && { over: over.embedded }) }),
  services: await createTestGraph({ ...options, transport: 'services', ...(over && { over: over.services }) }),
});

/** Does the same with both at once, for what spends its time waiting. An error says with which it failed. */
export async function withBoth(graphs: BothGraphs, work: (graph: TestGraph) => Promise<void>): Promise<void> {
  const transports = ['embedded', 'services'] as const;
  const ends = await Promise.allSettled(
    transports.map((transport) =>
      work(graphs[transport]).catch((cause: unknown) => Promise.reject(new Error(`with ${transport}`, { cause }))),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function reach<Context extends RequestContext>(
  transport: Transport,
  subgraph: Subgraph<Context>,
  options: DataSourceOptions,
  resources: AsyncDisposableStack,
): Promise<{ source: DataSource; plainRoutes: PlainRoutes | undefined }> {
  const { name, plainRoutes } = subgraph;
  if (transport === 'embedded') {
    await subgraph.server.start();
    resources.defer(() => subgraph.server.stop());
    return { source: embeddedDataSource(subgraph, options), plainRoutes };
  }
  const http = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, log });
  resources.defer(() => http.close());
  return {
    source: httpDataSource(name, `${http.url}/graphql`, options),
    plainRoutes: plainRoutes && forwardRoutes({ prefix: plainRoutes.prefix, service: name, urlOf: () => http.url }),
  };
}

const counting = (source: DataSource, count: () => void): DataSource => ({
  ...source,
  process: (request) => {
    count();
    return source.process(request);
  },
});
