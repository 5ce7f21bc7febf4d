import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase } from '../../../tests/setup/mongodb.ts';
import { proxyOf, type StoreProxy } from '../../../tests/setup/proxy.ts';
import { type OpenDatabase, openDatabase, storeFailure } from './database.ts';
import { type RunPart, writeRunParts } from './run-parts.ts';

let own: Awaited<ReturnType<typeof createTestDatabase>>;
let proxy: StoreProxy;
let database: OpenDatabase;

beforeAll(async () => {
  own = await createTestDatabase();
  proxy = await proxyOf(own.url);
  database = openDatabase({ url: proxy.url, poolMax: 2, timeoutMs: 5_000 });
});
afterAll(async () => {
  await database.close();
  await proxy.close();
  await own.drop();
});

const part = (version: number): RunPart => ({
  runId: '00000000-0000-7000-8000-000000000001',
  version,
  name: null,
  modelId: 'a',
  framework: null,
  status: 'COMPLETED',
  tags: [],
  archived: false,
  createdAt: new Date(),
  updatedAt: new Date(),
  updatedBy: 'ada',
  hyperparameters: {},
  metrics: {},
  config: null,
});

it('a write in bulk says that MongoDB is away where it has gone after the connection', async () => {
  await writeRunParts(database.db, [part(1)]);
  await proxy.stop();
  const failure = await writeRunParts(database.db, [part(2)]).catch((error: unknown) => error);
  expect(storeFailure(failure)).toBe('MongoDB does not answer.');
});
