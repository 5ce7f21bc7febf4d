import { describe, expect, it } from '@jest/globals';
import { generateModelBatch, type ModelBatch } from './bulk-model.ts';
import { planBulk } from './bulk-plan.ts';
import { replayDeployments } from './replay-deployments.ts';
import { partOf, shareOut } from './shares.ts';
import { large, medium } from './sizes.ts';

describe('shares', () => {
  it('add up to the total', () => {
    const parts = Array.from({ length: 7 }, (_, index) => partOf(100, 7, index));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(100);
    expect(Math.max(...parts) - Math.min(...parts)).toBe(1);
  });

  it('fill small places first and never too much', () => {
    expect(shareOut(20, [2, 100, 5, 1])).toEqual([2, 12, 5, 1]);
    expect(shareOut(4, [9, 9, 9])).toEqual([2, 1, 1]);
    expect(() => shareOut(9, [2, 2])).toThrow(/find no place/);
    expect(() => shareOut(1, [2, 2])).toThrow(/too few/);
  });
});

/** READ, FILLS and SERVES; a run and a dataset version have one edge, in however many roles it was read. */
const readsOf = ({ runInputs, featureViewSources, modelVersionFeatureViews }: ModelBatch) =>
  new Set(runInputs.map(({ runId, datasetVersionId }) => `${runId} ${datasetVersionId}`)).size +
  featureViewSources.length +
  modelVersionFeatureViews.length;

describe('the medium platform', () => {
  const plan = planBulk(42, medium);

  it('has exactly its size', () => {
    const sums = { runs: 0, points: 0, versions: 0, outputs: 0, deployments: 0, reads: 0, configs: 0, experiments: 0 };
    for (const model of plan.plans) {
      const batch = generateModelBatch(model, plan.sources);
      sums.runs += batch.runs.length;
      sums.points += batch.metricPoints.length;
      sums.versions += batch.modelVersions.length;
      sums.outputs += batch.outputs.length;
      sums.deployments += batch.deployments.length;
      sums.reads += readsOf(batch);
      sums.configs += batch.configs.length;
      sums.experiments += batch.experiments.length;
    }
    const sources = [...plan.sources.values()].flat().length;
    const edges = sums.reads + sums.versions + sums.deployments + sums.outputs + plan.derivations.length;
    expect({ ...sums, datasets: plan.datasets.length, datasetVersions: sources + sums.outputs, edges }).toMatchObject({
      datasets: 200,
      datasetVersions: 1_000,
      runs: 30_000,
      points: 3_000_000,
      versions: 800,
      deployments: 1_000,
      configs: 800,
      experiments: 30_000,
      edges: 20_000,
    });
    expect(plan.models).toHaveLength(100);
  });

  it('is the same of the same integer and another of another', () => {
    const [first] = plan.plans;
    const [same] = planBulk(42, medium).plans;
    const [other] = planBulk(43, medium).plans;
    if (!first || !same || !other) throw new Error('there are models');
    const batch = generateModelBatch(first, plan.sources);
    expect(JSON.stringify(generateModelBatch(same, planBulk(42, medium).sources))).toBe(JSON.stringify(batch));
    expect(generateModelBatch(other, planBulk(43, medium).sources).runs[0]?.id).not.toBe(batch.runs[0]?.id);
  });

  it('looks like a platform: shares add up, versions come of completed runs, metrics end where their runs stand', () => {
    for (const model of plan.plans.slice(0, 12)) {
      const batch = generateModelBatch(model, plan.sources);
      const shares = new Map<string, number>();
      for (const { environment, status, trafficPercent } of batch.deployments) {
        if (status === 'LIVE') shares.set(environment, (shares.get(environment) ?? 0) + trafficPercent);
      }
      expect(new Set(shares.values())).toEqual(new Set([100]));
      expect(replayDeployments(batch.deployments, batch.deploymentEvents)).toEqual([]);
      expect(batch.aliases.map(({ name }) => name)).toEqual(['champion', 'challenger']);
      const runs = new Map(batch.runs.map((run) => [run.id, run]));
      for (const { runId } of batch.modelVersions) {
        if (runId !== null) expect(runs.get(runId)).toMatchObject({ status: 'COMPLETED', modelId: model.model.id });
      }
      const reading = new Set(batch.runInputs.map(({ runId }) => runId));
      for (const run of batch.runs) expect(reading.has(run.id)).toBe(run.datasetVersionId !== null);
      const ends = new Map(batch.metricPoints.map((point) => [`${point.runId} ${point.name}`, point]));
      for (const { runId, name, value, step, at } of batch.runMetrics) {
        expect(ends.get(`${runId} ${name}`)).toEqual({ runId, name, value, step, at });
      }
    }
  });
});

describe('the large platform', () => {
  it('plans exactly its size, with one run of 100,000 points', () => {
    const plan = planBulk(42, large);
    const sum = (of: (model: (typeof plan.plans)[number]) => number) =>
      plan.plans.reduce((total, model) => total + of(model), 0);
    expect([plan.datasets.length, plan.models.length]).toEqual([2_000, 1_000]);
    expect(sum(({ runs }) => runs)).toBe(1_000_000);
    expect(sum(({ metricPoints }) => metricPoints)).toBe(4_000_000);
    expect(sum(({ model }) => model.versions)).toBe(60_000);
    const written = plan.datasets
      .filter((entry) => entry.writtenBy)
      .reduce((total, entry) => total + entry.versions, 0);
    expect([...plan.sources.values()].flat().length + written).toBe(20_000);
    const edges = sum(({ reads }) => reads) + 60_000 + 10_000 + plan.derivations.length + written;
    expect(edges).toBe(900_000);

    const [first] = plan.plans;
    if (!first) throw new Error('there are models');
    const batch = generateModelBatch(first, plan.sources);
    const lengths = [...Map.groupBy(batch.metricPoints, ({ runId }) => runId).values()].map((points) => points.length);
    expect(Math.max(...lengths)).toBe(100_000);
    expect(batch.metricPoints).toHaveLength(first.metricPoints);
    expect(readsOf(batch)).toBe(first.reads);
  });
});
