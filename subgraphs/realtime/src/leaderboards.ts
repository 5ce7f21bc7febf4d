import type { List } from '@tributary/common/list';
import type { Positioned, SortKey } from '@tributary/common/page';
import type { RedisClient } from './connection.ts';
import type { Database } from './database.ts';
import type { BoardKeys } from './keys.ts';
import type { Ranks } from './leaderboard-scripts.ts';
import type { MetricGoal } from './schema-types.generated.ts';

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

/** Which entries of boards: from the top, or those around a model. */
export interface EntryRange {
  readonly first: number;
  readonly around: string | null;
}

export interface NewLeaderboard {
  name: string;
  goal: MetricGoal;
  synced: boolean;
  /** In any order. */
  entries: readonly { modelId: string; score: number }[];
  /** Now, unless given. */
  updatedAt?: Date;
}

export const leaderboardOrder: readonly SortKey[] = [{ name: 'leaderboard.name', kind: 'text', direction: 'asc' }];

export async function findLeaderboardsByNames(db: Database, names: readonly string[]): Promise<Leaderboard[]> {
  const rows = await db.run((redis) => Promise.all(names.map((name) => redis.hGetAll(db.keys.board(name).values))));
  return names.flatMap((name, index) => toLeaderboard(name, rows[index]) ?? []);
}

/** By name in the order of code points, in two round trips: the names, then what is known of them. */
export async function pageLeaderboards(
  db: Database,
  { page: { first, after } }: List,
): Promise<(Leaderboard & Positioned)[]> {
  const from = after ? `(${after[0]}` : '-';
  const limit = { offset: 0, count: first + 1 };
  const names = await db.run((redis) => redis.zRange(db.keys.boardNames, from, '+', { BY: 'LEX', LIMIT: limit }));
  if (names.length === 0) return [];
  const boards = await findLeaderboardsByNames(db, names);
  return boards.map((board) => ({ ...board, cursor: [board.name] }));
}

export const countLeaderboards = (db: Database): Promise<number> => db.run((redis) => redis.zCard(db.keys.boardNames));

export async function countEntriesByBoards(
  db: Database,
  names: readonly string[],
): Promise<{ board: string; count: number }[]> {
  const counts = await db.run((redis) => Promise.all(names.map((name) => redis.zCard(db.keys.board(name).scores))));
  return names.map((board, index) => ({ board, count: counts[index] ?? 0 }));
}

/** Each board's own entries, the best first. */
export async function findEntriesByBoards(
  db: Database,
  boards: readonly string[],
  range: EntryRange,
): Promise<(LeaderboardEntry & { board: string })[]> {
  if (range.first === 0) return [];
  const entries = await db.run((redis) =>
    Promise.all(boards.map((board) => findEntries(redis, db.keys.board(board), range))),
  );
  return boards.flatMap((board, index) => (entries[index] ?? []).map((entry) => ({ ...entry, board })));
}

async function findEntries(redis: RedisClient, keys: BoardKeys, range: EntryRange): Promise<LeaderboardEntry[]> {
  const [goal, ranks] = await Promise.all([redis.hGet(keys.values, 'goal'), findRanks(redis, keys, range)]);
  return ranks ? toEntries(readGoal(goal), ranks) : [];
}

async function findRanks(redis: RedisClient, keys: BoardKeys, { first, around }: EntryRange): Promise<Ranks | null> {
  if (around !== null) return redis.ranksAround(keys, around, first);
  return { start: 0, members: await redis.zRangeWithScores(keys.scores, 0, first - 1) };
}

/** The places of models on one board. */
export async function findEntriesByModelIds(
  db: Database,
  board: string,
  modelIds: readonly string[],
): Promise<LeaderboardEntry[]> {
  const { values, scores } = db.keys.board(board);
  const [goal, ranks] = await db.run((redis) =>
    Promise.all([
      redis.hGet(values, 'goal'),
      Promise.all(modelIds.map(async (modelId) => ({ modelId, found: await redis.zRankWithScore(scores, modelId) }))),
    ]),
  );
  // The client declares the rank a text under RESP 3, where it is a number.
  return ranks.flatMap(({ modelId, found }) =>
    found ? toEntry(readGoal(goal), Number(found.rank), modelId, found.score) : [],
  );
}

/**
 * Writes a whole board in one transaction, so that no reader sees half of it; what stood there before is gone. Safe to
 * repeat.
 * @throws Error where a score is not finite, before anything is written.
 */
export async function writeLeaderboard(db: Database, board: NewLeaderboard): Promise<void> {
  const { name, goal, synced, entries, updatedAt = new Date() } = board;
  const unfit = entries.find(({ score }) => !Number.isFinite(score));
  if (unfit) throw new Error(`The score of ${unfit.modelId} on ${name} is ${unfit.score}, which has no rank`);
  const { values, scores } = db.keys.board(name);
  const members = entries.map(({ modelId, score }) => ({ value: modelId, score: toStored(goal, score) }));
  await db.run((redis) => {
    const transaction = redis
      .multi()
      .del(scores)
      .hSet(values, { goal, synced: synced ? '1' : '0', updatedAt: updatedAt.toISOString() })
      .zAdd(db.keys.boardNames, { score: 0, value: name });
    if (members.length > 0) transaction.zAdd(scores, members);
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

/** Null where there is no board. */
function toLeaderboard(name: string, row: Record<string, string> | undefined): Leaderboard | null {
  if (row?.goal === undefined) return null;
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
