import { perArgs } from '@tributary/common/batch';
import { countBy, manyBy, oneBy, valueBy } from '@tributary/common/loaders';
import type { Kysely } from 'kysely';
import * as aliasChanges from './alias-changes.ts';
import * as artifacts from './artifacts.ts';
import { type Copy, findSyncStates } from './copies.ts';
import * as datasetVersions from './dataset-versions.ts';
import { findDatasetsByIds } from './datasets.ts';
import * as deploymentEvents from './deployment-events.ts';
import * as deployments from './deployments.ts';
import * as featureViews from './feature-views.ts';
import * as derivations from './graph/derivations.ts';
import * as impact from './graph/impact.ts';
import type { List } from './list.ts';
import * as metricPoints from './metric-points.ts';
import * as modelVersions from './model-versions.ts';
import { findAliasesByModelIds, findAliasesByVersionIds, findModelsByIds } from './models.ts';
import * as rankings from './rankings.ts';
import { findRollbackTargets } from './rollback-targets.ts';
import { findRunGroupsByIds } from './run-groups.ts';
import * as runs from './runs.ts';
import type { Database } from './tables.ts';

/** Batches what one fetch of the gateway asks for: new for each, so that nobody is answered from another's reading. */
export const createLoaders = (db: Kysely<Database>) => ({
  dataset: oneBy(
    (ids) => findDatasetsByIds(db, ids),
    (row) => row.id,
  ),
  datasetVersion: oneBy(
    (ids) => datasetVersions.findDatasetVersionsByIds(db, ids),
    (row) => row.id,
  ),
  columnsOfDatasetVersion: oneBy(
    (ids) => datasetVersions.findColumnsByVersionIds(db, ids),
    (row) => row.id,
  ),
  currentVersionOfDataset: oneBy(
    (ids) => datasetVersions.findCurrentVersionsByDatasetIds(db, ids),
    (row) => row.datasetId,
  ),
  versionsOfDataset: perArgs((list: List) =>
    manyBy(
      (ids) => datasetVersions.pageVersionsByDatasetIds(db, ids, list),
      (row) => row.datasetId,
    ),
  ),
  versionCountOfDataset: countBy(
    (ids) => datasetVersions.countVersionsByDatasetIds(db, ids),
    (row) => row.datasetId,
  ),
  quarantineOfDatasetVersion: oneBy(
    (ids) => datasetVersions.findQuarantineReasonsByVersionIds(db, ids),
    (row) => row.versionId,
  ),
  sourcesOfDatasetVersion: manyBy(
    (ids) => datasetVersions.findSourcesByVersionIds(db, ids),
    (row) => row.derivedId,
  ),
  derivationsOfDataset: perArgs(({ derivation, list }: { derivation: derivations.Derivation; list: List }) =>
    manyBy(
      (ids) => derivations.pageDerivationsByDatasetIds(db, derivation, ids, list),
      (row) => row.parentId,
    ),
  ),
  derivationCountOfDataset: perArgs((derivation: derivations.Derivation) =>
    countBy(
      (ids) => derivations.countDerivationsByDatasetIds(db, derivation, ids),
      (row) => row.parentId,
    ),
  ),
  impactedDatasetVersions: perArgs((list: List) =>
    manyBy(
      (ids) => impact.pageImpactedDatasetVersions(db, ids, list),
      (row) => row.parentId,
    ),
  ),
  impactedFeatureViews: perArgs((list: List) =>
    manyBy(
      (ids) => impact.pageImpactedFeatureViews(db, ids, list),
      (row) => row.parentId,
    ),
  ),
  impactedModelVersions: perArgs((list: List) =>
    manyBy(
      (ids) => impact.pageImpactedModelVersions(db, ids, list),
      (row) => row.parentId,
    ),
  ),
  impactedDeployments: perArgs((list: List) =>
    manyBy(
      (ids) => impact.pageImpactedDeployments(db, ids, list),
      (row) => row.parentId,
    ),
  ),
  impactCount: perArgs((what: impact.Impacted) =>
    countBy(
      (ids) => impact.countImpacted(db, what, ids),
      (row) => row.parentId,
    ),
  ),
  outputsOfRun: perArgs((list: List) =>
    manyBy(
      (ids) => datasetVersions.pageOutputsByRunIds(db, ids, list),
      (row) => row.producedBy,
    ),
  ),
  outputCountOfRun: countBy(
    (ids) => datasetVersions.countOutputsByRunIds(db, ids),
    (row) => row.producedBy,
  ),

  model: oneBy(
    (ids) => findModelsByIds(db, ids),
    (row) => row.id,
  ),
  aliasesOfModel: manyBy(
    (ids) => findAliasesByModelIds(db, ids),
    (row) => row.modelId,
  ),
  modelVersion: oneBy(
    (ids) => modelVersions.findModelVersionsByIds(db, ids),
    (row) => row.id,
  ),
  signatureOfModelVersion: oneBy(
    (ids) => modelVersions.findSignaturesByVersionIds(db, ids),
    (row) => row.id,
  ),
  latestVersionOfModel: oneBy(
    (ids) => modelVersions.findLatestVersionsByModelIds(db, ids),
    (row) => row.modelId,
  ),
  versionsOfModel: perArgs((list: List) =>
    manyBy(
      (ids) => modelVersions.pageVersionsByModelIds(db, ids, list),
      (row) => row.modelId,
    ),
  ),
  versionCountOfModel: countBy(
    (ids) => modelVersions.countVersionsByModelIds(db, ids),
    (row) => row.modelId,
  ),
  versionsOfRun: manyBy(
    (ids) => modelVersions.findModelVersionsByRunIds(db, ids),
    (row) => row.runId,
  ),
  aliasChangesOfModel: perArgs((list: List) =>
    manyBy(
      (ids) => aliasChanges.pageAliasChangesByModelIds(db, ids, list),
      (row) => row.modelId,
    ),
  ),
  aliasChangeCountOfModel: countBy(
    (ids) => aliasChanges.countAliasChangesByModelIds(db, ids),
    (row) => row.modelId,
  ),
  aliasesOfModelVersion: manyBy(
    (ids) => findAliasesByVersionIds(db, ids),
    (row) => row.versionId,
  ),
  trainedOnOfModelVersion: manyBy(
    (ids) => datasetVersions.findTrainedOnByModelVersionIds(db, ids),
    (row) => row.modelVersionId,
  ),

  featureView: oneBy(
    (names) => featureViews.findFeatureViewsByNames(db, names),
    (row) => row.name,
  ),
  featuresOfRevision: oneBy((keys) => featureViews.findFeaturesByRevisions(db, keys), featureViews.revisionKey),
  sourcesOfRevision: manyBy(
    (keys) => featureViews.findSourcesByRevisions(db, keys),
    ({ viewName, revision }) => featureViews.revisionKey({ name: viewName, revision }),
  ),
  readersOfFeatureView: perArgs((list: List) =>
    manyBy(
      (names) => featureViews.pageReadersByViewNames(db, names, list),
      (row) => row.viewName,
    ),
  ),
  readerCountOfFeatureView: countBy(
    (names) => featureViews.countReadersByViewNames(db, names),
    (row) => row.viewName,
  ),
  viewsOfDatasetVersion: perArgs((list: List) =>
    manyBy(
      (ids) => featureViews.pageViewsBySourceIds(db, ids, list),
      (row) => row.sourceId,
    ),
  ),
  viewCountOfDatasetVersion: countBy(
    (ids) => featureViews.countViewsBySourceIds(db, ids),
    (row) => row.sourceId,
  ),
  featureSourcesOfModelVersion: manyBy(
    (ids) => featureViews.findFeatureSourcesByModelVersionIds(db, ids),
    (row) => row.modelVersionId,
  ),

  run: oneBy(
    (ids) => runs.findRunsByIds(db, ids),
    (row) => row.id,
  ),
  runsOf: perArgs(({ parent, list }: { parent: runs.RunParent; list: runs.RunList }) =>
    manyBy(
      (ids) => runs.pageRunsByParentIds(db, parent, ids, list),
      (row) => row[parent],
    ),
  ),
  runCountOf: perArgs(({ parent, list }: { parent: runs.RunParent; list: runs.RunList }) =>
    countBy(
      (ids) => runs.countRunsByParentIds(db, parent, ids, list),
      (row) => row.parentId,
    ),
  ),
  runsOn: perArgs(({ source, list }: { source: runs.RunSource; list: runs.RunList }) =>
    manyBy(
      (ids) => runs.pageRunsBySourceIds(db, source, ids, list),
      (row) => row.sourceId,
    ),
  ),
  runCountOn: perArgs(({ source, list }: { source: runs.RunSource; list: runs.RunList }) =>
    countBy(
      (ids) => runs.countRunsBySourceIds(db, source, ids, list),
      (row) => row.sourceId,
    ),
  ),
  bestRunOf: perArgs(({ parent, criterion }: { parent: rankings.RankedParent; criterion: rankings.Criterion }) =>
    oneBy(
      (ids) => rankings.findBestRunsByParentIds(db, parent, ids, criterion),
      (row) => row.bestOf,
    ),
  ),
  inputsOfRun: manyBy(
    (ids) => runs.findInputsByRunIds(db, ids),
    (row) => row.runId,
  ),
  metricsOfRun: manyBy(
    (ids) => runs.findMetricsByRunIds(db, ids),
    (row) => row.runId,
  ),
  parametersOfRun: manyBy(
    (ids) => runs.findParametersByRunIds(db, ids),
    (row) => row.runId,
  ),
  pointsOfHistories: perArgs((thinning: metricPoints.Thinning) =>
    manyBy(
      (ids) => metricPoints.findThinnedPointsByRunIds(db, ids, thinning),
      (row) => row.runId,
    ),
  ),
  pointsOfRun: perArgs(({ name, list }: { name: string; list: List }) =>
    manyBy(
      (ids) => metricPoints.pagePointsByRunIds(db, name, ids, list),
      (row) => row.runId,
    ),
  ),
  pointCountOfRun: perArgs((name: string) =>
    countBy(
      (ids) => metricPoints.countPointsByRunIds(db, name, ids),
      (row) => row.runId,
    ),
  ),
  artifactsOfRun: perArgs(({ under, list }: { under: string; list: List }) =>
    manyBy(
      (ids) => artifacts.pageArtifactsByRunIds(db, under, ids, list),
      (row) => row.runId,
    ),
  ),
  artifactCountOfRun: perArgs((under: string) =>
    countBy(
      (ids) => artifacts.countArtifactsByRunIds(db, under, ids),
      (row) => row.runId,
    ),
  ),
  syncState: valueBy((copies: readonly Copy[]) => findSyncStates(db, copies)),
  runGroup: oneBy(
    (ids) => findRunGroupsByIds(db, ids),
    (row) => row.id,
  ),

  eventsOfDeployment: perArgs((list: List) =>
    manyBy(
      (ids) => deploymentEvents.pageEventsByDeploymentIds(db, ids, list),
      (row) => row.deploymentId,
    ),
  ),
  eventCountOfDeployment: countBy(
    (ids) => deploymentEvents.countEventsByDeploymentIds(db, ids),
    (row) => row.deploymentId,
  ),
  rollbackTargetOf: perArgs((approvedOnly: readonly string[]) =>
    oneBy(
      (ids) => findRollbackTargets(db, approvedOnly, ids),
      (row) => row.replacedId,
    ),
  ),
  deployment: oneBy(
    (ids) => deployments.findDeploymentsByIds(db, ids),
    (row) => row.id,
  ),
  deploymentsOf: perArgs(
    ({ parent, list }: { parent: deployments.DeploymentParent; list: deployments.DeploymentList }) =>
      manyBy(
        (ids) => deployments.pageDeploymentsByParentIds(db, parent, ids, list),
        (row) => row[parent],
      ),
  ),
  deploymentCountOf: perArgs(
    ({ parent, list }: { parent: deployments.DeploymentParent; list: deployments.DeploymentList }) =>
      countBy(
        (ids) => deployments.countDeploymentsByParentIds(db, parent, ids, list),
        (row) => row.parentId,
      ),
  ),
});

export type Loaders = ReturnType<typeof createLoaders>;
