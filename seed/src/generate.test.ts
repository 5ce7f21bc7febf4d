import { describe, expect, it } from '@jest/globals';
import { boardName } from '@tributary/realtime/leaderboards/boards';
import { generatePlatform } from './generate.ts';
import { isBetter } from './metrics.ts';
import { DEFAULT_DIGEST, DEFAULT_SEED, digestOf } from './small-seed.ts';
import { byId, get, idsOf, sizesOf } from './testing.ts';

const platform = generatePlatform(42);
const { lineage, configs, boards } = platform;
const runs = byId(lineage.runs);
const versions = byId(lineage.modelVersions);
const datasetVersions = byId(lineage.datasetVersions);
const isArchived = (modelId: string) => lineage.models.find(({ id }) => id === modelId)?.archivedAt !== null;

describe('generatePlatform', () => {
  it('makes the same platform of the same integer, to the byte', () => {
    expect(JSON.stringify(generatePlatform(42))).toBe(JSON.stringify(platform));
  });

  it('has the digest by which a start knows it', () => {
    expect(DEFAULT_SEED).toBe(42);
    expect(digestOf(platform)).toBe(DEFAULT_DIGEST);
  });

  it('makes another platform of another integer', () => {
    const other = generatePlatform(43);
    expect(idsOf(other.lineage.runs)).not.toEqual(idsOf(lineage.runs));
    expect(other.boards).not.toEqual(boards);
  });

  it('has the size of a small team', () => {
    expect(sizesOf(platform)).toEqual({
      datasets: 12,
      datasetVersions: 40,
      models: 10,
      modelVersions: 40,
      runs: 500,
      deployments: 30,
      // Four are of models that come later.
      modelConfigs: 44,
      experiments: 500,
    });
    expect(countEdges()).toBeGreaterThan(270);
    expect(countEdges()).toBeLessThan(330);
  });

  it('has the names that documents and examples use', () => {
    expect(lineage.models.find(({ id }) => id === 'fraud-detector')).toMatchObject({
      name: 'Fraud detector',
      framework: 'ml-matrix',
    });
    const champion = lineage.aliases.find(({ modelId, name }) => modelId === 'fraud-detector' && name === 'champion');
    expect(lineage.deployments).toContainEqual(
      expect.objectContaining({ modelVersionId: champion?.versionId, environment: 'production', status: 'LIVE' }),
    );
    expect(datasetVersions.has('fraud-transactions@2')).toBe(true);
    expect(versions.has('fraud-detector@2')).toBe(true);
    expect(lineage.derivations).toContainEqual({ derivedId: 'fraud-features@1', sourceId: 'fraud-transactions@1' });
    const irisRuns = lineage.runs.filter(({ modelId }) => modelId === 'iris-classifier');
    expect(new Set(irisRuns.map((run) => run.datasetVersionId?.split('@')[0]))).toEqual(new Set(['iris']));
    expect(boards.map(boardName)).toEqual(
      expect.arrayContaining(['accuracy', 'f1', 'auc', 'loss', 'accuracy:iris', 'loss:fraud-transactions']),
    );
  });

  it('has a feature view that every version of fraud-detector reads, filled from the newest features', () => {
    const [view] = lineage.featureViews;
    expect(view).toMatchObject({ name: 'user_transactions', entity: 'user' });
    const newest = lineage.datasetVersions.findLast(({ datasetId }) => datasetId === 'fraud-features');
    const sources = lineage.featureViewSources.filter(({ viewName }) => viewName === view?.name);
    expect(sources.at(-1)).toMatchObject({ revision: view?.revision, datasetVersionId: newest?.id });
    const readers = lineage.modelVersionFeatureViews.filter(({ viewName }) => viewName === view?.name);
    const versions = lineage.modelVersions.filter(({ modelId }) => modelId === 'fraud-detector');
    expect(readers.map(({ modelVersionId }) => modelVersionId)).toEqual(versions.map(({ id }) => id));
    expect(lineage.featureViews.map(({ name }) => name)).toEqual(['user_transactions', 'flight_routes']);
  });

  it('has each model version learn from what its run read to train and validate, or from what its importer named', () => {
    const learned = Map.groupBy(lineage.modelVersionDatasets, ({ modelVersionId }) => modelVersionId);
    for (const { id, runId, modelId } of lineage.modelVersions) {
      const read = lineage.runInputs.filter((input) => input.runId === runId && /TRAINING|VALIDATION/.test(input.role));
      const rows = learned.get(id) ?? [];
      expect(rows).not.toEqual([]);
      expect(new Set(rows.map(({ throughRun }) => throughRun))).toEqual(new Set([runId !== null]));
      const sources = new Set(rows.map(({ datasetVersionId }) => datasetVersionId));
      if (runId !== null) expect(sources).toEqual(new Set(read.map(({ datasetVersionId }) => datasetVersionId)));
      else expect(modelId).toMatch(/movie-genre-classifier|weather-classifier/);
      expect(rows).toHaveLength(sources.size);
    }
  });

  it('has runs of every kind', () => {
    const statuses = new Set(lineage.runs.map(({ status }) => status));
    expect(statuses).toEqual(new Set(['COMPLETED', 'FAILED', 'KILLED', 'RUNNING', 'SCHEDULED']));
    const failed = lineage.runs.filter(({ status }) => status === 'FAILED');
    expect(failed.every(({ errorMessage }) => errorMessage !== null)).toBe(true);
    expect(lineage.runs.some(({ parentId }) => parentId !== null)).toBe(true);
    expect(new Set(lineage.deployments.map(({ status }) => status)).size).toBe(5);
    expect(new Set(lineage.modelVersions.map(({ approval }) => approval)).size).toBe(3);
  });

  it('gets better over the year', () => {
    for (const model of lineage.models) {
      const revisions = configs.modelConfigs.filter(({ modelId }) => modelId === model.id);
      const metric = model.task === 'regression' ? 'rmse' : 'accuracy';
      const value = (at: number) => Number(revisions.at(at)?.metrics?.[metric]);
      expect([model.id, value(0), value(-1), isBetter(metric, value(-1), value(0))]).toContain(true);
    }
  });

  it('ranks on each board the best completed run of each model', () => {
    for (const { metric, datasetId, goal, entries } of boards) {
      const scores: Record<string, number[]> = {};
      for (const point of lineage.runMetrics.filter((point) => point.name === metric)) {
        const run = get(runs, point.runId);
        const isOn = datasetId === null || get(datasetVersions, run.datasetVersionId).datasetId === datasetId;
        if (run.status !== 'COMPLETED' || !isOn || isArchived(run.modelId)) continue;
        scores[run.modelId] = [...(scores[run.modelId] ?? []), point.value];
      }
      const best = goal === 'MINIMIZE' ? Math.min : Math.max;
      const expected = Object.entries(scores).map(([modelId, values]) => [modelId, best(...values)]);
      expect(Object.fromEntries(entries.map(({ modelId, score }) => [modelId, score]))).toEqual(
        Object.fromEntries(expected),
      );
    }
    expect(boards.find(({ metric, datasetId }) => metric === 'loss' && datasetId === null)?.goal).toBe('MINIMIZE');
  });

  it('copies each run into its experiment', () => {
    expect(
      configs.experiments.map(({ id, modelId, name, framework, status, tags }) => [
        ...[id, modelId, name, framework, status, tags],
      ]),
    ).toEqual(lineage.runs.map((run) => [run.id, run.modelId, run.name, run.framework, run.status, run.tags]));
    for (const { id, metrics } of configs.experiments.filter(({ status }) => status === 'COMPLETED')) {
      const points = lineage.runMetrics.filter(({ runId }) => runId === id);
      expect(metrics).toEqual(Object.fromEntries(points.map(({ name, value }) => [name, value])));
    }
  });

  it('gives configurations the fields of their framework', () => {
    const ofModels = configs.modelConfigs.filter(({ modelId }) => lineage.models.some(({ id }) => id === modelId));
    const fields = ofModels.map(({ framework, hyperparameters }) => [framework, hyperparameters] as const);
    expect(new Set(fields.map(([framework]) => framework)).size).toBeGreaterThan(4);
    expect(fields.filter(([framework]) => framework === 'xgboost').every(([, one]) => one && 'maxDepth' in one)).toBe(
      true,
    );
    expect(fields.filter(([framework]) => framework === 'pytorch').every(([, one]) => one && 'optimizer' in one)).toBe(
      true,
    );
  });
});

/** The graph of what was kept: datasets and models with their versions, the versions' runs, and what those read. */
function countEdges(): number {
  const kept = new Set(lineage.modelVersions.map(({ runId }) => runId).filter((id) => id !== null));
  return (
    lineage.datasetVersions.length +
    lineage.modelVersions.length +
    kept.size +
    lineage.runInputs.filter(({ runId }) => kept.has(runId)).length +
    lineage.derivations.length +
    lineage.datasetVersions.filter(({ producedBy }) => producedBy !== null).length +
    lineage.modelVersionDatasets.filter(({ throughRun }) => !throughRun).length +
    lineage.deployments.length
  );
}
