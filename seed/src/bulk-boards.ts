import type { Database as Realtime } from '@tributary/realtime/database';
import { boardName, findLeaderboardsByNames, writeLeaderboard } from '@tributary/realtime/leaderboards/boards';
import { z } from 'zod';
import type { Board } from './boards.ts';
import type { Query } from './load-state.ts';
import { YEAR_END } from './time.ts';

const rowsShape = z.array(
  z.object({
    metric: z.string(),
    dataset_id: z.string(),
    model_id: z.string(),
    value: z.number(),
    goal: z.enum(['MAXIMIZE', 'MINIMIZE']),
  }),
);

/** The boards that the best runs make, of metrics that are defined. */
export async function readBoards(query: Query): Promise<Board[]> {
  const { rows } = await query(`
    select b.metric, b.dataset_id, b.model_id, b.value, d.goal
    from best_run b join metric_definition d on d.name = b.metric join model on model.id = b.model_id
    where model.archived_at is null`);
  const boards = new Map<string, Board>();
  for (const { metric, dataset_id, model_id: modelId, value: score, goal } of rowsShape.parse(rows)) {
    const board: Board = { metric, datasetId: dataset_id || null, goal, synced: true, entries: [] };
    const name = boardName(board);
    const { entries } = boards.getOrInsert(name, board);
    entries.push({ modelId, score });
  }
  return [...boards.values()];
}

/** How many boards are under way at a time. */
const BOARDS_AT_ONCE = 200;

/** Writes the boards that are not there, which may follow later runs. Answers how many those were. */
export async function writeMissingBoards(db: Realtime, boards: readonly Board[]): Promise<number> {
  let written = 0;
  for (let at = 0; at < boards.length; at += BOARDS_AT_ONCE) {
    const part = boards.slice(at, at + BOARDS_AT_ONCE);
    const there = await findLeaderboardsByNames(db, part.map(boardName));
    const names = new Set(there.map(({ name }) => name));
    const missing = part.filter((board) => !names.has(boardName(board)));
    await Promise.all(
      missing.map((board) => writeLeaderboard(db, { ...board, name: boardName(board), updatedAt: YEAR_END })),
    );
    written += missing.length;
  }
  return written;
}
