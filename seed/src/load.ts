import type { Database as Configs } from '@tributary/configs/database';
import { findExperimentsByIds, insertExperiments } from '@tributary/configs/experiments';
import { findModelConfigsByIds, insertModelConfigs } from '@tributary/configs/model-configs';
import { NARROW } from '@tributary/configs/parts';
import { writeSyncClock as setMongoClock } from '@tributary/configs/sync-clock';
import type { Database as Lineage } from '@tributary/lineage/tables';
import type { Database as Realtime } from '@tributary/realtime/database';
import { boardName, findLeaderboardsByNames, writeLeaderboard } from '@tributary/realtime/leaderboards/boards';
import { writeSyncClock as setRedisClock } from '@tributary/realtime/sync-clock';
import { CompiledQuery, type Kysely } from 'kysely';
import { generatePlatform, type Platform } from './generate.ts';
import { loadLineage } from './load-lineage.ts';
import { beginLoad, type Query, readLoadState, refuseOtherSeed } from './load-state.ts';
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

/** How many rows, documents and boards were not there yet. */
export interface Seeded {
  lineage: number;
  configs: number;
  realtime: number;
}

export const DEFAULT_SEED = 42;

/**
 * Loads the small platform, PostgreSQL first, since the other stores copy from it. What is there already stays as it
 * is, so repeating it changes nothing, and after a failure it goes on where it stopped.
 */
export async function seedSmall(stores: Stores, { seed = DEFAULT_SEED, log }: SeedOptions): Promise<Seeded> {
  if (!Number.isSafeInteger(seed)) throw new Error(`The seed is an integer, not ${seed}`);
  const query = queryOf(stores.lineage);
  refuseOtherSeed(await readLoadState(query), 'small', seed);
  const platform = generatePlatform(seed);
  const { lineage, histories, configs } = platform;

  const rows = await loadLineage(stores.lineage, lineage, histories);
  await beginLoad(query, { size: 'small', seed, batches: 1, finished: true });
  const { models, datasets, runs, deployments } = lineage;
  log(
    `PostgreSQL: ${datasets.length} datasets, ${models.length} models, ${runs.length} runs, ${deployments.length} deployments (${news(rows, 'row')}).`,
  );

  const documents = await loadConfigs(stores.configs, configs);
  log(
    `MongoDB: ${configs.modelConfigs.length} configurations, ${configs.experiments.length} experiments (${news(documents, 'document')}).`,
  );

  const boards = await loadBoards(stores.realtime, platform.boards);
  log(`Redis: ${platform.boards.length} leaderboards (${news(boards, 'board')}).`);

  const documentsOfSeed = configs.modelConfigs.length + configs.experiments.length;
  if (rows > 0 && documents === documentsOfSeed && boards === platform.boards.length) await setClocks(stores);
  if (rows + documents + boards === 0) log('The seed was there already; nothing was changed.');
  return { lineage: rows, configs: documents, realtime: boards };
}

/** What was just written need not be delivered: who delivers copies goes by these clocks. */
async function setClocks({ configs, realtime }: Stores): Promise<void> {
  const now = new Date();
  await setMongoClock(configs, now);
  await setRedisClock(realtime, now);
}

/** For the state of loads, which is no table of the platform's. */
export const queryOf =
  (db: Kysely<Lineage>): Query =>
  (text, values = []) =>
    db.executeQuery(CompiledQuery.raw(text, [...values]));

export async function loadConfigs(db: Configs, { modelConfigs, experiments }: Platform['configs']): Promise<number> {
  const idOf = ({ modelId, revision }: { modelId: string; revision: number }) => `${modelId}@${revision}`;
  const oldConfigs = idsOf(await findModelConfigsByIds(db, modelConfigs.map(idOf), NARROW));
  const newConfigs = modelConfigs.filter((config) => !oldConfigs.has(idOf(config)));
  await insertModelConfigs(db, newConfigs);

  const oldExperiments = idsOf(await findExperimentsByIds(db, [...idsOf(experiments)], NARROW));
  const newExperiments = experiments.filter(({ id }) => !oldExperiments.has(id));
  await insertExperiments(db, newExperiments);
  return newConfigs.length + newExperiments.length;
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
  count === 0 ? 'all there already' : `${count} new ${noun}${count === 1 ? '' : 's'}`;
