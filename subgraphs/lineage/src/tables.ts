import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { DatasetColumn, FeatureDefinition, ModelSignature, RunStatus } from './columns.ts';
import type { LineageNodeType, SearchType } from './schema-types.generated.ts';

/** Columns in camelCase; a plugin of kysely's translates. Rows are what the rest of the service works with. */
export interface Database {
  aliasChange: AliasChangeTable;
  approval: ApprovalTable;
  auditEvent: AuditEventTable;
  /** Written by refresh_best_runs and rebuild_best_runs alone. */
  bestRun: BestRunTable;
  dataset: DatasetTable;
  datasetDerivation: { derivedId: string; sourceId: string };
  datasetVersion: DatasetVersionTable;
  deployment: DeploymentTable;
  deploymentEvent: DeploymentEventTable;
  featureView: FeatureViewTable;
  featureViewRevision: FeatureViewRevisionTable;
  featureViewSource: { viewName: string; revision: number; datasetVersionId: string };
  idempotency: IdempotencyTable;
  lineageEdge: LineageEdgeTable;
  metricDefinition: MetricDefinitionTable;
  metricPoint: MetricPointTable;
  model: ModelTable;
  modelAlias: ModelAliasTable;
  /** A view. */
  modelPerformance: ModelPerformanceView;
  modelVersion: ModelVersionTable;
  /** Whether the version's run has read it, too: told by a trigger. */
  modelVersionDataset: {
    modelVersionId: string;
    datasetVersionId: string;
    throughRun: ColumnType<boolean, never, never>;
  };
  modelVersionFeatureView: ModelVersionFeatureViewTable;
  predictionCount: PredictionCountTable;
  /** Before when all is kept that one life of a Redis has counted. */
  predictionEpoch: { epoch: string; keptBefore: ColumnType<Date, Date | undefined, Date> };
  /** How often counts of a model were kept. */
  predictionFold: { modelId: string; revision: number };
  predictionSum: PredictionSumTable;
  quarantine: QuarantineTable;
  quarantineMark: { originId: string; versionId: string; distance: number };
  run: RunTable;
  runArtifact: RunArtifactTable;
  runConfig: { runId: string; config: Json<Record<string, unknown>> };
  runGroup: RunGroupTable;
  runInput: RunInputTable;
  runMetric: RunMetricTable;
  runParameter: RunParameterTable;
  /** Kept by triggers. */
  searchDocument: SearchDocumentTable;
  /** The words of all names; kept by triggers. */
  searchWord: { word: ColumnType<string, never, never> };
  syncCopy: SyncCopyTable;
}

/** Read as a Date, written as that or left to the column's default. */
type Time = ColumnType<Date, Date | undefined, Date>;
type OptionalTime = ColumnType<Date | null, Date | null | undefined, Date | null>;
type Json<Value> = ColumnType<Value, string, string>;
type OptionalJson<Value> = ColumnType<Value | null, string | null | undefined, string | null>;
type Optional<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;

// --- datasets ---

interface DatasetTable {
  id: string;
  name: string;
  description: Optional<string>;
  owner: Optional<string>;
  tags: Generated<string[]>;
  sourceUri: Optional<string>;
  license: Optional<string>;
  lastNumber: Generated<number>;
  createdAt: Time;
  updatedAt: Time;
  archivedAt: OptionalTime;
}

interface DatasetVersionTable {
  id: string;
  datasetId: string;
  number: number;
  digest: string;
  columns: Json<DatasetColumn[]>;
  rowCount: Optional<number>;
  sizeBytes: Optional<number>;
  producedBy: Optional<string>;
  writtenAt: Time;
  createdAt: Time;
  /** The quarantines that reach it; counted by a trigger. */
  marks: ColumnType<number, never, never>;
}

interface QuarantineTable {
  originId: string;
  reason: string;
  at: Time;
  by: string;
}

// --- runs ---

interface RunGroupTable {
  id: string;
  name: string;
  description: Optional<string>;
  tags: Generated<string[]>;
  createdAt: Time;
  updatedAt: Time;
  archivedAt: OptionalTime;
}

interface RunTable {
  id: string;
  kind: Generated<'TRAINING'>;
  name: Optional<string>;
  groupId: Optional<string>;
  modelId: Optional<string>;
  framework: Optional<string>;
  status: RunStatus;
  datasetVersionId: Optional<string>;
  tags: Generated<string[]>;
  sourceCommit: Optional<string>;
  startedAt: OptionalTime;
  endedAt: OptionalTime;
  durationSeconds: ColumnType<number | null, never, never>;
  createdBy: string;
  parentId: Optional<string>;
  errorMessage: Optional<string>;
  createdAt: Time;
  updatedAt: Time;
  archivedAt: OptionalTime;
  archivedWithGroup: Generated<boolean>;
  documentBytes: Optional<number>;
}

interface RunInputTable {
  runId: string;
  datasetVersionId: string;
  role: 'TRAINING' | 'VALIDATION' | 'TEST' | 'OTHER';
  position: number;
}

interface RunParameterTable {
  runId: string;
  name: string;
  value: string;
  /** The value where it is a number. */
  number: ColumnType<number | null, never, never>;
}

interface RunArtifactTable {
  runId: string;
  name: string;
  uri: string;
  format: 'ONNX' | 'OTHER';
  sha256: Optional<string>;
  sizeBytes: Optional<number>;
  createdAt: Time;
}

// --- metrics ---

interface MetricDefinitionTable {
  name: string;
  goal: 'MAXIMIZE' | 'MINIMIZE';
  unit: Optional<string>;
  description: Optional<string>;
  createdAt: Time;
  updatedAt: Time;
  /** Counts the changes of the goal. */
  goalRevision: Generated<number>;
}

interface MetricPointTable {
  runId: string;
  name: string;
  step: number;
  at: Date;
  value: number;
}

interface RunMetricTable {
  runId: string;
  name: string;
  value: number;
  step: number;
  at: Date;
  /** The rest is the run's, copied by triggers so that rankings read one index. */
  ranked: ColumnType<boolean, never, never>;
  modelId: ColumnType<string | null, never, never>;
  datasetId: ColumnType<string | null, never, never>;
  framework: ColumnType<string | null, never, never>;
}

interface BestRunTable {
  metric: ColumnType<string, never, never>;
  /** Empty: over all datasets. */
  datasetId: ColumnType<string, never, never>;
  modelId: ColumnType<string, never, never>;
  runId: ColumnType<string, never, never>;
  value: ColumnType<number, never, never>;
}

interface ModelPerformanceView {
  runId: string;
  modelId: string | null;
  datasetId: string | null;
  framework: string | null;
  accuracy: number | null;
  durationSeconds: number | null;
  createdAt: Date;
  rankInDataset: number | null;
  movingAverageAccuracy: number | null;
}

// --- models ---

interface ModelTable {
  id: string;
  name: string;
  description: Optional<string>;
  owner: Optional<string>;
  tags: Generated<string[]>;
  task: Optional<string>;
  framework: Optional<string>;
  predictionTtlSeconds: Generated<number>;
  lastNumber: Generated<number>;
  createdAt: Time;
  updatedAt: Time;
  archivedAt: OptionalTime;
}

interface ModelVersionTable {
  id: string;
  modelId: string;
  number: number;
  runId: Optional<string>;
  signature: OptionalJson<ModelSignature>;
  configRevision: Optional<number>;
  artifactName: Optional<string>;
  artifactUri: Optional<string>;
  artifactFormat: Optional<'ONNX' | 'OTHER'>;
  artifactSha256: Optional<string>;
  artifactSizeBytes: Optional<number>;
  approval: Generated<'PENDING' | 'APPROVED' | 'REJECTED'>;
  approvalBy: Optional<string>;
  approvalAt: OptionalTime;
  approvalComment: Optional<string>;
  createdAt: Time;
  createdBy: string;
}

interface ModelVersionFeatureViewTable {
  modelVersionId: string;
  viewName: string;
  revision: number;
  /** The model version's, copied by a trigger so that the readers of a view are read along one index. */
  createdAt: ColumnType<Date, never, never>;
}

interface ApprovalTable {
  id: GeneratedAlways<number>;
  modelVersionId: string;
  state: 'PENDING' | 'APPROVED' | 'REJECTED';
  at: Time;
  by: string;
  comment: Optional<string>;
}

interface ModelAliasTable {
  modelId: string;
  name: string;
  versionId: string;
  setAt: Time;
  setBy: string;
}

interface AliasChangeTable {
  id: GeneratedAlways<number>;
  modelId: string;
  alias: string;
  fromId: Optional<string>;
  toId: Optional<string>;
  at: Time;
  by: string;
}

// --- feature views ---

interface FeatureViewTable {
  name: string;
  description: Optional<string>;
  owner: Optional<string>;
  entity: string;
  joinKeys: string[];
  revision: number;
  /** With which it was last created. */
  firstRevision: Generated<number>;
  createdAt: Time;
  updatedAt: Time;
  deletedAt: OptionalTime;
}

interface FeatureViewRevisionTable {
  viewName: string;
  revision: number;
  features: Json<FeatureDefinition[]>;
  ttlSeconds: Optional<number>;
  createdAt: Time;
  createdBy: string;
}

// --- deployments ---

interface DeploymentTable {
  id: string;
  modelId: string;
  modelVersionId: string;
  environment: string;
  status: 'PENDING' | 'LIVE' | 'FAILED' | 'ROLLED_BACK' | 'RETIRED';
  trafficPercent: number;
  requestedPercent: number;
  deployedBy: string;
  deployedAt: Time;
  endedAt: OptionalTime;
  replacesId: Optional<string>;
  endpointUrl: Optional<string>;
}

interface DeploymentEventTable {
  id: GeneratedAlways<number>;
  deploymentId: string;
  at: Time;
  by: string;
  status: DeploymentTable['status'];
  trafficPercent: number;
  reason: Optional<string>;
}

/** What a deployment was asked in a minute, as one life of a Redis has counted it. */
interface PredictionCountTable {
  deploymentId: string;
  minute: Date;
  epoch: string;
  requests: number;
  errors: number;
  hits: number;
}

/** What a deployment was asked in an hour, a day, or before all days that are told apart. */
interface PredictionSumTable {
  deploymentId: string;
  span: 'HOUR' | 'DAY' | 'ALL';
  start: Date;
  lastMinute: Date;
  requests: number;
  errors: number;
  hits: number;
}

// --- lineage and search ---

interface LineageEdgeTable {
  fromType: LineageNodeType;
  fromId: string;
  toType: LineageNodeType;
  toId: string;
  type: string;
  createdAt: Time;
  createdBy: string;
}

interface SearchDocumentTable {
  type: ColumnType<SearchType, never, never>;
  id: ColumnType<string, never, never>;
  title: ColumnType<string, never, never>;
  names: ColumnType<string, never, never>;
  prose: ColumnType<string, never, never>;
  body: ColumnType<string, never, never>;
  terms: GeneratedAlways<string>;
}

// --- writes ---

interface IdempotencyTable {
  subject: string;
  key: string;
  operation: string;
  inputDigest: string;
  resultId: Optional<string>;
  createdAt: Time;
}

interface AuditEventTable {
  id: string;
  at: Time;
  actor: string;
  action: string;
  targetType: string;
  targetId: string;
  before: OptionalJson<Record<string, unknown>>;
  after: OptionalJson<Record<string, unknown>>;
}

/** Which copies are behind. `copies/copies.ts` says what they are. */
interface SyncCopyTable {
  kind: 'experiment' | 'board' | 'registry' | 'serving';
  key: ColumnType<string[], readonly string[], readonly string[]>;
  version: Generated<number>;
  delivered: Generated<number>;
  deliveredAt: OptionalTime;
  leaseUntil: OptionalTime;
  attempts: Generated<number>;
  retryAt: OptionalTime;
  behindSince: Time;
  /** By a bulk seed, until what it copies changes: neither delivered nor made anew. */
  leftOut: Generated<boolean>;
}
