import type { HistoryRows } from './histories.ts';
import type { NewArtifact } from './model-versions.ts';
import type { Person } from './people.ts';
import { createRandom } from './random.ts';
import type { AuditEventRow, DeploymentRow, LineageRows } from './rows.ts';

type Event = Omit<AuditEventRow, 'id'>;
type Histories = Pick<HistoryRows, 'aliasChanges' | 'deploymentEvents' | 'approvals' | 'quarantines'>;

/** What people changed in the year, in the words of the mutations that they would have used. */
export function generateAudit(
  seed: number,
  lineage: LineageRows,
  histories: Histories,
  owners: ReadonlyMap<string, Person>,
  artifacts: readonly NewArtifact[],
): AuditEventRow[] {
  const random = createRandom(seed, 'audit');
  const events = [
    ...auditCatalogue(lineage, owners),
    ...auditVersions(lineage, histories),
    ...artifacts.map(({ sha256, bytes, filename, createdAt, createdBy }) =>
      change('uploadArtifact', 'Artifact', sha256, createdAt, createdBy, null, {
        ...{ uri: `gridfs:artifacts/${sha256}`, sizeBytes: bytes.length, filename },
      }),
    ),
    ...auditFeatureViews(lineage),
    ...histories.aliasChanges.map(({ modelId, alias, fromId, toId, at, by }) =>
      change('setModelAlias', 'Model', modelId, at, by, { [alias]: fromId }, { [alias]: toId }),
    ),
    ...auditDeployments(lineage.deployments, histories.deploymentEvents),
    ...histories.quarantines.map(({ originId, reason, at, by }) =>
      change('quarantineDatasetVersion', 'DatasetVersion', originId, at, by, { reason: null }, { reason }),
    ),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  // Of one moment they are told apart by their ids.
  const ids = events.map(({ at }) => random.uuid(at)).toSorted();
  return events.map((event, index) => ({ id: ids[index] ?? '', ...event }));
}

const change = (
  action: string,
  targetType: string,
  targetId: string,
  at: Date,
  actor: string,
  before: object | null,
  after: object | null,
): Event => ({ at, actor, action, targetType, targetId, before, after });

function auditCatalogue(lineage: LineageRows, owners: ReadonlyMap<string, Person>): Event[] {
  const ownerOf = (id: string) => owners.get(id) ?? 'amara.okafor';
  const authors = new Map(lineage.runs.map(({ id, createdBy }) => [id, createdBy]));
  const sourcesOf = Map.groupBy(lineage.derivations, ({ derivedId }) => derivedId);
  return [
    ...lineage.datasets.map((row) =>
      change('createDataset', 'Dataset', row.id, row.createdAt, ownerOf(row.id), null, {
        ...{ ...row, lastNumber: 0, archivedAt: null },
      }),
    ),
    ...lineage.datasetVersions.map((row) => {
      const by = authors.get(row.producedBy ?? '') ?? ownerOf(row.datasetId);
      const sources = (sourcesOf.get(row.id) ?? []).map(({ sourceId }) => sourceId);
      return change('createDatasetVersion', 'DatasetVersion', row.id, row.createdAt, by, null, {
        ...{ ...row, marks: 0, sources },
      });
    }),
    ...lineage.models.flatMap((row) => {
      const made = { ...row, lastNumber: 0, archivedAt: null, updatedAt: row.createdAt };
      const created = change('createModel', 'Model', row.id, row.createdAt, ownerOf(row.id), null, made);
      const { archivedAt } = row;
      if (!archivedAt) return [created];
      return [
        created,
        change('archiveModel', 'Model', row.id, archivedAt, ownerOf(row.id), { archivedAt: null }, { archivedAt }),
      ];
    }),
  ];
}

const UNREVIEWED = { approval: 'PENDING', approvalBy: null, approvalAt: null, approvalComment: null };

function auditVersions(lineage: LineageRows, { approvals }: Histories): Event[] {
  const learned = Map.groupBy(lineage.modelVersionDatasets, ({ modelVersionId }) => modelVersionId);
  const read = Map.groupBy(lineage.modelVersionFeatureViews, ({ modelVersionId }) => modelVersionId);
  return [
    ...lineage.modelVersions.map((row) => {
      const trainedOn = (learned.get(row.id) ?? []).map(({ datasetVersionId }) => datasetVersionId);
      const featureSources = (read.get(row.id) ?? []).map(({ viewName: view, revision }) => ({ view, revision }));
      const version = { ...row, ...UNREVIEWED };
      return change('registerModelVersion', 'ModelVersion', row.id, row.createdAt, row.createdBy, null, {
        ...{ ...version, trainedOn, featureSources },
      });
    }),
    ...approvals.map(({ modelVersionId, state, at, by, comment }) =>
      change(
        'reviewModelVersion',
        'ModelVersion',
        modelVersionId,
        at,
        by,
        { approval: 'PENDING', approvalBy: null, approvalAt: null, ...(comment !== null && { approvalComment: null }) },
        {
          approval: state,
          approvalBy: by,
          approvalAt: at,
          ...(comment !== null && { approvalComment: comment }),
        },
      ),
    ),
  ];
}

function auditFeatureViews(lineage: LineageRows): Event[] {
  const sourcesOf = (viewName: string, revision: number) =>
    lineage.featureViewSources
      .filter((source) => source.viewName === viewName && source.revision === revision)
      .map(({ datasetVersionId }) => datasetVersionId);
  const views = new Map(lineage.featureViews.map((view) => [view.name, view]));
  return lineage.featureViewRevisions.map(({ viewName, revision, features, createdAt, createdBy }) => {
    const sources = sourcesOf(viewName, revision);
    const made = {
      ...views.get(viewName),
      revision,
      firstRevision: 1,
      updatedAt: createdAt,
      deletedAt: null,
      features,
      sources,
    };
    const before = { revision: revision - 1, sources: sourcesOf(viewName, revision - 1) };
    const isNew = revision === 1;
    return change(
      'applyFeatureView',
      'FeatureView',
      viewName,
      createdAt,
      createdBy,
      isNew ? null : before,
      isNew ? made : { revision, sources },
    );
  });
}

function auditDeployments(rows: readonly DeploymentRow[], events: HistoryRows['deploymentEvents']): Event[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const now = new Map<string, (typeof events)[number]>();
  const moments = Map.groupBy(events, ({ deploymentId, at }) => {
    const row = byId.get(deploymentId);
    return `${row?.modelId} ${row?.environment} ${at.getTime()}`;
  });
  return [...moments.values()].flatMap((moment) => {
    const settled = moment.find(({ deploymentId }) => now.get(deploymentId)?.status === 'PENDING');
    const settles =
      settled && (byId.get(settled.deploymentId)?.endpointUrl == null ? 'settleDeployment' : 'reportDeployment');
    const action = settles ?? (moment.length > 1 ? 'setTraffic' : 'retireDeployment');
    return moment.flatMap((event) => {
      const { deploymentId, at, by, status, trafficPercent } = event;
      const row = byId.get(deploymentId);
      const before = now.get(deploymentId);
      now.set(deploymentId, event);
      if (!row) return [];
      if (!before) {
        const made = { ...row, status, trafficPercent, endedAt: null };
        const first = row.replacesId ? 'rollbackDeployment' : 'deployModelVersion';
        return [change(first, 'Deployment', deploymentId, at, by, null, made)];
      }
      const isOther = status !== before.status;
      const isMoved = trafficPercent !== before.trafficPercent;
      const hasEnded = status !== 'LIVE';
      return [
        change(
          action,
          'Deployment',
          deploymentId,
          at,
          by,
          {
            ...(isOther && { status: before.status }),
            ...(isMoved && { trafficPercent: before.trafficPercent }),
            ...(hasEnded && { endedAt: null }),
          },
          { ...(isOther && { status }), ...(isMoved && { trafficPercent }), ...(hasEnded && { endedAt: row.endedAt }) },
        ),
      ];
    });
  });
}
