import type { Page, Positioned, SortKey } from '@tributary/common/page';
import type { RedisClient } from './connection.ts';
import type { Database } from './database.ts';
import type { Ranks } from './rank-scripts.ts';

export type MetricGoal = 'MAXIMIZE' | 'MINIMIZE';

export interface Leaderboard {
  name: string;
  goal: MetricGoal;
  synced: boolean;
  updatedAt: Date;
}

export interface LeaderboardEntry {
  rank: number;
  score: number;
  modelId: string;
}

/** Which entries of a board: from the top, or those around a model. */
export interface EntryRange {
  readonly first: number;
  readonly around: string | null;
}

export interface WriteLeaderboard {
  name: string;
  goal: MetricGoal;
  synced: boolean;
  /** In any order. */
  entries: readonly { modelId: string; score: number }[];
  /** Now, unless given. */
  updatedAt?: Date;
}

export const leaderboardOrder: readonly SortKey[] = [{ name: 'leaderboard.name', kind: 'text', direction: 'asc' }];

/** Null in the place of a board that is not there. */
export async function findLeaderboardsByNames(db: Database, names: readonly string[]): Promise<(Leaderboard | null)[]> {
  const rows = await db.run((redis) => Promise.all(names.map((name) => redis.hGetAll(db.keys.board(name)))));
  return rows.map((row, index) => toLeaderboard(names[index], row));
}

/** Names by code point, one more than the page has, so that the reader knows whether more follow. */
export async function pageLeaderboardNames(db: Database, { first, after }: Page): Promise<string[]> {
  const from = after ? `(${after[0]}` : '-';
  const limit = { offset: 0, count: first + 1 };
  return db.run((redis) => redis.zRange(db.keys.boardNames, from, '+', { BY: 'LEX', LIMIT: limit }));
}

/** Two round trips: the names, then what is known of them. */
export async function pageLeaderboards(db: Database, page: Page): Promise<(Leaderboard & Positioned)[]> {
  const names = await pageLeaderboardNames(db, page);
  if (names.length === 0) return [];
  const boards = await findLeaderboardsByNames(db, names);
  return boards.filter((board) => board !== null).map((board) => ({ ...board, cursor: [board.name] }));
}

export const countLeaderboards = (db: Database): Promise<number> => db.run((redis) => redis.zCard(db.keys.boardNames));

/** Zero in the place of a board that is not there. */
export const countEntriesByBoards = (db: Database, names: readonly string[]): Promise<number[]> =>
  db.run((redis) => Promise.all(names.map((name) => redis.zCard(db.keys.boardScores(name)))));

/** Each board's own entries, the best first. */
export function findEntriesByBoards(
  db: Database,
  boards: readonly Leaderboard[],
  range: EntryRange,
): Promise<LeaderboardEntry[][]> {
  if (range.first === 0) return Promise.resolve(boards.map(() => []));
  return db.run((redis) => Promise.all(boards.map((board) => findEntries(redis, db, board, range))));
}

async function findEntries(redis: RedisClient, db: Database, board: Leaderboard, { first, around }: EntryRange) {
  const key = db.keys.boardScores(board.name);
  if (around === null) {
    return toEntries(board.goal, { start: 0, members: await redis.zRangeWithScores(key, 0, first - 1) });
  }
  const ranks = await redis.ranksAround(key, around, first);
  return ranks ? toEntries(board.goal, ranks) : [];
}

/** Null in the place of a model that is not on the board. */
export async function findEntriesByModelIds(
  db: Database,
  board: string,
  modelIds: readonly string[],
): Promise<(LeaderboardEntry | null)[]> {
  const scores = db.keys.boardScores(board);
  const [goal, ranks] = await db.run((redis) =>
    Promise.all([
      redis.hGet(db.keys.board(board), 'goal'),
      Promise.all(modelIds.map(async (modelId) => ({ modelId, found: await redis.zRankWithScore(scores, modelId) }))),
    ]),
  );
  // The client declares the rank a text under RESP 3, where it is a number.
  return ranks.map(({ modelId, found }) => found && toEntry(readGoal(goal), Number(found.rank), modelId, found.score));
}

/**
 * Writes a whole board in one transaction, so that no reader sees half of it; what stood there before is gone. Safe to
 * repeat.
 * @throws Error where a score is not finite, before anything is written.
 */
export async function writeLeaderboard(db: Database, board: WriteLeaderboard): Promise<void> {
  const { name, goal, synced, entries, updatedAt = new Date() } = board;
  const unfit = entries.find(({ score }) => !Number.isFinite(score));
  if (unfit) throw new Error(`The score of ${unfit.modelId} on ${name} is ${unfit.score}, which has no rank`);
  const { boardNames, board: boardKey, boardScores } = db.keys;
  const members = entries.map(({ modelId, score }) => ({ value: modelId, score: toStored(goal, score) }));
  await db.run((redis) => {
    const transaction = redis
      .multi()
      .del(boardScores(name))
      .hSet(boardKey(name), { goal, synced: synced ? '1' : '0', updatedAt: updatedAt.toISOString() })
      .zAdd(boardNames, { score: 0, value: name });
    if (members.length > 0) transaction.zAdd(boardScores(name), members);
    return transaction.exec();
  });
}

/**
 * The sorted set's own order, which is ascending with ties by code point, has the best first under both goals: where
 * more is better scores are stored negated. The reverse order would turn the ties around, too. Subtracted, since the
 * negative of 0 is another number than 0.
 */
const toStored = (goal: MetricGoal, score: number) => (goal === 'MAXIMIZE' ? 0 - score : score);
const toScore = toStored;

function toLeaderboard(name: string | undefined, row: Record<string, string>): Leaderboard | null {
  if (name === undefined || row.goal === undefined) return null;
  return {
    name,
    goal: readGoal(row.goal),
    synced: row.synced === '1',
    updatedAt: new Date(row.updatedAt ?? 0),
  };
}

const readGoal = (goal: string | null): MetricGoal => (goal === 'MINIMIZE' ? 'MINIMIZE' : 'MAXIMIZE');

/** @param index the rank from 0. */
const toEntry = (goal: MetricGoal, index: number, modelId: string, stored: number): LeaderboardEntry => ({
  rank: index + 1,
  score: toScore(goal, stored),
  modelId,
});

const toEntries = (goal: MetricGoal, { start, members }: Ranks): LeaderboardEntry[] =>
  members.map(({ value, score }, index) => toEntry(goal, start + index, value, score));
