import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '@tributary/common/serve';
import { trustUserHeader } from '@tributary/gateway/caller';
import { embeddedDataSource } from '@tributary/gateway/fetch/embedded';
import { createGateway } from '@tributary/gateway/server';
import { type Database, openDatabase } from '@tributary/realtime/database';
import { createRegistries } from '@tributary/realtime/features/registries';
import { storeFeatures } from '@tributary/realtime/features/store-features';
import { readTable } from '@tributary/realtime/features/vectors';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import { createServer } from '@tributary/realtime/server';
import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import { withRedisClient } from '@tributary/stores/redis/redis-client';
import { startStore } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { pino } from 'pino';
import { createRandom } from '../tests/setup/random.ts';
import { describeMachine, expectEqual, median, percentile, report, timeCalls } from './measure.ts';

/**
 * Features at the store, through the subgraph and through the embedded gateway, beside the bare client on one server.
 * What a call takes to write down is its client's, and not in the figures of writes.
 * Usage: node bin/run.mjs bench/features.ts [ENTITIES], by default a million
 */
const ENTITIES = Number(process.argv[2] ?? 1_000_000);
const READ = 1_000;
const SAMPLE = 10_000;
const GATEWAY = 'through the embedded gateway, over HTTP';
const FOUR_AT_ONCE = `${GATEWAY}, four calls at once`;
/** Rows a second. */
const WRITES_ASKED = 50_000;
/** Milliseconds. */
const READS_ASKED: Readonly<Record<string, number>> = {
  '1,000 entities, at the store': 10,
  '1,000 entities, through the subgraph': 20,
  'one entity, at the store': 0.5,
};
const log = pino({ level: 'silent' });
const random = createRandom(20);

const view = (name: string, width: number) => ({
  view: name,
  version: 1,
  entity: 'user',
  joinKeys: ['user_id'],
  firstRevision: 1,
  layouts: [
    {
      features: Array.from({ length: width }, (_, index) => ({
        name: `feature_${index}`,
        type: 'FLOAT',
        default: null,
      })),
      revisions: [{ revision: 1, ttlSeconds: 86_400 }],
    },
  ],
});

const valuesOf = (width: number) =>
  Object.fromEntries(Array.from({ length: width }, (_, index) => [`feature_${index}`, random() * 1_000]));
const entityOf = (index: number) => `user_${index}`;
const rowsOf = (width: number, from: number, count = READ) =>
  Array.from({ length: count }, (_, index) => ({ entity: entityOf(from + index), values: valuesOf(width) }));

const STORE =
  'mutation ($input: StoreFeaturesInput!) { storeFeatures(input: $input) { ... on StoreFeaturesSuccess { stored } } }';
const TABLE =
  'query ($view: ID!, $entities: [ID!]!) { featureVectors(view: $view, entities: $entities) { entities eventTimes columns { name values statuses } } }';
const VECTOR =
  'query ($view: ID!, $entity: ID!) { featureVector(view: $view, entity: $entity) { names values statuses eventTime } }';

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
const resources = new AsyncDisposableStack();
resources.defer(() => rm(dataDir, { recursive: true, force: true }));
try {
  const store = await startStore('redis', { dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
  resources.defer(() => store.stop());
  const database = openDatabase({ url: store.url, timeoutMs: 60_000, keyPrefix: 'bench:' });
  resources.defer(() => database.close());
  console.log(describeMachine());
  await writeRegistries(database.db, [view('twelve', 12), view('fifty', 50)]);
  const subgraph = createServer(database, log);
  const ask = await startGateway(subgraph, resources);
  await benchWrites(database.db, ask);
  await load(database.db);
  await withRedisClient(store.url, async (redis) => {
    await benchReads(database.db, ask, redis);
    await benchMemory(redis);
  });
} finally {
  await resources.disposeAsync();
}

type Ask = (query: string, variables: object) => Promise<string>;
interface Asking {
  readonly subgraph: Ask;
  readonly gateway: Ask;
  /** A request's body as it is: what it takes to write is the client's. */
  post(body: string): Promise<string>;
}
type Bare = Parameters<Parameters<typeof withRedisClient<void>>[1]>[0];

/** Answers come as the text that a client would read. */
async function startGateway(
  subgraph: ReturnType<typeof createServer>,
  resources: AsyncDisposableStack,
): Promise<Asking> {
  await subgraph.server.start();
  resources.defer(() => subgraph.server.stop());
  const source = embeddedDataSource(subgraph, { log, timeoutMs: 60_000, mutationTimeoutMs: 60_000 });
  const app = await createGateway({
    supergraph: await readFile(SUPERGRAPH_FILE, 'utf8'),
    dataSource: () => source,
    callerOf: trustUserHeader('test'),
    log,
    development: false,
  });
  const http = await listen(app, { host: '127.0.0.1', port: 0 });
  resources.defer(() => http.close());
  const caller = { subject: 'bench', scopes: [] };
  const post = async (body: string) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${http.url}/graphql`, { method: 'POST', headers, body })).text();
  };
  return {
    post,
    gateway: (query, variables) => post(JSON.stringify({ query, variables })),
    subgraph: async (query, variables) => {
      const signal = new AbortController().signal;
      const contextValue = subgraph.createContext({ caller, requestId: 'bench', signal });
      const { body } = await subgraph.server.executeOperation({ query, variables: { ...variables } }, { contextValue });
      return JSON.stringify(body.kind === 'single' ? body.singleResult : null);
    },
  };
}

async function benchWrites(db: Database, ask: Asking): Promise<void> {
  console.log(
    `\n**Writes**: calls of ${READ} rows, one after the other\n\n| | rows a second | asked | |\n|---|---|---|---|`,
  );
  for (const [name, width] of [
    ['twelve', 12],
    ['fifty', 50],
  ] as const) {
    const rows = rowsOf(width, 0);
    const context = { db, registries: createRegistries(), caller: { subject: 'bench', scopes: [] } };
    const body = JSON.stringify({ query: STORE, variables: { input: { view: name, rows } } });
    const cases: Record<string, () => Promise<unknown>> = {
      'at the store': () => storeFeatures(context, { view: name, rows }),
      'through the subgraph': () => ask.subgraph(STORE, { input: { view: name, rows } }),
      [GATEWAY]: () => ask.post(body),
      [FOUR_AT_ONCE]: () => Promise.all(Array.from({ length: 4 }, () => ask.post(body))),
    };
    for (const [where, run] of Object.entries(cases)) {
      for (const answer of [await run()].flat()) expectEqual(where, storedIn(answer), READ);
      const rate = (READ * 1_000 * (where === FOUR_AT_ONCE ? 4 : 1)) / (await median(run));
      const asked = width === 12 && where === GATEWAY ? WRITES_ASKED : null;
      report([`${width} features, ${where}`, Math.round(rate)], asked, rate >= (asked ?? 0));
    }
  }
}

function storedIn(answer: unknown): unknown {
  const { data, value } = Object(typeof answer === 'string' ? JSON.parse(answer) : answer);
  return (value ?? data.storeFeatures).stored;
}

/** The rows that are read, among so many others. */
async function load(db: Database): Promise<void> {
  const context = { db, registries: createRegistries(), caller: { subject: 'bench', scopes: [] } };
  for (let from = 0; from < ENTITIES; from += READ) {
    const outcome = await storeFeatures(context, { view: 'fifty', rows: rowsOf(50, from) });
    if (!('value' in outcome)) throw new Error(outcome.failure.message);
  }
}

async function benchReads(db: Database, ask: Asking, redis: Bare): Promise<void> {
  const registries = createRegistries();
  const draw = () => Math.floor(random() * ENTITIES);
  const entities = Array.from({ length: READ }, () => entityOf(draw()));
  const read = (some: readonly string[]) =>
    readTable(db, registries, 'fifty', some, ({ layout }) => layout.columns.map(({ name }) => name));
  const table = await read(entities);
  for (const where of ['subgraph', 'gateway'] as const) {
    expectEqual(where, JSON.parse(await ask[where](TABLE, { view: 'fifty', entities })).data.featureVectors, table);
  }
  const texts = new Map(
    entities.map((entity, index) => [
      `bare:json:${entity}`,
      JSON.stringify(Object.fromEntries((table?.columns ?? []).map(({ name, values }) => [name, values[index]]))),
    ]),
  );
  await redis.mSet([...texts]);
  await Promise.all(
    entities.map((entity) => redis.hSet(`bare:hash:${entity}`, JSON.parse(texts.get(`bare:json:${entity}`) ?? ''))),
  );
  const names = (table?.columns ?? []).map(({ name }) => name);
  const keys = [...texts.keys()];
  console.log(
    `\n**Reads**: among ${ENTITIES.toLocaleString('en')} entities of 50 features\n\n| | median ms | asked | |\n|---|---|---|---|`,
  );
  const cases: Record<string, () => Promise<unknown>> = {
    '1,000 entities, bare client, JSON by MGET, parsed': async () =>
      (await redis.mGet(keys)).map((text) => JSON.parse(text ?? 'null')),
    '1,000 entities, bare client, hashes by pipelined HMGET': () =>
      Promise.all(entities.map((entity) => redis.hmGet(`bare:hash:${entity}`, names))),
    '1,000 entities, at the store': () => read(entities),
    '1,000 entities, through the subgraph': () => ask.subgraph(TABLE, { view: 'fifty', entities }),
    [`1,000 entities, ${GATEWAY}`]: () => ask.gateway(TABLE, { view: 'fifty', entities }),
    'one entity, bare client, JSON by GET, parsed': async () => JSON.parse((await redis.get(keys[0] ?? '')) ?? ''),
    'one entity, at the store': () => read([entityOf(draw())]),
    'one entity, through the subgraph': () => ask.subgraph(VECTOR, { view: 'fifty', entity: entityOf(draw()) }),
    [`one entity, ${GATEWAY}`]: () => ask.gateway(VECTOR, { view: 'fifty', entity: entityOf(draw()) }),
  };
  for (const [name, run] of Object.entries(cases)) {
    const took = await median(run);
    const asked = READS_ASKED[name] ?? null;
    report([name, took.toFixed(2)], asked, asked === null || took <= asked);
  }
  const p99 = percentile(await timeCalls(20_000, () => read([entityOf(draw())])), 0.99);
  report(['one entity, at the store, p99 of 20,000', p99.toFixed(2)], null);
}

/** What an entity takes in the server, key and expiry included, by how it is stored. */
async function benchMemory(redis: Bare): Promise<void> {
  const used = async () => Number(/used_memory_dataset:(\d+)/.exec(await redis.info('memory'))?.[1]);
  const measured = async (write: (entity: string, values: Record<string, number>) => unknown): Promise<number> => {
    const before = await used();
    for (let from = 0; from < SAMPLE; from += READ) {
      await Promise.all(Array.from({ length: READ }, (_, index) => write(entityOf(from + index), valuesOf(50))));
    }
    return ((await used()) - before) / SAMPLE;
  };
  const database = openDatabase({ url: redis.options?.url ?? '', timeoutMs: 60_000, keyPrefix: 'memory:' });
  await writeRegistries(database.db, [view('fifty', 50)]);
  const context = { db: database.db, registries: createRegistries(), caller: { subject: 'bench', scopes: [] } };
  const before = await used();
  for (let from = 0; from < SAMPLE; from += READ)
    await storeFeatures(context, { view: 'fifty', rows: rowsOf(50, from) });
  const packed = ((await used()) - before) / SAMPLE;
  await database.close();
  const EX = { expiration: { type: 'EX', value: 86_400 } } as const;
  const text = await measured((entity, values) => redis.set(`memory:json:fifty:${entity}`, JSON.stringify(values), EX));
  const hash = await measured(async (entity, values) => {
    const key = `memory:hash:fifty:${entity}`;
    await Promise.all([redis.hSet(key, values), redis.expire(key, 86_400)]);
  });
  console.log('\n**Memory**: bytes an entity of 50 features in the server\n\n| | bytes |\n|---|---|');
  for (const [name, bytes] of Object.entries({ 'a packed row': packed, 'JSON text': text, 'a hash': hash })) {
    console.log(`| ${name} | ${Math.round(bytes)} |`);
  }
}
