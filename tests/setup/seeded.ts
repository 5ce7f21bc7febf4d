import { seedSmall } from '@tributary/seed/load';
import { createTestDatabases, type TestDatabases } from './all-stores.ts';

/** The small seed in the three stores, under names of its own. */
export async function createSeededStores(): Promise<TestDatabases> {
  const databases = await createTestDatabases();
  await seedSmall(databases, { log: () => {} });
  return databases;
}
