import { describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { isRanked, type Sample, samples, useRankedRuns } from '../../../../tests/setup/ranked-runs.ts';

const lineage = useLineage();
useRankedRuns(lineage);

interface PerformancePage {
  nodes: unknown[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
  totalCount: number;
}

describe('modelPerformance', () => {
  const QUERY = `query ($where: TrainingRunWhere, $first: Int, $after: String) {
    modelPerformance(where: $where, first: $first, after: $after) {
      nodes { run { id } model { id } dataset { id } framework accuracy durationSeconds rankInDataset movingAverageAccuracy }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }`;
  const rows = samples.filter(isRanked);
  const accuracyOf = ({ metrics }: Sample) => (Number.isFinite(metrics.accuracy) ? (metrics.accuracy ?? null) : null);
  const newestFirst = (a: Sample, b: Sample) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);

  function performanceOf(run: Sample) {
    const peers = rows.filter(({ datasetId }) => datasetId === run.datasetId).sort(newestFirst);
    const accuracy = accuracyOf(run);
    const place = peers.findIndex(({ id }) => id === run.id);
    const window = peers.slice(place, place + 5).flatMap((peer) => accuracyOf(peer) ?? []);
    const mean = window.length === 0 ? null : window.reduce((sum, value) => sum + value, 0) / window.length;
    const better = peers.filter((peer) => (accuracyOf(peer) ?? -Infinity) > (accuracy ?? -Infinity)).length;
    return {
      run: { id: run.id },
      model: run.modelId && { id: run.modelId },
      dataset: run.datasetId && { id: run.datasetId },
      framework: run.framework,
      accuracy,
      durationSeconds: run.endedAt && (run.endedAt.getTime() - run.startedAt.getTime()) / 1_000,
      rankInDataset: accuracy === null || run.datasetId === null ? null : better + 1,
      movingAverageAccuracy: run.datasetId === null ? null : mean && expect.closeTo(mean, 12),
    };
  }

  it('ranks each run inside its dataset, on every page and under every filter', async () => {
    const seen: unknown[] = [];
    let after: string | null = null;
    do {
      const { data, errors }: { data: { modelPerformance: PerformancePage }; errors?: unknown } = await lineage.ask(
        QUERY,
        { first: 7, after },
      );
      expect(errors).toBeUndefined();
      const page: PerformancePage = data.modelPerformance;
      expect(page.totalCount).toBe(rows.length);
      seen.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(rows.toSorted(newestFirst).map(performanceOf));

    const where = { framework: { eq: 'xgboost' }, NOT: { modelId: 'model-1' } };
    const { data } = await lineage.ask(QUERY, { where, first: 1_000 });
    const chosen = rows.filter(({ framework, modelId }) => framework === 'xgboost' && modelId !== 'model-1');
    expect(data.modelPerformance.nodes).toEqual(chosen.toSorted(newestFirst).map(performanceOf));
    expect(data.modelPerformance.totalCount).toBe(chosen.length);
  });

  it('is the view of that name', async () => {
    const view = await lineage.db
      .selectFrom('modelPerformance')
      .selectAll()
      .orderBy('createdAt', 'desc')
      .orderBy('runId', 'desc')
      .execute();
    const { data } = await lineage.ask(QUERY, { first: 1_000 });
    expect(data.modelPerformance.nodes).toHaveLength(rows.length);
    expect(
      view.map(({ runId, modelId, datasetId, createdAt: _, movingAverageAccuracy, ...columns }) => ({
        run: { id: runId },
        model: modelId && { id: modelId },
        dataset: datasetId && { id: datasetId },
        movingAverageAccuracy: movingAverageAccuracy && expect.closeTo(movingAverageAccuracy, 12),
        ...columns,
      })),
    ).toEqual(data.modelPerformance.nodes);
  });

  it('costs one statement for its rows', async () => {
    for (const first of [1, 1_000]) {
      lineage.statements.length = 0;
      await lineage.ask(`{ modelPerformance(first: ${first}) { nodes { run { id } rankInDataset accuracy } } }`);
      expect(lineage.statements).toHaveLength(1);
    }
  });
});
