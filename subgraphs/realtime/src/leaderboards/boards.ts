import type { List } from '@tributary/common/lists/list';
import type { Positioned, SortKey } from '@tributary/common/lists/page';
import type { RedisClient } from '../connection.ts';
import type { Database } from '../database.ts';
import type { BoardKeys } from '../keys.ts';
import type { MetricGoal } from '../schema-types.generated.ts';
import { type BoardRow, boardRanks, placesOnBoard, type RevisedGoal, writeBoardRows } from './scripts.ts';

export type { RevisedGoal } from './scripts.ts';

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

/**
 * By name in the order of code points, in two round trips: the names, then what is known of them. A board that has gone
 * meanwhile is still listed for a moment: then more names are read, so that the page is not taken for the last.
 */
export async function pageLeaderboards(
  db: Database,
  { page: { first, after } }: List,
): Promise<(Leaderboard & Positioned)[]> {
  const boards: (Leaderboard & Positioned)[] = [];
  let from = after ? `(${after[0]}` : '-';
  while (boards.length <= first) {
    const limit = { offset: 0, count: first + 1 - boards.length };
    const names = await db.run((redis) => redis.zRange(db.keys.boardNames, from, '+', { BY: 'LEX', LIMIT: limit }));
    if (names.length === 0) break;
    for (const board of await findLeaderboardsByNames(db, names)) boards.push({ ...board, cursor: [board.name] });
    if (names.length < limit.count) break;
    from = `(${names.at(-1)}`;
  }
  return boards;
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
  const ranks = await boardRanks(redis, keys, range.first, range.around);
  if (!ranks) return [];
  return ranks.members.map(({ value: modelId, score }, index) => ({ rank: ranks.start + index + 1, score, modelId }));
}

/** The places of models on one board. */
export async function findEntriesByModelIds(
  db: Database,
  board: string,
  modelIds: readonly string[],
): Promise<LeaderboardEntry[]> {
  const places = await db.run((redis) => placesOnBoard(redis, db.keys.board(board), modelIds));
  return modelIds.flatMap((modelId, index) => {
    const place = places[index];
    return place ? { rank: place.rank + 1, score: place.score, modelId } : [];
  });
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
  const { values, scores, versions, channel } = db.keys.board(name);
  const members = entries.map(({ modelId, score }) => ({ value: modelId, score }));
  await db.run((redis) => {
    const transaction = redis
      .multi()
      .del([values, scores, versions])
      .hSet(values, { goal, synced: synced ? '1' : '0', updatedAt: updatedAt.toISOString() });
    if (members.length > 0) transaction.zAdd(scores, members);
    return transaction.publish(channel, '').exec();
  });
  await listBoards(db, [name], [entries.length]);
}

/** What the board of a metric is called: the one over all datasets, or the one of a dataset. */
export const boardName = ({ metric, datasetId }: { metric: string; datasetId: string | null }): string =>
  datasetId === null ? metric : `${metric}:${datasetId}`;

/** Rows of one synced board, and the goal of its metric. */
export interface BoardRows extends RevisedGoal {
  board: string;
  rows: readonly BoardRow[];
}

/** Writes rows of synced boards, each only over a lower version. Safe to repeat, and in any order. */
export async function writeRowsOfBoards(db: Database, boards: readonly BoardRows[]): Promise<void> {
  const now = new Date();
  const sizes = await db.run((redis) =>
    Promise.all(boards.map(({ board, rows, ...goal }) => writeBoardRows(redis, db.keys.board(board), goal, rows, now))),
  );
  const names = boards.map(({ board }) => board);
  await listBoards(db, names, sizes);
}

/**
 * Lists boards that have members and takes those without from the list, which lies in another slot. Others may write
 * the same boards meanwhile, so it is done again until what was noted is still true.
 */
export async function listBoards(db: Database, names: readonly string[], sizes: readonly number[]): Promise<void> {
  const isEmpty = (index: number) => sizes[index] === 0;
  const full = names.filter((_, index) => !isEmpty(index));
  const empty = names.filter((_, index) => isEmpty(index));
  const after = await db.run(async (redis) => {
    const { boardNames } = db.keys;
    const members = full.map((value) => ({ score: 0, value }));
    const noted = [
      ...(full.length > 0 ? [redis.zAdd(boardNames, members)] : []),
      ...(empty.length > 0 ? [redis.zRem(boardNames, empty)] : []),
    ];
    const counted = names.map((name) => redis.zCard(db.keys.board(name).scores));
    // Together: when Redis goes, all of them are rejected at once.
    const [, sizes] = await Promise.all([Promise.all(noted), Promise.all(counted)]);
    return sizes;
  });
  if (after.some((size, index) => (size === 0) !== isEmpty(index))) await listBoards(db, names, after);
}

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

export const readGoal = (goal: string | null): MetricGoal => (goal === 'MINIMIZE' ? 'MINIMIZE' : 'MAXIMIZE');
