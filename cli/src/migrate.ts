import { createIndexes } from '@tributary/configs/collections';
import { openDatabase as openConfigs } from '@tributary/configs/database';
import { createPathIndexes } from '@tributary/configs/path-indexes';
import { migrateDown, migrateUp, migrationStatus } from '@tributary/lineage/migrate';
import { findDefinedMetrics } from '@tributary/lineage/runs/metric-definitions';
import { onPostgres } from './on-postgres.ts';
import { print } from './print.ts';
import type { StoreUrls } from './stores.ts';

/** On a large platform a migration may read every row. */
const PATIENCE_MS = 3_600_000;

/**
 * Brings the schemas up to this code.
 * @param indexedPaths the paths by which documents are to be found fast, beside those that always are.
 */
export async function migrate(urls: StoreUrls, indexedPaths: readonly string[]): Promise<void> {
  const applied = await onPostgres(urls, PATIENCE_MS, migrateUp);
  if (applied.length > 0) print(`postgres: applied ${applied.join(', ')}`);
  const metrics = await onPostgres(urls, PATIENCE_MS, findDefinedMetrics);
  const configs = openConfigs({ url: urls.mongodbUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  try {
    await createIndexes(configs.db);
    const left = await createPathIndexes(configs.db, [...indexedPaths, ...metrics.map((name) => `metrics.${name}`)]);
    if (left.length > 0) print(`mongodb: documents have no index by ${left.join(', ')}`);
  } finally {
    await configs.close();
  }
}

/** Takes PostgreSQL's newest migration back. */
export const migrateBack = (urls: StoreUrls) =>
  onPostgres(urls, PATIENCE_MS, async (db) => {
    const [name] = await migrateDown(db);
    print(name === undefined ? 'postgres: there is no migration to take back' : `postgres: took back ${name}`);
  });

/** Lists the migrations in order, with the time at which each was applied. */
export const showMigrations = (urls: StoreUrls) =>
  onPostgres(urls, PATIENCE_MS, async (db) => {
    for (const { name, executedAt } of await migrationStatus(db)) {
      print(`${name}  ${executedAt ? `ran at ${executedAt.toISOString()}` : 'has not run'}`);
    }
  });
