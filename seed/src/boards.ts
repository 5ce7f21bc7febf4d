import { boardCopy } from '@tributary/lineage/writes/copies';
import { isBetter, MINIMIZED } from './metrics.ts';
import type { RunMetricRow, RunRow } from './rows.ts';

export interface Board {
  /** A metric, or metric:dataset. */
  name: string;
  goal: 'MAXIMIZE' | 'MINIMIZE';
  synced: true;
  entries: { modelId: string; score: number }[];
}

/** The metrics that have a definition, and so boards. */
const DEFINED = ['accuracy', 'f1', 'auc', 'loss', 'rmse', 'mae'];

/** The best completed run of each model by the last value of each defined metric, over all data and on each dataset. */
export function generateBoards(runs: readonly RunRow[], metrics: readonly RunMetricRow[]): Board[] {
  const completed = new Map(runs.filter((run) => run.status === 'COMPLETED').map((run) => [run.id, run]));
  const bests = new Map<string, Map<string, number>>();
  for (const { runId, name: metric, value } of metrics) {
    const run = completed.get(runId);
    if (!run || !DEFINED.includes(metric)) continue;
    const dataset = run.datasetVersionId?.split('@')[0];
    for (const board of dataset ? [metric, `${metric}:${dataset}`] : [metric]) {
      const scores = bests.get(board) ?? new Map<string, number>();
      const best = scores.get(run.modelId);
      if (best === undefined || isBetter(metric, value, best)) scores.set(run.modelId, value);
      bests.set(board, scores);
    }
  }
  const names = [...bests.keys()].sort();
  return names.map((name) => ({
    name,
    goal: MINIMIZED.has(name.split(':')[0] ?? name) ? 'MINIMIZE' : 'MAXIMIZE',
    synced: true,
    entries: [...(bests.get(name) ?? [])].map(([modelId, score]) => ({ modelId, score })),
  }));
}

/** The names of the copies that the boards' rows are. */
export const toBoardCopies = (boards: readonly Board[]): string[] =>
  boards.flatMap(({ name, entries }) => {
    const [metric = name, datasetId = null] = name.split(':');
    return entries.map(({ modelId }) => boardCopy(metric, datasetId, modelId));
  });
