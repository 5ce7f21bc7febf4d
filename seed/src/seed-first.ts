import { readSyncClock as readMongoClock } from '@tributary/configs/sync-clock';
import { readSyncClock as readRedisClock } from '@tributary/realtime/sync-clock';
import { loadFeatures } from './features.ts';
import type { Stores } from './load.ts';
import { type LoadState, readLoadState } from './load-state.ts';
import { DEFAULT_DIGEST, DEFAULT_SEED, queryOf } from './small-seed.ts';

/**
 * The small seed for a newcomer, unless another one is there. Where it is whole, only the users come again whose time
 * has passed.
 * @param log gets one sentence a call.
 * @throws Error where another one was begun and is not whole.
 */
export async function seedFirst(stores: Stores, log: (line: string) => void): Promise<void> {
  const held = await readLoadState(queryOf(stores.lineage));
  if (held && held.size !== 'small') return log(describeBulk(held));
  if (!held || !(await isWhole(stores, held))) {
    // It makes the platform, and what that needs is loaded for it alone.
    const { seedSmall } = await import('./load.ts');
    await seedSmall(stores, { seed: held?.seed ?? DEFAULT_SEED, log });
    return;
  }
  log(`The small seed of ${held.seed} is all there already.`);
  const users = await loadFeatures(stores.lineage, stores.realtime, held.seed);
  if (users > 0) log(`Redis: features of ${users.toLocaleString('en')} users are there again.`);
}

function describeBulk({ size, seed, finished }: LoadState): string {
  const name = `the ${size} seed of ${seed}`;
  if (finished) return `PostgreSQL: holds ${name}.`;
  throw new Error(`PostgreSQL holds a part of ${name}: "tributary seed ${size} --seed ${seed}" goes on with it.`);
}

/**
 * Whether a small seed needs nothing, as far as a few reads tell. Each store has a clock once the seed is through, and
 * none when it was emptied. Configurations are looked for, too: copies are made anew without the seed, they are not.
 */
export async function isWhole(
  { lineage, configs, realtime }: Stores,
  { finished, seed, digest }: LoadState,
): Promise<boolean> {
  if (!finished || seed !== DEFAULT_SEED || digest !== DEFAULT_DIGEST) return false;
  const found = await Promise.all([
    lineage.selectFrom('run').select('id').limit(1).executeTakeFirst(),
    readMongoClock(configs),
    configs.modelConfigs.findOne({}, { _id: 1 }, configs.limits).lean(),
    readRedisClock(realtime, 'board'),
  ]);
  return found.every((one) => one != null);
}
