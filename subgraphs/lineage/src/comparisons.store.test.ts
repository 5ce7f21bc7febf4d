import { describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../tests/setup/lineage.ts';
import { ARCHIVED_MODEL, at, type Sample, samples, useRankedRuns, uuid } from '../../../tests/setup/ranked-runs.ts';

const lineage = useLineage();
useRankedRuns(lineage);

describe('frameworkComparison', () => {
  it('counts and averages what the runs of each framework came to', async () => {
    for (const datasetId of [null, 'data-1']) {
      lineage.statements.length = 0;
      const { data } = await lineage.ask(
        'query ($datasetId: ID) { frameworkComparison(datasetId: $datasetId) { framework runs completedRuns averageAccuracy bestAccuracy averageTrainingSeconds } }',
        { datasetId },
      );
      expect(lineage.statements).toHaveLength(1);
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const expected = ['pytorch', 'xgboost', null].map((framework) => {
        const runs = samples.filter(
          (run) =>
            run.archivedAt === null &&
            run.modelId !== ARCHIVED_MODEL &&
            run.framework === framework &&
            (datasetId === null || run.datasetId === datasetId),
        );
        const completed = runs.filter(({ status }) => status === 'COMPLETED');
        const accuracies = completed.flatMap(({ metrics: { accuracy } }) =>
          accuracy !== undefined && Number.isFinite(accuracy) ? [accuracy] : [],
        );
        return {
          framework,
          runs: runs.length,
          completedRuns: completed.length,
          averageAccuracy: expect.closeTo(mean(accuracies), 12),
          bestAccuracy: Math.max(...accuracies),
          averageTrainingSeconds: expect.closeTo(
            mean(completed.map(({ endedAt }) => ((endedAt?.getTime() ?? 0) - at(1_000).getTime()) / 1_000)),
            9,
          ),
        };
      });
      expect(data.frameworkComparison).toEqual(expected);
    }
    const { data } = await lineage.ask('{ frameworkComparison(datasetId: "data-3") { runs } }');
    expect(data.frameworkComparison).toEqual([]);
  });
});

describe('deploymentSummary', () => {
  it('says of each deployment what it serves and how well that was trained', async () => {
    const query = `query ($where: DeploymentWhere) {
      deploymentSummary(where: $where) {
        nodes { deployment { id } model { id } version environment status dataset { id } framework accuracy }
        totalCount
      }
    }`;
    const { data, errors } = await lineage.ask(query);
    expect(errors).toBeUndefined();
    const summary = (index: number, modelId: string, run?: Sample) => ({
      deployment: { id: uuid(5_000 + index) },
      model: { id: modelId },
      version: 1,
      environment: index === 2 ? 'staging' : 'production',
      status: 'LIVE',
      dataset: run?.datasetId ? { id: run.datasetId } : null,
      framework: run?.framework ?? 'onnx',
      accuracy: Number.isFinite(run?.metrics.accuracy) ? run?.metrics.accuracy : null,
    });
    expect(data.deploymentSummary.nodes).toEqual([
      summary(2, 'model-5'),
      summary(
        1,
        'model-2',
        samples.find(({ metrics }) => Number.isNaN(metrics.accuracy)),
      ),
      summary(
        0,
        'model-1',
        samples.find(({ metrics }) => metrics.accuracy === 0.75),
      ),
    ]);
    expect(data.deploymentSummary.totalCount).toBe(3);
    const filtered = await lineage.ask(query, { where: { environment: ['staging'] } });
    expect(filtered.data.deploymentSummary).toMatchObject({ nodes: [{ version: 1 }], totalCount: 1 });
    lineage.statements.length = 0;
    await lineage.ask('{ deploymentSummary { nodes { deployment { id } version framework accuracy } } }');
    expect(lineage.statements).toHaveLength(1);
  });
});
