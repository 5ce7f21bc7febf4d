import type { Database } from '../database.ts';
import type { MetricGoal } from '../schema-types.generated.ts';
import { listBoards, readGoal } from './boards.ts';

/** What a synced board holds of a row. */
export interface HeldBoardRow {
  /** The board's, null where there is none. */
  goal: MetricGoal | null;
  score: number | null;
  version: number;
  /** Whether the board stands among those with members. */
  isListed: boolean;
}

/** What synced boards hold of rows, in their order. */
export async function findBoardRows(
  db: Database,
  rows: readonly { board: string; modelId: string }[],
): Promise<HeldBoardRow[]> {
  const boards = [...Map.groupBy(rows.keys(), (place) => rows[place]?.board ?? '')];
  const held: HeldBoardRow[] = [];
  await db.run((redis) =>
    Promise.all(
      boards.map(async ([board, places]) => {
        const { values, scores, versions } = db.keys.board(board);
        const models = places.map((place) => rows[place]?.modelId ?? '');
        const [goal, found, known, listed] = await Promise.all([
          redis.hGet(values, 'goal'),
          redis.zmScore(scores, models),
          redis.hmGet(versions, models),
          redis.zScore(db.keys.boardNames, board),
        ]);
        for (const [index, place] of places.entries()) {
          held[place] = {
            goal: goal === null ? null : readGoal(goal),
            score: found[index] ?? null,
            version: Number(known[index] ?? 0),
            isListed: listed !== null,
          };
        }
      }),
    ),
  );
  return held;
}

/** So many names or members are read at a time. */
const STEP = 1_000;

/** The names of all boards with members, in their order. */
export async function* walkBoardNames(db: Database): AsyncGenerator<string> {
  let from = '-';
  for (;;) {
    const limit = { offset: 0, count: STEP };
    const names = await db.run((redis) => redis.zRange(db.keys.boardNames, from, '+', { BY: 'LEX', LIMIT: limit }));
    yield* names;
    const last = names.at(-1);
    if (last === undefined || names.length < STEP) return;
    from = `(${last}`;
  }
}

/** A board's entries in steps and in no order; one that changes meanwhile may come twice. */
export async function* walkEntries(
  db: Database,
  board: string,
): AsyncGenerator<readonly { modelId: string; score: number }[]> {
  let cursor = '0';
  do {
    const found = await db.run((redis) => redis.zScan(db.keys.board(board).scores, cursor, { COUNT: STEP }));
    yield found.members.map(({ value: modelId, score }) => ({ modelId, score }));
    cursor = found.cursor;
  } while (cursor !== '0');
}

/** Takes rows from synced boards that no home knows, and what is noted of their versions. */
export async function removeBoardRows(
  db: Database,
  rows: readonly { board: string; modelId: string }[],
): Promise<void> {
  for (const [board, ofBoard] of Map.groupBy(rows, (row) => row.board)) {
    const { scores, versions, channel } = db.keys.board(board);
    const models = ofBoard.map(({ modelId }) => modelId);
    const size = await db.run(async (redis) => {
      const removed = redis.multi().zRem(scores, models).hDel(versions, models).publish(channel, '').exec();
      const [, count] = await Promise.all([removed, redis.zCard(scores)]);
      return count;
    });
    await listBoards(db, [board], [size]);
  }
}
