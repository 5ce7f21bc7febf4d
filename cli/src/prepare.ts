import { openDatabase as openConfigs } from '@tributary/configs/database';
import { createIndexes } from '@tributary/configs/models';
import { openDatabase as openLineage } from '@tributary/lineage/database';
import { migrateUp } from '@tributary/lineage/migrate';
import { openDatabase as openRealtime } from '@tributary/realtime/database';
import { seedSmall } from '@tributary/seed/load';
import { print } from './print.ts';

export interface StoreUrls {
  databaseUrl: string;
  mongodbUrl: string;
  redisUrl: string;
  keyPrefix: string;
}

/** Schema changes and seeding take longer than a request may. */
const PATIENCE_MS = 60_000;

/** Brings the schemas up to this code. */
export async function migrate({ databaseUrl, mongodbUrl }: StoreUrls): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const lineage = openLineage({ url: databaseUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  resources.defer(() => lineage.db.destroy());
  const applied = await migrateUp(lineage.db);
  if (applied.length > 0) print(`postgres: applied ${applied.join(', ')}`);
  const configs = openConfigs({ url: mongodbUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  resources.defer(() => configs.close());
  await createIndexes(configs.db);
}

/** Loads the small data set; what is there already stays as it is. */
export async function seed({ databaseUrl, mongodbUrl, redisUrl, keyPrefix }: StoreUrls): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const lineage = openLineage({ url: databaseUrl, poolMax: 2, timeoutMs: PATIENCE_MS });
  resources.defer(() => lineage.db.destroy());
  const configs = openConfigs({ url: mongodbUrl, poolMax: 2, timeoutMs: PATIENCE_MS });
  resources.defer(() => configs.close());
  const realtime = openRealtime({ url: redisUrl, timeoutMs: PATIENCE_MS, keyPrefix });
  resources.defer(() => realtime.close());
  await seedSmall({ lineage: lineage.db, configs: configs.db, realtime }, { log: print });
}
