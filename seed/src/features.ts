import { registryCopy } from '@tributary/lineage/copies/copies';
import { findRegistries } from '@tributary/lineage/feature-views/view-registries';
import type { Database as Lineage } from '@tributary/lineage/tables';
import type { Database as Realtime } from '@tributary/realtime/database';
import { createRegistries } from '@tributary/realtime/features/registries';
import { storeFeatures } from '@tributary/realtime/features/store-features';
import { readTable } from '@tributary/realtime/features/vectors';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import type { Kysely } from 'kysely';
import { featureViewCatalogue, userTransactions } from './feature-view-catalogue.ts';
import { drawPayment } from './payments.ts';
import { createRandom } from './random.ts';
import { after, MINUTE, YEAR_END } from './time.ts';

export const USERS = 1_000;

/** What is known of user_1 to user_1000, of whom one in fifty was robbed lately. */
export function generateUserFeatures(seed: number): { entity: string; values: Record<string, unknown> }[] {
  const random = createRandom(seed, 'user features');
  const frauds = createRandom(seed, 'user frauds');
  return Array.from({ length: USERS }, (_, index) => {
    const payment = drawPayment(random, frauds.chance(0.02) ? frauds : null);
    const minutes = random.integer(1, payment.transactions_30d > 0 ? 43_200 : 86_400);
    return {
      entity: `user_${index + 1}`,
      values: { ...payment, last_transaction_at: after(YEAR_END, -minutes * MINUTE).toISOString() },
    };
  });
}

/**
 * Says what may be stored for the seed's views, and stores the users, as of now, where none of them is there: at first,
 * and when their time to live has passed. Whoever was forgotten among others does not come again. Answers how many
 * were stored.
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
  if (stored?.eventTimes.some((time) => time !== null)) return 0;
  // Somebody may have changed the view.
  const isKnown = ([name]: [string, unknown]) => registry.layout.byName.has(name);
  const rows = users.map(({ entity, values }) => ({
    entity,
    values: Object.fromEntries(Object.entries(values).filter(isKnown)),
  }));
  const outcome = await storeFeatures(store, { view, rows });
  return 'value' in outcome ? outcome.value.stored : 0;
}
