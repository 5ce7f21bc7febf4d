import { openDatabase as openConfigs } from '@tributary/configs/database';
import { createIndexes } from '@tributary/configs/models';
import { openDatabase as openLineage } from '@tributary/lineage/database';
import { migrateDown, migrateUp, migrationStatus } from '@tributary/lineage/migrate';
import { openDatabase as openRealtime } from '@tributary/realtime/database';
import { seedBulk } from '@tributary/seed/bulk-load';
import { DEFAULT_SEED, queryOf, seedSmall } from '@tributary/seed/load';
import { readLoadState } from '@tributary/seed/load-state';
import { large, medium } from '@tributary/seed/sizes';
import { print } from './print.ts';
import { showProgress } from './progress.ts';

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

/** Takes PostgreSQL's newest migration back, with the data in what it made. */
export const takeMigrationBack = (urls: StoreUrls) =>
  withLineage(urls, async (db) => {
    const [name] = await migrateDown(db);
    print(name ? `postgres: took back ${name}` : 'postgres: there is no migration to take back');
  });

/** Prints PostgreSQL's migrations with the time at which each was run. */
export const showMigrations = (urls: StoreUrls) =>
  withLineage(urls, async (db) => {
    for (const { name, executedAt } of await migrationStatus(db)) {
      print(`${name}  ${executedAt ? `ran at ${executedAt.toISOString()}` : 'has not run'}`);
    }
  });

export type SeedSize = 'small' | 'medium' | 'large';
export const SEED_SIZES: readonly SeedSize[] = ['small', 'medium', 'large'];

/** Loads a data set; what is there already stays as it is. */
export async function seed(urls: StoreUrls, size: SeedSize, integer = DEFAULT_SEED): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const { lineage, configs, realtime } = openAll(urls, resources);
  if (size === 'small') {
    await seedSmall({ lineage, configs, realtime }, { seed: integer, log: print });
    return;
  }
  const progress = showProgress('runs and metric points', process.stdout);
  resources.defer(() => progress.end());
  const stores = { databaseUrl: urls.databaseUrl, configs, realtime };
  const log = (line: string) => {
    progress.end();
    print(line);
  };
  await seedBulk(stores, size === 'medium' ? medium : large, { seed: integer, log, onProgress: progress.update });
}

/**
 * The small data set for a newcomer, unless another one is there.
 * @throws Error where another one was begun and is not whole.
 */
export async function seedFirst(urls: StoreUrls): Promise<void> {
  const held = await findSeed(urls);
  if (!held || held.size === 'small') return seed(urls, 'small', held?.seed);
  const name = `the ${held.size} seed of ${held.seed}`;
  if (!held.finished) {
    throw new Error(
      `PostgreSQL holds a part of ${name}: "tributary seed ${held.size} --seed ${held.seed}" goes on with it.`,
    );
  }
  print(`PostgreSQL: holds ${name}.`);
}

const findSeed = (urls: StoreUrls) => withLineage(urls, (db) => readLoadState(queryOf(db)));

async function withLineage<T>(
  { databaseUrl }: StoreUrls,
  work: (db: ReturnType<typeof openLineage>['db']) => Promise<T>,
): Promise<T> {
  const { db } = openLineage({ url: databaseUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

function openAll({ databaseUrl, mongodbUrl, redisUrl, keyPrefix }: StoreUrls, resources: AsyncDisposableStack) {
  const lineage = openLineage({ url: databaseUrl, poolMax: 2, timeoutMs: PATIENCE_MS });
  resources.defer(() => lineage.db.destroy());
  const configs = openConfigs({ url: mongodbUrl, poolMax: 2, timeoutMs: PATIENCE_MS });
  resources.defer(() => configs.close());
  const realtime = openRealtime({ url: redisUrl, timeoutMs: PATIENCE_MS, keyPrefix });
  resources.defer(() => realtime.close());
  return { lineage: lineage.db, configs: configs.db, realtime };
}
