import { migrateUp } from '@tributary/lineage/migrate';
import { loadFeatures } from '@tributary/seed/features';
import { generatePlatform, type Platform } from '@tributary/seed/generate';
import { loadBoards, loadConfigs } from '@tributary/seed/load';
import { loadLineage } from '@tributary/seed/load-lineage';
import { beginLoad } from '@tributary/seed/load-state';
import { DEFAULT_SEED, digestOf, queryOf } from '@tributary/seed/small-seed';
import { createTestDatabases, type TestDatabases } from './all-stores.ts';
import { copyTemplate } from './postgres.ts';

let generated: Platform | undefined;

/** The small seed in the three stores, under names of its own. PostgreSQL's part, the largest, is a copy. */
export async function createSeededStores(): Promise<TestDatabases> {
  generated ??= generatePlatform(DEFAULT_SEED);
  const platform = generated;
  const { lineage, histories, configs, boards } = platform;
  const databases = await createTestDatabases(() =>
    copyTemplate('seeded', async ({ db }) => {
      await migrateUp(db);
      const digest = digestOf(platform);
      await beginLoad(queryOf(db), { size: 'small', seed: DEFAULT_SEED, batches: 1, finished: true, digest });
      await loadLineage(db, lineage, histories);
    }),
  );
  await loadConfigs(databases.configs, configs);
  await loadBoards(databases.realtime, boards);
  await loadFeatures(databases.lineage, databases.realtime, DEFAULT_SEED);
  return databases;
}
