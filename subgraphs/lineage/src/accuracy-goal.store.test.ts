import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../tests/setup/lineage.ts';
import { type Goal, isRanked, onePerModel, rank, samples, useRankedRuns } from '../../../tests/setup/ranked-runs.ts';
import { rebuildBestRuns } from './writes/best-runs.ts';

const lineage = useLineage();
useRankedRuns(lineage);

describe("accuracy's goal", () => {
  const setGoal = async (goal: Goal) => {
    await lineage.db.updateTable('metricDefinition').set({ goal }).where('name', '=', 'accuracy').execute();
    await rebuildBestRuns(lineage.db);
  };
  beforeAll(() => setGoal('MINIMIZE'));
  afterAll(() => setGoal('MAXIMIZE'));

  it('decides which run is the best everywhere', async () => {
    const { data, errors } = await lineage.ask(
      `{
        topModels { run { id } }
        datasets { nodes { id bestRun { id } } }
        modelPerformance(first: 1000) { nodes { run { id } dataset { id } accuracy rankInDataset } }
        frameworkComparison { framework bestAccuracy }
      }`,
    );
    expect(errors).toBeUndefined();
    const ranked = rank(samples.filter(isRanked), 'accuracy', 'MINIMIZE');
    expect(data.topModels.map(({ run }: { run: { id: string } }) => run.id)).toEqual(
      onePerModel(ranked, 'MINIMIZE').map(({ run }) => run.id),
    );
    const view = await lineage.db.selectFrom('modelPerformance').select(['runId', 'rankInDataset']).execute();
    const places = new Map(view.map(({ runId, rankInDataset }) => [runId, rankInDataset]));
    for (const row of data.modelPerformance.nodes) {
      const peers = ranked.filter(({ run }) => run.datasetId === row.dataset?.id);
      const place =
        row.dataset && row.accuracy !== null ? 1 + peers.filter(({ value }) => value < row.accuracy).length : null;
      expect([row.rankInDataset, places.get(row.run.id)]).toEqual([place, place]);
    }
    for (const dataset of data.datasets.nodes) {
      const [best] = ranked.filter(({ run }) => run.datasetId === dataset.id);
      expect(dataset.bestRun?.id).toBe(best?.run.id);
    }
    for (const { framework, bestAccuracy } of data.frameworkComparison) {
      const ofFramework = samples.filter((run) => run.framework === framework && isRanked(run));
      expect(bestAccuracy).toBe(rank(ofFramework, 'accuracy', 'MINIMIZE')[0]?.value);
    }
  });
});
