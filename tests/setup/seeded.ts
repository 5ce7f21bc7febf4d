import { migrateUp } from '@tributary/lineage/migrate';
import { generatePlatform } from '@tributary/seed/generate';
import { DEFAULT_SEED, loadBoards, loadConfigs, queryOf } from '@tributary/seed/load';
import { loadLineage } from '@tributary/seed/load-lineage';
import { beginLoad } from '@tributary/seed/load-state';
import { createTestDatabases, type TestDatabases } from './all-stores.ts';
import { copyTemplate } from './postgres.ts';

/** The small seed in the three stores, under names of its own. PostgreSQL's part, the largest, is a copy. */
export async function createSeededStores(): Promise<TestDatabases> {
  const { lineage, histories, configs, boards } = generatePlatform(DEFAULT_SEED);
  const databases = await createTestDatabases(() =>
    copyTemplate('seeded', async ({ db }) => {
      await migrateUp(db);
      await loadLineage(db, lineage, histories);
      await beginLoad(queryOf(db), { size: 'small', seed: DEFAULT_SEED, batches: 1, finished: true });
    }),
  );
  await loadConfigs(databases.configs, configs);
  await loadBoards(databases.realtime, boards);
  return databases;
}
