import { boardCopy, type Copy } from '@tributary/lineage/copies/copies';
import { boardName } from '@tributary/realtime/leaderboards/boards';
import { isBetter, MINIMIZED } from './metrics.ts';
import type { RunMetricRow, RunRow } from './rows.ts';

/** A leaderboard of a metric, over all datasets or of the runs on one. */
export interface Board {
  metric: string;
  datasetId: string | null;
  goal: 'MAXIMIZE' | 'MINIMIZE';
  synced: true;
  entries: { modelId: string; score: number }[];
}

/** The metrics that have a definition, and so boards. */
const DEFINED = ['accuracy', 'f1', 'auc', 'loss', 'rmse', 'mae'];

interface Drawn extends Omit<Board, 'entries'> {
  bests: Map<string, number>;
}

const emptyBoard = (metric: string, datasetId: string | null): Drawn => ({
  metric,
  datasetId,
  goal: MINIMIZED.has(metric) ? 'MINIMIZE' : 'MAXIMIZE',
  synced: true,
  bests: new Map(),
});

/** The best completed run of each model by the last value of each defined metric, over all data and on each dataset. */
export function generateBoards(runs: readonly RunRow[], metrics: readonly RunMetricRow[]): Board[] {
  const completed = new Map(runs.filter((run) => run.status === 'COMPLETED').map((run) => [run.id, run]));
  const boards = new Map<string, Drawn>();
  for (const { runId, name: metric, value } of metrics) {
    const run = completed.get(runId);
    if (!run || !DEFINED.includes(metric)) continue;
    const dataset = run.datasetVersionId?.split('@')[0];
    for (const datasetId of dataset ? [null, dataset] : [null]) {
      const name = boardName({ metric, datasetId });
      const board = boards.get(name) ?? emptyBoard(metric, datasetId);
      const best = board.bests.get(run.modelId);
      if (best === undefined || isBetter(metric, value, best)) board.bests.set(run.modelId, value);
      boards.set(name, board);
    }
  }
  return [...boards]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { bests, ...board }]) => ({
      ...board,
      entries: [...bests].map(([modelId, score]) => ({ modelId, score })),
    }));
}

/** The boards' rows as copies. */
export const toBoardCopies = (boards: readonly Board[]): Copy[] =>
  boards.flatMap(({ metric, datasetId, entries }) =>
    entries.map(({ modelId }) => boardCopy(metric, datasetId, modelId)),
  );
