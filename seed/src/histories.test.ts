import { describe, expect, it } from '@jest/globals';
import { rounds } from '../../tests/setup/config.ts';
import { generatePlatform } from './generate.ts';
import { people } from './people.ts';
import { replayDeployments } from './replay-deployments.ts';
import { byId, get } from './testing.ts';
import { YEAR_END } from './time.ts';

const { lineage, histories, boards } = generatePlatform(42);
const runs = byId(lineage.runs);
const versions = byId(lineage.modelVersions);

describe('incidents', () => {
  it('have a quarantined version that nothing derives from and nothing later read', () => {
    const [quarantine, ...others] = histories.quarantines;
    expect(others).toEqual([]);
    const { originId, at } = get(
      new Map(histories.quarantines.map((row) => [row.originId, row])),
      quarantine?.originId,
    );
    expect(lineage.datasetVersions.some(({ id }) => id === originId)).toBe(true);
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
    expect(eventsOf('reportDeployment').length + eventsOf('settleDeployment').length).toBeGreaterThanOrEqual(29);
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
  it('end each metric where its run stands', () => {
    const ends = new Map(histories.metricPoints.map((point) => [`${point.runId} ${point.name}`, point]));
    for (const last of lineage.runMetrics) {
      expect(ends.get(`${last.runId} ${last.name}`)).toMatchObject({ step: last.step, at: last.at, value: last.value });
    }
    expect(histories.metricPoints).toHaveLength(50_000);
  });

  it.each([42, ...Array.from({ length: rounds(2) }, (_, index) => index + 1)])(
    'tell of each deployment what was true at every moment, by seed %i',
    (seed) => {
      const { lineage, histories } = generatePlatform(seed);
      expect(replayDeployments(lineage.deployments, histories.deploymentEvents)).toEqual([]);
    },
  );

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
