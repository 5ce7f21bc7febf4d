import { openDatabase as openConfigs } from '@tributary/configs/database';
import { openDatabase as openLineage } from '@tributary/lineage/database';
import { openDatabase as openRealtime } from '@tributary/realtime/database';
import { seedBulk } from '@tributary/seed/bulk-load';
import { DEFAULT_SEED, queryOf, seedSmall } from '@tributary/seed/load';
import { readLoadState, type SeedSize } from '@tributary/seed/load-state';
import { large, medium } from '@tributary/seed/sizes';
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
  if (size === 'small') {
    await seedSmall({ lineage, configs, realtime }, { seed: integer, log: print });
    return;
  }
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
export async function seedFirst(urls: StoreUrls, signal: AbortSignal): Promise<void> {
  const held = await findSeed(urls);
  if (!held || held.size === 'small') {
    return seed(urls, { size: 'small', signal, ...(held && { integer: held.seed }) });
  }
  const name = `the ${held.size} seed of ${held.seed}`;
  if (!held.finished) {
    throw new Error(
      `PostgreSQL holds a part of ${name}: "tributary seed ${held.size} --seed ${held.seed}" goes on with it.`,
    );
  }
  print(`PostgreSQL: holds ${name}.`);
}

async function findSeed({ databaseUrl }: StoreUrls) {
  const { db, close } = openLineage({ url: databaseUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  try {
    return await readLoadState(queryOf(db));
  } finally {
    await close();
  }
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
