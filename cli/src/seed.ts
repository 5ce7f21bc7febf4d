import { openDatabase as openConfigs } from '@tributary/configs/database';
import { openDatabase as openLineage } from '@tributary/lineage/database';
import { openDatabase as openRealtime } from '@tributary/realtime/database';
import type { SeedSize } from '@tributary/seed/load-state';
import { seedFirst as seedStores } from '@tributary/seed/seed-first';
import { DEFAULT_SEED } from '@tributary/seed/small-seed';
import { print } from './print.ts';
import { showProgress } from './progress.ts';
import type { StoreUrls } from './stores.ts';

/** A statement of seeding takes longer than one of a request may. */
const PATIENCE_MS = 60_000;

export interface SeedOptions {
  size: SeedSize;
  /** What is generated follows from it. */
  integer?: number;
  /** Ends a bulk seed after the batch that is being loaded; it goes on the next time. */
  signal: AbortSignal;
}

/** Loads a data set; what is there already stays as it is. */
export async function seed(urls: StoreUrls, { size, integer = DEFAULT_SEED, signal }: SeedOptions): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const { lineage, configs, realtime } = openAll(urls, resources);
  // What makes a platform is large, and a start seldom needs it.
  if (size === 'small') {
    const { seedSmall } = await import('@tributary/seed/load');
    await seedSmall({ lineage, configs, realtime }, { seed: integer, log: print });
    return;
  }
  const [{ seedBulk }, { large, medium }] = await Promise.all([
    import('@tributary/seed/bulk-load'),
    import('@tributary/seed/sizes'),
  ]);
  const progress = showProgress('runs and metric points', process.stdout);
  resources.defer(() => progress.end());
  const users = showProgress('users with features', process.stdout);
  resources.defer(() => users.end());
  const stores = { databaseUrl: urls.databaseUrl, configs, realtime };
  const log = (line: string) => {
    progress.end();
    users.end();
    print(line);
  };
  await seedBulk(stores, size === 'medium' ? medium : large, {
    seed: integer,
    log,
    signal,
    onProgress: progress.update,
    onUsers: users.update,
  });
}

/**
 * The small data set for a newcomer, unless another one is there.
 * @throws Error where another one was begun and is not whole.
 */
export async function seedFirst(urls: StoreUrls): Promise<void> {
  await using resources = new AsyncDisposableStack();
  await seedStores(openAll(urls, resources), print);
}

function openAll({ databaseUrl, mongodbUrl, redisUrl, keyPrefix }: StoreUrls, resources: AsyncDisposableStack) {
  const lineage = openLineage({ url: databaseUrl, poolMax: 2, timeoutMs: PATIENCE_MS });
  resources.defer(() => lineage.close());
  const configs = openConfigs({ url: mongodbUrl, poolMax: 2, timeoutMs: PATIENCE_MS });
  resources.defer(() => configs.close());
  const realtime = openRealtime({ url: redisUrl, timeoutMs: PATIENCE_MS, keyPrefix });
  resources.defer(() => realtime.close());
  return { lineage: lineage.db, configs: configs.db, realtime: realtime.db };
}
