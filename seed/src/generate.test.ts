import { describe, expect, it } from '@jest/globals';
import { boardName } from '@tributary/realtime/leaderboards';
import { generatePlatform, type Platform } from './generate.ts';
import { people } from './people.ts';
import { replayDeployments } from './replay-deployments.ts';
import { YEAR_END } from './time.ts';

const platform = generatePlatform(42);
const { lineage, configs, boards } = platform;
const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id));
const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));
const runs = byId(lineage.runs);
const versions = byId(lineage.modelVersions);
const datasetVersions = byId(lineage.datasetVersions);
const isArchived = (modelId: string) => lineage.models.find(({ id }) => id === modelId)?.archivedAt !== null;

function get<Row>(rows: ReadonlyMap<string, Row>, id: string | null | undefined): Row {
  const row = rows.get(id ?? '');
  if (!row) throw new Error(`${id} is not there`);
  return row;
}

describe('generatePlatform', () => {
  it('makes the same platform of the same integer, to the byte', () => {
    expect(JSON.stringify(generatePlatform(42))).toBe(JSON.stringify(platform));
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
      modelConfigs: 40,
      experiments: 500,
    });
    expect(countEdges()).toBeGreaterThan(270);
    expect(countEdges()).toBeLessThan(330);
  });

  it.each(Array.from({ length: 20 }, (_, seed) => seed * 7_919 - 5))(
    'has that size and holds the rules by seed %i',
    (seed) => {
      const other = generatePlatform(seed);
      expect(sizesOf(other)).toEqual(sizesOf(platform));
      expect(brokenRules(other)).toEqual([]);
    },
  );

  it('has the names that documents and examples use', () => {
    expect(lineage.models.find(({ id }) => id === 'fraud-detector')).toMatchObject({
      name: 'Fraud detector',
      framework: 'xgboost',
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
      const own = configs.modelConfigs.filter(({ modelId }) => modelId === model.id);
      const loss = (at: number) => Number(own.at(at)?.metrics?.loss);
      expect(loss(-1)).toBeLessThan(loss(0));
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
    const fields = configs.modelConfigs.map(({ framework, hyperparameters }) => [framework, hyperparameters] as const);
    expect(new Set(fields.map(([framework]) => framework)).size).toBeGreaterThan(4);
    expect(fields.filter(([framework]) => framework === 'xgboost').every(([, one]) => one && 'maxDepth' in one)).toBe(
      true,
    );
    expect(fields.filter(([framework]) => framework === 'pytorch').every(([, one]) => one && 'optimizer' in one)).toBe(
      true,
    );
  });
});

const sizesOf = ({ lineage, configs }: Platform) => ({
  datasets: lineage.datasets.length,
  datasetVersions: lineage.datasetVersions.length,
  models: lineage.models.length,
  modelVersions: lineage.modelVersions.length,
  runs: lineage.runs.length,
  deployments: lineage.deployments.length,
  modelConfigs: configs.modelConfigs.length,
  experiments: configs.experiments.length,
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

/** What no constraint of the schema can say, or says too late. One sentence for each breach. */
function brokenRules({ lineage, configs }: Platform): string[] {
  const broken: string[] = [];
  const rule = (holds: boolean, sentence: string) => {
    if (!holds) broken.push(sentence);
  };
  const runs = byId(lineage.runs);
  const models = byId(lineage.models);
  const groups = idsOf(lineage.runGroups);
  const modelVersions = byId(lineage.modelVersions);
  const data = byId(lineage.datasetVersions);
  const datasets = byId(lineage.datasets);
  const revisions = new Set(configs.modelConfigs.map(({ modelId, revision }) => `${modelId}@${revision}`));

  const ids = lineage.runs.map(({ id }) => id);
  rule(ids.toSorted().join() === ids.join(), 'runs are not in the order of their ids');
  for (const run of lineage.runs) {
    rule(models.has(run.modelId), `${run.id} has no model`);
    rule(run.groupId === null || groups.has(run.groupId), `${run.id} has no group`);
    rule(get(data, run.datasetVersionId).createdAt <= run.createdAt, `${run.id} read what was not there yet`);
    rule(
      Number.parseInt(run.id.replace('-', '').slice(0, 12), 16) === run.createdAt.getTime(),
      `${run.id} is of another time`,
    );
    rule((run.endedAt !== null) === /COMPLETED|FAILED|KILLED/.test(run.status), `${run.id} is ${run.status}`);
    rule(!run.startedAt || run.createdAt <= run.startedAt, `${run.id} started too soon`);
    rule(!run.startedAt || !run.endedAt || run.startedAt <= run.endedAt, `${run.id} ended too soon`);
    rule((run.endedAt ?? run.createdAt) <= YEAR_END, `${run.id} is after the year`);
    if (run.parentId === null) continue;
    const parent = get(runs, run.parentId);
    rule(parent.createdAt < run.createdAt, `${run.id} is older than its parent`);
    rule((parent.endedAt ?? YEAR_END) >= (run.endedAt ?? YEAR_END), `${run.id} outlives its parent`);
  }
  for (const { runId, datasetVersionId } of lineage.runInputs) {
    rule(get(data, datasetVersionId).createdAt <= get(runs, runId).createdAt, `${runId} read what was not there yet`);
  }
  for (const point of lineage.runMetrics) {
    const run = get(runs, point.runId);
    rule(
      point.at >= (run.startedAt ?? YEAR_END) && point.at <= (run.endedAt ?? YEAR_END),
      `${run.id} measured too late`,
    );
    rule(Number.isFinite(point.value) && point.step > 0, `${run.id} has an odd ${point.name}`);
  }
  for (const { derivedId, sourceId } of lineage.derivations) {
    rule(get(data, sourceId).writtenAt < get(data, derivedId).writtenAt, `${derivedId} is older than its source`);
  }
  for (const version of lineage.datasetVersions) {
    rule(version.number <= get(datasets, version.datasetId).lastNumber, `${version.id} is beyond the last number`);
    if (version.producedBy) rule(get(runs, version.producedBy).status === 'COMPLETED', `${version.id} has no writer`);
  }
  for (const version of lineage.modelVersions) {
    const run = version.runId === null ? null : get(runs, version.runId);
    rule(!run || (run.status === 'COMPLETED' && run.modelId === version.modelId), `${version.id} has another's run`);
    rule(!run?.endedAt || run.endedAt < version.createdAt, `${version.id} is older than its run's end`);
    rule(version.approvalBy !== version.createdBy, `${version.id} was reviewed by its creator`);
    rule((version.approvalAt ?? version.createdAt) >= version.createdAt, `${version.id} was reviewed too soon`);
    rule(version.number <= get(models, version.modelId).lastNumber, `${version.id} is beyond the last number`);
    rule(revisions.has(`${version.modelId}@${version.configRevision}`), `${version.id} has no configuration`);
  }
  const viewRevisions = new Map(lineage.featureViewRevisions.map((row) => [`${row.viewName}@${row.revision}`, row]));
  for (const { viewName, revision, datasetVersionId } of lineage.featureViewSources) {
    const filled = get(viewRevisions, `${viewName}@${revision}`);
    const source = get(data, datasetVersionId);
    rule(source.createdAt <= filled.createdAt, `${viewName} was filled from what was not there yet`);
    const columns = new Set(source.columns.map(({ name }) => name));
    for (const { name } of filled.features) rule(columns.has(name), `${datasetVersionId} has no column ${name}`);
  }
  for (const { modelVersionId, viewName, revision } of lineage.modelVersionFeatureViews) {
    const version = get(modelVersions, modelVersionId);
    const { createdAt, features } = get(viewRevisions, `${viewName}@${revision}`);
    rule(createdAt <= version.createdAt, `${modelVersionId} read what was not there yet`);
    const names = new Set(features.map(({ name }) => name));
    for (const { name, features } of version.signature.inputs) {
      rule(
        (features ?? [name]).every((name) => names.has(name)),
        `${modelVersionId} wants what ${viewName} lacks`,
      );
    }
  }
  const traffic = new Map<string, number>();
  for (const deployment of lineage.deployments) {
    const { id, environment, modelId, status, deployedAt, endedAt } = deployment;
    const version = get(modelVersions, deployment.modelVersionId);
    rule(version.approval !== 'REJECTED', `${id} is of a rejected version`);
    rule(environment !== 'production' || version.approval === 'APPROVED', `${id} is not approved`);
    rule((version.approvalAt ?? version.createdAt) <= deployedAt, `${id} came before its review`);
    rule((endedAt === null) === /PENDING|LIVE/.test(status), `${id} is ${status}`);
    rule((endedAt ?? deployedAt) >= deployedAt && (endedAt ?? deployedAt) <= YEAR_END, `${id} ended at no time`);
    if (status !== 'LIVE') continue;
    const place = `${modelId} in ${environment}`;
    traffic.set(place, (traffic.get(place) ?? 0) + deployment.trafficPercent);
  }
  for (const [place, percent] of traffic) rule(percent === 100, `${place} has ${percent} percent`);
  for (const { versionId, setAt, name } of lineage.aliases) {
    rule(get(modelVersions, versionId).createdAt < setAt, `${name} of ${versionId} was set too soon`);
  }
  return broken;
}

describe('incidents', () => {
  const { lineage, histories, boards } = generatePlatform(42);

  it('have a quarantined version that nothing derives from and nothing later read', () => {
    const [quarantine, ...others] = histories.quarantines;
    expect(others).toEqual([]);
    const { originId, at } = get(
      new Map(histories.quarantines.map((row) => [row.originId, row])),
      quarantine?.originId,
    );
    expect(datasetVersions.has(originId)).toBe(true);
    expect(lineage.derivations.filter(({ sourceId }) => sourceId === originId)).toEqual([]);
    const readers = lineage.runInputs.filter(({ datasetVersionId }) => datasetVersionId === originId);
    expect(readers).not.toEqual([]);
    for (const { runId } of readers) {
      expect(get(runs, runId).createdAt.getTime()).toBeLessThan(at.getTime());
      expect(lineage.datasetVersions.filter(({ producedBy }) => producedBy === runId)).toEqual([]);
    }
    const learners = lineage.modelVersionDatasets.filter(({ datasetVersionId }) => datasetVersionId === originId);
    for (const { modelVersionId } of learners) {
      const open = lineage.deployments.filter((row) => row.modelVersionId === modelVersionId && !row.endedAt);
      expect(open).toEqual([]);
      expect((get(versions, modelVersionId).approvalAt ?? new Date(0)).getTime()).toBeLessThan(at.getTime());
    }
  });

  it('have an archived model that nothing serves and no board ranks', () => {
    const archived = lineage.models.filter(({ archivedAt }) => archivedAt);
    expect(archived).toHaveLength(1);
    const [{ id, archivedAt } = { id: '', archivedAt: null }] = archived;
    for (const run of lineage.runs.filter(({ modelId }) => modelId === id)) {
      expect(run.updatedAt.getTime()).toBeLessThan(archivedAt?.getTime() ?? 0);
    }
    expect(lineage.deployments.filter(({ modelId }) => modelId === id)).toEqual([]);
    expect(boards.flatMap(({ entries }) => entries.filter(({ modelId }) => modelId === id))).toEqual([]);
  });
});

describe('audit', () => {
  const { lineage, histories } = generatePlatform(42);
  const { auditEvents } = histories;
  const eventsOf = (action: string) => auditEvents.filter((event) => event.action === action);

  it('tells of everything that people changed', () => {
    const counts = Map.groupBy(auditEvents, ({ action }) => action);
    expect(Object.fromEntries([...counts].map(([action, { length }]) => [action, length]))).toMatchObject({
      createDataset: 12,
      createDatasetVersion: 40,
      createModel: 10,
      archiveModel: 1,
      registerModelVersion: 40,
      reviewModelVersion: histories.approvals.length,
      setModelAlias: histories.aliasChanges.length,
      quarantineDatasetVersion: 1,
      applyFeatureView: lineage.featureViewRevisions.length,
      rollbackDeployment: 2,
    });
    const begun = eventsOf('deployModelVersion').length + eventsOf('rollbackDeployment').length;
    expect(begun).toBe(30);
    expect(eventsOf('setTraffic').length).toBeGreaterThan(0);
    expect(eventsOf('reportDeployment').length).toBeGreaterThanOrEqual(29);
  });

  it('is in the order of time, by ids too, of people who are there', () => {
    const ids = auditEvents.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(ids);
    for (const { actor, at } of auditEvents) {
      expect(Object.keys(people)).toContain(actor);
      expect(at.getTime()).toBeLessThanOrEqual(YEAR_END.getTime());
    }
  });

  it('leads to what there is: each change begins where the one before it ended', () => {
    const states = new Map<string, Record<string, unknown>>();
    for (const { targetType, targetId, before, after, action } of auditEvents) {
      const key = `${targetType} ${targetId}`;
      const state = states.get(key);
      // A model's aliases are no fields of its own.
      if (action !== 'setModelAlias' && action !== 'quarantineDatasetVersion' && before) {
        expect(state).toMatchObject(before);
        expect(Object.keys(after ?? {})).toEqual(Object.keys(before));
      }
      states.set(key, { ...state, ...after });
    }
    for (const row of lineage.deployments) expect(states.get(`Deployment ${row.id}`)).toEqual(row);
    for (const row of lineage.modelVersions) expect(states.get(`ModelVersion ${row.id}`)).toMatchObject(row);
    for (const { modelId, name, versionId } of lineage.aliases) {
      expect(states.get(`Model ${modelId}`)?.[name]).toBe(versionId);
    }
    expect(lineage.aliases.length).toBeLessThan(histories.aliasChanges.length);
  });
});

describe('histories', () => {
  const { lineage, histories } = generatePlatform(42);

  it('end each metric where its run stands', () => {
    const ends = new Map(histories.metricPoints.map((point) => [`${point.runId} ${point.name}`, point]));
    for (const last of lineage.runMetrics) {
      expect(ends.get(`${last.runId} ${last.name}`)).toMatchObject({ step: last.step, at: last.at, value: last.value });
    }
    expect(histories.metricPoints).toHaveLength(50_000);
  });

  it.each([42, 1, 2, 3, 4, 5])('tell of each deployment what was true at every moment, by seed %i', (seed) => {
    const { lineage, histories } = generatePlatform(seed);
    expect(replayDeployments(lineage.deployments, histories.deploymentEvents)).toEqual([]);
  });

  it('give a canary its share in steps', () => {
    const canary = lineage.deployments.find(
      (row) => row.modelVersionId === 'fraud-detector@6' && row.environment === 'production',
    );
    const before = lineage.deployments.find(
      (row) => row.id !== canary?.id && row.environment === 'production' && row.modelVersionId === 'fraud-detector@5',
    );
    const sharesOf = (id: string | undefined) =>
      histories.deploymentEvents.filter((event) => event.deploymentId === id).map((event) => event.trafficPercent);
    expect(sharesOf(canary?.id)).toEqual([0, 5, 10]);
    expect(sharesOf(before?.id)).toEqual([0, 100, 95, 90]);
  });
});
