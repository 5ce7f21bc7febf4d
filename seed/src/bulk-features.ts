import type { FeatureDefinition } from '@tributary/lineage/columns';
import type { Database as Realtime } from '@tributary/realtime/database';
import { createRegistries } from '@tributary/realtime/features/registries';
import { storeFeatures } from '@tributary/realtime/features/store-features';
import { readTable } from '@tributary/realtime/features/vectors';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import { readStoreState } from '@tributary/realtime/health';
import { people } from './people.ts';
import { createRandom, round } from './random.ts';
import type { FeatureViewRevisionRow, FeatureViewRow } from './rows.ts';
import { YEAR_END } from './time.ts';

/** The view of a bulk seed: wide, and of very many users. */
export const BULK_VIEW = 'user_behaviour';
const TTL_SECONDS = 30 * 86_400;
const ENTITY = { entity: 'user', joinKeys: ['user_id'] };

const MEASURES = {
  amount_sum: 'What was paid',
  amount_mean: 'Mean amount of a payment',
  amount_max: 'Largest payment',
  payments: 'Payments',
  merchants: 'Merchants',
  countries: 'Countries',
  declined: 'Payments that were declined',
  charged_back: 'Payments that were charged back',
  at_night: 'Part of the payments between midnight and six',
  gap_mean: 'Mean time between two payments, in hours',
};
const WINDOWS = { '1h': 'an hour', '24h': 'a day', '7d': 'a week', '30d': '30 days', '90d': '90 days' };

const features = Object.entries(MEASURES).flatMap(([measure, what]) =>
  Object.entries(WINDOWS).map(
    ([window, time]): FeatureDefinition => ({
      name: `${measure}_${window}`,
      type: 'FLOAT',
      default: 0,
      description: `${what}, in ${time} before the last payment.`,
    }),
  ),
);

/** As lineage keeps the view. It names no dataset, so it has no place in the graph. */
export function toBulkViewRows(): { views: FeatureViewRow[]; revisions: FeatureViewRevisionRow[] } {
  const view = {
    name: BULK_VIEW,
    description: 'How a user has paid, by windows of time.',
    owner: people['amara.okafor'],
    ...ENTITY,
    revision: 1,
    createdAt: YEAR_END,
    updatedAt: YEAR_END,
  };
  const revision = {
    viewName: BULK_VIEW,
    revision: 1,
    features,
    ttlSeconds: TTL_SECONDS,
    createdAt: YEAR_END,
    createdBy: 'amara.okafor',
  };
  return { views: [view], revisions: [revision] };
}

export interface BulkFeatures {
  seed: number;
  users: number;
  log: (line: string) => void;
  /** Hears how many of the users are there. */
  onProgress?: ((done: number, total: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Of one call. */
const STEP = 1_000;
/** What a user takes in Redis, key and expiry included, with something to spare. */
const BYTES_A_USER = 600;
/** What stays free for whoever else writes, and for what is on its way to Redis. */
const SPARE_BYTES = 4 * 1_024 ** 2;

/**
 * Stores features of users, as many as Redis has room for, which is said where those are not all. Users whose row is
 * there keep it. Answers how many were stored.
 */
export async function loadBulkFeatures(
  db: Realtime,
  { seed, users, log, onProgress, signal }: BulkFeatures,
): Promise<number> {
  const registries = createRegistries();
  await writeRegistries(db, [
    {
      view: BULK_VIEW,
      version: 1,
      firstRevision: 1,
      ...ENTITY,
      layouts: [{ features, revisions: [{ revision: 1, ttlSeconds: TTL_SECONDS }] }],
    },
  ]);
  const context = { db, registries, caller: { subject: 'seed', scopes: [] } };
  const sizeOf = (step: number) => Math.min(STEP, users - step * STEP);
  const missing = await findMissing(db, users);
  const steps = missing.slice(0, await findRoom(db));
  const left = missing.slice(steps.length).reduce((sum, step) => sum + sizeOf(step), 0);
  const most = users - left;
  if (left > 0) {
    const [few, all] = [most, users].map((count) => count.toLocaleString('en'));
    log(
      `Redis: its maxmemory has room for features of ${few} of ${all} users, at ${BYTES_A_USER} bytes each: raise it, and seed again for the rest.`,
    );
  }
  let done = most - steps.reduce((sum, step) => sum + sizeOf(step), 0);
  let stored = 0;
  onProgress?.(done, most);
  for (const step of steps) {
    signal?.throwIfAborted();
    const rows = generateUsers(seed, step, sizeOf(step));
    const outcome = await storeFeatures(context, { view: BULK_VIEW, rows });
    // Somebody has changed or deleted the view since.
    if ('failure' in outcome) {
      log(`Redis: features of users are not stored: ${outcome.failure.message}`);
      return stored;
    }
    stored += outcome.value.stored;
    done += rows.length;
    onProgress?.(done, most);
  }
  return stored;
}

/** For so many steps Redis has room, by its own limit. */
async function findRoom(db: Realtime): Promise<number> {
  const { usedMemoryBytes, maxMemoryBytes } = await readStoreState(db);
  if (maxMemoryBytes === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor((maxMemoryBytes - usedMemoryBytes - SPARE_BYTES) / (STEP * BYTES_A_USER)));
}

/** The steps whose last user has no row: rows are stored in order, and expire together. */
async function findMissing(db: Realtime, users: number): Promise<number[]> {
  const steps = Array.from({ length: Math.ceil(users / STEP) }, (_, step) => step);
  const missing: number[] = [];
  for (let from = 0; from < steps.length; from += STEP) {
    const some = steps.slice(from, from + STEP);
    const last = some.map((step) => entityOf(Math.min(users, (step + 1) * STEP)));
    const table = await readTable(db, createRegistries(), BULK_VIEW, last, () => []);
    missing.push(...some.filter((_, place) => table?.eventTimes[place] == null));
  }
  return missing;
}

const entityOf = (number: number) => `user_${number}`;

function generateUsers(seed: number, step: number, count: number) {
  const random = createRandom(seed, `users ${step}`);
  return Array.from({ length: count }, (_, index) => ({
    entity: entityOf(step * STEP + index + 1),
    values: Object.fromEntries(features.map(({ name }) => [name, round(100 * Math.abs(random.bell()), 3)])),
  }));
}
