import { expect, it } from '@jest/globals';
import { rounds } from '../../tests/setup/config.ts';
import { generatePlatform, type Platform } from './generate.ts';
import { byId, get, idsOf, sizesOf } from './testing.ts';
import { YEAR_END } from './time.ts';

const size = sizesOf(generatePlatform(42));

it.each(Array.from({ length: rounds(5) }, (_, index) => index * 7_919 - 5))(
  'has the size of the documented platform and holds the rules by seed %i',
  (seed) => {
    const platform = generatePlatform(seed);
    expect(sizesOf(platform)).toEqual(size);
    expect(brokenRules(platform)).toEqual([]);
  },
);

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
