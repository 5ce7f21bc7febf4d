import { registryCopy } from '@tributary/lineage/copies';
import { findRegistries } from '@tributary/lineage/registries';
import type { Database as Lineage } from '@tributary/lineage/tables';
import type { Database as Realtime } from '@tributary/realtime/database';
import { createRegistries } from '@tributary/realtime/features/registries';
import { storeFeatures } from '@tributary/realtime/features/store-features';
import { readTable } from '@tributary/realtime/features/vectors';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import type { Kysely } from 'kysely';
import { featureViewCatalogue, userTransactions } from './feature-views.ts';
import { createRandom, round } from './random.ts';
import { after, MINUTE, YEAR_END } from './time.ts';

export const USERS = 1_000;

/** What is known of user_1 to user_1000; a few have not paid for a month. */
export function generateUserFeatures(seed: number): { entity: string; values: Record<string, unknown> }[] {
  const random = createRandom(seed, 'user features');
  return Array.from({ length: USERS }, (_, index) => {
    const isActive = !random.chance(0.04);
    const hour = isActive ? random.integer(0, 3) : 0;
    const day = isActive ? hour + random.integer(0, 6) : 0;
    const month = isActive ? day + random.integer(1, 80) : 0;
    const mean = round(30 + 25 * Math.abs(random.bell()), 2);
    const toMean = round(0.2 + Math.abs(random.bell()), 3);
    return {
      entity: `user_${index + 1}`,
      values: {
        amount_log: round(3.4 + random.bell(), 4),
        transactions_1h: hour,
        transactions_24h: day,
        transactions_30d: month,
        amount_sum_24h: round(day * mean, 2),
        amount_mean_30d: isActive ? mean : null,
        amount_to_mean_30d: isActive ? toMean : null,
        merchants_30d: Math.min(month, random.integer(1, 25)),
        countries_30d: Math.min(month, random.integer(1, 3)),
        merchant_fraud_rate: round(Math.abs(random.bell()) / 100, 5),
        is_night: random.chance(0.12),
        last_transaction_at: after(YEAR_END, -random.integer(1, isActive ? 43_200 : 86_400) * MINUTE).toISOString(),
      },
    };
  });
}

/**
 * Says what may be stored for the seed's views, and stores the users of whom nothing is there, as of now: later ones
 * stay, and those whose time to live has passed come again. Answers how many those were.
 */
export async function loadFeatures(lineage: Kysely<Lineage>, realtime: Realtime, seed: number): Promise<number> {
  const copies = featureViewCatalogue.map(({ name }) => registryCopy(name));
  await writeRegistries(realtime, await findRegistries(lineage, copies));
  const caller = { subject: 'seed', scopes: [] };
  const store = { db: realtime, registries: createRegistries(), caller };
  const { name: view } = userTransactions;
  const registry = await store.registries.find(realtime, view);
  if (!registry) return 0;
  const users = generateUserFeatures(seed);
  const stored = await readTable(
    realtime,
    store.registries,
    view,
    users.map(({ entity }) => entity),
    () => [],
  );
  // Somebody may have changed the view.
  const isKnown = ([name]: [string, unknown]) => registry.layout.byName.has(name);
  const rows = users
    .filter((_, index) => stored?.eventTimes[index] == null)
    .map(({ entity, values }) => ({ entity, values: Object.fromEntries(Object.entries(values).filter(isKnown)) }));
  const outcome = await storeFeatures(store, { view, rows });
  return 'value' in outcome ? outcome.value.stored : 0;
}
