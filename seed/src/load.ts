import { restoreArtifact } from '@tributary/configs/artifacts/restore';
import type { Database as Configs } from '@tributary/configs/database';
import { findExperimentsByIds, insertExperiments } from '@tributary/configs/experiments';
import { insertModelCards } from '@tributary/configs/model-cards';
import { findModelConfigsByIds, insertModelConfigs } from '@tributary/configs/model-configs';
import { NARROW } from '@tributary/configs/parts';
import { writeSyncClock as setMongoClock } from '@tributary/configs/sync-clock';
import { rebuildCopies } from '@tributary/lineage/copies/copy-care';
import type { Database as Lineage } from '@tributary/lineage/tables';
import type { Database as Realtime } from '@tributary/realtime/database';
import { boardName, findLeaderboardsByNames, writeLeaderboard } from '@tributary/realtime/leaderboards/boards';
import { writeSyncClock as setRedisClock } from '@tributary/realtime/sync-clock';
import { type Kysely, sql } from 'kysely';
import { loadFeatures, USERS } from './features.ts';
import { generatePlatform, type Platform } from './generate.ts';
import { loadLineage } from './load-lineage.ts';
import { beginLoad, finishLoad, readLoadState, refuseOtherSeed } from './load-state.ts';
import { DEFAULT_SEED, digestOf, queryOf } from './small-seed.ts';
import { YEAR_END } from './time.ts';

/** The stores, each with its schema and indexes in place. */
export interface Stores {
  lineage: Kysely<Lineage>;
  configs: Configs;
  realtime: Realtime;
}

export interface SeedOptions {
  /** An integer. */
  seed?: number;
  /** Gets one sentence a call. */
  log: (line: string) => void;
}

/** How many rows, documents, boards and users were not there yet. */
export interface Seeded {
  lineage: number;
  configs: number;
  realtime: number;
}

const NOTHING: Seeded = { lineage: 0, configs: 0, realtime: 0 };

/**
 * Loads the small platform, PostgreSQL first, since the other stores copy from it. What is there already stays as it
 * is, so repeating it changes nothing, and after a failure it goes on where it stopped. Data that another version's seed
 * has made, or somebody else, stays alone.
 * @throws Error where the database holds the seed of another integer or size.
 */
export async function seedSmall(stores: Stores, { seed = DEFAULT_SEED, log }: SeedOptions): Promise<Seeded> {
  if (!Number.isSafeInteger(seed)) throw new Error(`The seed is an integer, not ${seed}`);
  const query = queryOf(stores.lineage);
  const held = await readLoadState(query);
  refuseOtherSeed(held, 'small', seed);
  const platform = generatePlatform(seed);
  const { lineage, histories, configs } = platform;
  const digest = digestOf(platform);
  if (held ? held.digest !== digest : await holdsData(stores.lineage)) {
    log(
      'PostgreSQL: its data is of an earlier seed, or of your own, and stays as it is; --fresh gives you the present one.',
    );
    return NOTHING;
  }

  await beginLoad(query, { size: 'small', seed, batches: 1, finished: false, digest });
  const rows = await loadLineage(stores.lineage, lineage, histories);
  const { models, datasets, runs, deployments } = lineage;
  log(
    `PostgreSQL: ${datasets.length} datasets, ${models.length} models, ${runs.length} runs, ${deployments.length} deployments (${news(rows, 'row')}).`,
  );

  const documents = await loadConfigs(stores.configs, configs);
  log(
    `MongoDB: ${configs.modelConfigs.length} configurations, ${configs.experiments.length} experiments, ${configs.modelCards.length} model cards, ${configs.artifacts.length} artifacts (${news(documents, 'document')}).`,
  );

  const boards = await loadBoards(stores.realtime, platform.boards);
  const users = await loadFeatures(stores.lineage, stores.realtime, seed);
  log(
    `Redis: ${platform.boards.length} leaderboards (${news(boards, 'board')}), features of ${USERS} users (${news(users, 'user')}).`,
  );

  // What was missing is written as the seed has it, which may have changed since.
  if (rows === 0 && documents > 0) await rebuildCopies(stores.lineage, 'experiment');
  if (rows === 0 && boards > 0) await rebuildCopies(stores.lineage, 'board');
  const documentsOfSeed = Object.values(configs).reduce((count, documents) => count + documents.length, 0);
  if (rows > 0 && documents === documentsOfSeed && boards === platform.boards.length) await setClocks(stores);
  await finishLoad(query);
  if (rows + documents + boards + users === 0) log('The seed was there already; nothing was changed.');
  return { lineage: rows, configs: documents, realtime: boards + users };
}

/** What was just written need not be delivered: who delivers copies goes by these clocks. */
async function setClocks({ configs, realtime }: Stores): Promise<void> {
  const now = new Date();
  await setMongoClock(configs, now);
  await setRedisClock(realtime, 'board', now);
  await setRedisClock(realtime, 'registry', now);
}

async function holdsData(db: Kysely<Lineage>): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select exists (select from model) or exists (select from dataset) or exists (select from run) as holds`.execute(db);
  return rows[0]?.holds ?? false;
}

export async function loadConfigs(
  db: Configs,
  { modelConfigs, experiments, modelCards, artifacts }: Platform['configs'],
): Promise<number> {
  const idOf = ({ modelId, revision }: { modelId: string; revision: number }) => `${modelId}@${revision}`;
  const oldConfigs = idsOf(await findModelConfigsByIds(db, modelConfigs.map(idOf), NARROW));
  const newConfigs = modelConfigs.filter((config) => !oldConfigs.has(idOf(config)));
  await insertModelConfigs(db, newConfigs);

  const oldExperiments = idsOf(await findExperimentsByIds(db, [...idsOf(experiments)], NARROW));
  const newExperiments = experiments.filter(({ id }) => !oldExperiments.has(id));
  await insertExperiments(db, newExperiments);
  const newCards = await insertModelCards(db, modelCards);
  let newArtifacts = 0;
  for (const { bytes, ...artifact } of artifacts) {
    if (await restoreArtifact(db, { ...artifact, sizeBytes: bytes.length }, [bytes])) newArtifacts += 1;
  }
  return newConfigs.length + newExperiments.length + newCards + newArtifacts;
}

/** Boards that are there may follow later runs, so only missing ones are written. */
export async function loadBoards(db: Realtime, boards: Platform['boards']): Promise<number> {
  const there = await findLeaderboardsByNames(db, boards.map(boardName));
  const names = new Set(there.map(({ name }) => name));
  const missing = boards.filter((board) => !names.has(boardName(board)));
  for (const board of missing) await writeLeaderboard(db, { ...board, name: boardName(board), updatedAt: YEAR_END });
  return missing.length;
}

const idsOf = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id));

const news = (count: number, noun: string) =>
  count === 0 ? 'all there already' : `${count.toLocaleString('en')} new ${noun}${count === 1 ? '' : 's'}`;
