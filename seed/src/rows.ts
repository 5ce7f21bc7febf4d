import type { DatasetColumn, FeatureDefinition, ModelSignature, RunStatus } from '@tributary/lineage/columns';

export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [field: string]: Json };

/** The rows of PostgreSQL, named as the tables are. */
export interface LineageRows {
  datasets: DatasetRow[];
  datasetVersions: DatasetVersionRow[];
  derivations: { derivedId: string; sourceId: string }[];
  models: ModelRow[];
  runGroups: RunGroupRow[];
  runs: RunRow[];
  runInputs: RunInputRow[];
  runMetrics: RunMetricRow[];
  modelVersions: ModelVersionRow[];
  featureViews: FeatureViewRow[];
  featureViewRevisions: FeatureViewRevisionRow[];
  featureViewSources: { viewName: string; revision: number; datasetVersionId: string }[];
  modelVersionFeatureViews: { modelVersionId: string; viewName: string; revision: number }[];
  /** `throughRun`: the version's run has read it, so that the graph shows it there. */
  modelVersionDatasets: { modelVersionId: string; datasetVersionId: string; throughRun: boolean }[];
  aliases: AliasRow[];
  deployments: DeploymentRow[];
}

export interface DatasetRow {
  id: string;
  name: string;
  description: string;
  owner: string;
  tags: string[];
  sourceUri: string | null;
  license: string | null;
  lastNumber: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface DatasetVersionRow {
  id: string;
  datasetId: string;
  number: number;
  digest: string;
  columns: DatasetColumn[];
  rowCount: number | null;
  sizeBytes: number;
  producedBy: string | null;
  writtenAt: Date;
  createdAt: Date;
}

export interface ModelRow {
  id: string;
  name: string;
  description: string;
  owner: string;
  tags: string[];
  task: string;
  framework: string;
  predictionTtlSeconds: number;
  lastNumber: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}

export interface RunGroupRow {
  id: string;
  name: string;
  description: string;
  tags: string[];
  createdAt: Date;
  updatedAt: Date;
}

export interface RunRow {
  id: string;
  name: string;
  groupId: string | null;
  modelId: string;
  framework: string;
  status: RunStatus;
  datasetVersionId: string | null;
  tags: string[];
  sourceCommit: string;
  startedAt: Date | null;
  endedAt: Date | null;
  createdBy: string;
  parentId: string | null;
  errorMessage: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface RunInputRow {
  runId: string;
  datasetVersionId: string;
  role: 'TRAINING' | 'VALIDATION' | 'TEST' | 'OTHER';
  position: number;
}

export interface RunMetricRow {
  runId: string;
  name: string;
  value: number;
  step: number;
  at: Date;
}

export interface ModelVersionRow {
  id: string;
  modelId: string;
  number: number;
  runId: string | null;
  signature: ModelSignature;
  configRevision: number;
  artifactName: string;
  artifactUri: string;
  artifactFormat: 'ONNX' | 'OTHER';
  artifactSha256: string | null;
  artifactSizeBytes: number;
  approval: 'PENDING' | 'APPROVED' | 'REJECTED';
  approvalBy: string | null;
  approvalAt: Date | null;
  approvalComment: string | null;
  createdAt: Date;
  createdBy: string;
}

export interface FeatureViewRow {
  name: string;
  description: string;
  owner: string;
  entity: string;
  joinKeys: string[];
  revision: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface FeatureViewRevisionRow {
  viewName: string;
  revision: number;
  features: FeatureDefinition[];
  ttlSeconds: number | null;
  createdAt: Date;
  createdBy: string;
}

export interface AliasRow {
  modelId: string;
  name: string;
  versionId: string;
  setAt: Date;
  setBy: string;
}

export interface AliasChangeRow {
  modelId: string;
  alias: string;
  fromId: string | null;
  toId: string;
  at: Date;
  by: string;
}

export interface DeploymentRow {
  id: string;
  modelId: string;
  modelVersionId: string;
  environment: string;
  status: 'PENDING' | 'LIVE' | 'FAILED' | 'ROLLED_BACK' | 'RETIRED';
  trafficPercent: number;
  requestedPercent: number;
  deployedBy: string;
  deployedAt: Date;
  endedAt: Date | null;
  replacesId: string | null;
  /** Null: served by Tributary. */
  endpointUrl: string | null;
}

/** What became of a deployment at this moment. */
export interface DeploymentEventRow {
  deploymentId: string;
  at: Date;
  by: string;
  status: DeploymentRow['status'];
  trafficPercent: number;
  reason: string | null;
}

export interface AuditEventRow {
  id: string;
  at: Date;
  actor: string;
  action: string;
  targetType: string;
  targetId: string;
  before: object | null;
  after: object | null;
}
