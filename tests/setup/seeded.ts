import { randomBytes } from 'node:crypto';
import { createIndexes } from '@tributary/configs/collections';
import { type Database as Configs, openDatabase as openConfigs } from '@tributary/configs/database';
import type { Database as Lineage } from '@tributary/lineage/tables';
import { openDatabase as openRealtime, type Database as Realtime } from '@tributary/realtime/database';
import { seedSmall } from '@tributary/seed/load';
import type { Kysely } from 'kysely';
import { createTestDatabase } from './postgres.ts';
import { testStores } from './stores.ts';

export interface SeededStores {
  lineage: Kysely<Lineage>;
  configs: Configs;
  realtime: Realtime;
  /** Where they are, for connections of another kind. */
  at: { databaseUrl: string; mongodbUrl: string; redisUrl: string; keyPrefix: string };
  drop(): Promise<void>;
}

/** All test files share these servers, so a command may take its time. */
const TIMEOUT_MS = 20_000;

/** The small seed in the three stores, under names of its own. */
export async function createSeededStores(): Promise<SeededStores> {
  const name = `tributary_test_${randomBytes(6).toString('hex')}`;
  const resources = new AsyncDisposableStack();
  const database = await createTestDatabase();
  resources.defer(() => database.drop());
  const url = Object.assign(new URL(testStores().mongodbUrl), { pathname: `/${name}` }).href;
  const configs = openConfigs({ url, poolMax: 5, timeoutMs: TIMEOUT_MS });
  resources.defer(() => configs.close());
  resources.defer(async () => {
    await configs.db.connection.dropDatabase();
  });
  await createIndexes(configs.db);
  const realtime = openRealtime({ url: testStores().redisUrl, timeoutMs: TIMEOUT_MS, keyPrefix: `${name}:` });
  resources.defer(() => realtime.close());
  const stores = { lineage: database.db, configs: configs.db, realtime };
  await seedSmall(stores, { log: () => {} });
  const at = { databaseUrl: database.url, mongodbUrl: url, redisUrl: testStores().redisUrl, keyPrefix: `${name}:` };
  return { ...stores, at, drop: () => resources.disposeAsync() };
}
