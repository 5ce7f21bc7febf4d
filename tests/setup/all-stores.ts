import type { Database as Configs } from '@tributary/configs/database';
import type { Database as Lineage } from '@tributary/lineage/tables';
import type { Database as Realtime } from '@tributary/realtime/database';
import type { Kysely } from 'kysely';
import { createTestDatabase as createInMongodb } from './mongodb.ts';
import { createTestDatabase as createInPostgres } from './postgres.ts';
import { createTestDatabase as createInRedis } from './redis.ts';

export interface TestDatabases {
  lineage: Kysely<Lineage>;
  configs: Configs;
  realtime: Realtime;
  /** Where they are, for connections of another kind. */
  at: { databaseUrl: string; mongodbUrl: string; redisUrl: string; keyPrefix: string };
  drop(): Promise<void>;
}

/** An empty one for each subgraph, on the shared servers. */
export async function createTestDatabases(createLineage = () => createInPostgres()): Promise<TestDatabases> {
  const resources = new AsyncDisposableStack();
  const lineage = await createLineage();
  resources.defer(() => lineage.drop());
  const configs = await createInMongodb();
  resources.defer(() => configs.drop());
  const realtime = createInRedis();
  resources.defer(() => realtime.drop());
  return {
    lineage: lineage.db,
    configs: configs.db,
    realtime: realtime.db,
    at: { databaseUrl: lineage.url, mongodbUrl: configs.url, redisUrl: realtime.url, keyPrefix: realtime.keyPrefix },
    drop: () => resources.disposeAsync(),
  };
}
