import { describe, expect, it } from '@jest/globals';
import { generateModelBatch, type ModelBatch } from './bulk-model.ts';
import { planBulk } from './bulk-plan.ts';
import { userTransactions } from './feature-view-catalogue.ts';
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
  /** Every tenth model: the others are made by the same rules, and all of them take half a minute. */
  const samples = plan.plans.filter((_, index) => index % 10 === 0);
  const batches = samples.map((model) => ({ model, batch: generateModelBatch(model, plan.sources) }));

  it('plans exactly its size', () => {
    const sum = (of: (model: (typeof plan.plans)[number]) => number) =>
      plan.plans.reduce((total, model) => total + of(model), 0);
    const sources = [...plan.sources.values()].flat().length;
    const written = sum(({ writes }) => writes.reduce((total, entry) => total + entry.versions, 0));
    expect([plan.models.length, plan.datasets.length, sources + written]).toEqual([100, 200, 1_000]);
    expect([sum(({ runs }) => runs), sum(({ metricPoints }) => metricPoints)]).toEqual([30_000, 3_000_000]);
    expect(sum(({ model }) => model.versions)).toBe(800);
    expect(sum(({ reads }) => reads) + 800 + 1_000 + written + plan.derivations.length).toBe(20_000);
  });

  it('makes of each model exactly what is planned, and ten deployments', () => {
    for (const { model, batch } of batches) {
      expect({
        runs: batch.runs.length,
        experiments: batch.experiments.length,
        points: batch.metricPoints.length,
        versions: batch.modelVersions.length,
        configs: batch.configs.length,
        deployments: batch.deployments.length,
        outputs: batch.outputs.length,
        reads: readsOf(batch),
      }).toEqual({
        runs: model.runs,
        experiments: model.runs,
        points: model.metricPoints,
        versions: model.model.versions,
        configs: model.model.versions,
        deployments: 10,
        outputs: model.writes.reduce((total, entry) => total + entry.versions, 0),
        reads: model.reads,
      });
    }
  });

  it("has each view's registry brought to Redis, as that of what answers", () => {
    const ofView = plan.plans.find(({ model }) => model.id === userTransactions.model);
    const copies = ofView ? generateModelBatch(ofView, plan.sources).copies : [];
    expect(copies).toEqual([
      { kind: 'registry', key: [userTransactions.name], version: 1, delivered: 0, deliveredAt: null },
      { kind: 'serving', key: [userTransactions.model], version: expect.any(Number), delivered: 0, deliveredAt: null },
    ]);
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
    for (const { model, batch } of batches) {
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
      expect(batch.runs.filter((run) => reading.has(run.id) !== (run.datasetVersionId !== null))).toEqual([]);
      const ends = new Map(batch.metricPoints.map((point) => [`${point.runId} ${point.name}`, point]));
      const last = batch.runMetrics.map(({ runId, name, value, step, at }) => ({ runId, name, value, step, at }));
      expect(last.map(({ runId, name }) => ends.get(`${runId} ${name}`))).toEqual(last);
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
