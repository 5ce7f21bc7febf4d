import { readList } from '@tributary/common/lists/list';
import { auditEventOrder } from '@tributary/lineage/audit/audit-events';
import { servingCopy } from '@tributary/lineage/copies/copies';
import { allDatasetVersionsOrder, datasetVersionOrder } from '@tributary/lineage/datasets/dataset-versions';
import { datasetOrders } from '@tributary/lineage/datasets/datasets';
import { deploymentEventOrder } from '@tributary/lineage/deployments/deployment-events';
import { deploymentOrders } from '@tributary/lineage/deployments/deployments';
import { readerOrder } from '@tributary/lineage/feature-views/feature-view-readers';
import { featureViewOrder } from '@tributary/lineage/feature-views/feature-views';
import type { Loaders } from '@tributary/lineage/loaders';
import { aliasChangeOrder } from '@tributary/lineage/models/alias-changes';
import { allModelVersionsOrder, modelVersionOrder } from '@tributary/lineage/models/model-versions';
import { modelOrders } from '@tributary/lineage/models/models';
import { metricDefinitionOrder } from '@tributary/lineage/runs/metric-definitions';
import { readThinning } from '@tributary/lineage/runs/metric-histories';
import { metricPointOrder } from '@tributary/lineage/runs/metric-points';
import type { Criterion } from '@tributary/lineage/runs/rankings';
import { artifactOrder } from '@tributary/lineage/runs/run-artifacts';
import { runGroupOrders } from '@tributary/lineage/runs/run-groups';
import { runOrders } from '@tributary/lineage/runs/run-orders';
import type { Database } from '@tributary/lineage/tables';
import { type Kysely, sql } from 'kysely';
import { countedConnection, type LoaderCase, NO_NODES } from './loader-contract.ts';

type Case = LoaderCase<Loaders>;
type Keys = NonNullable<Case['keys']>;
type ByKey = (key: string) => Promise<unknown>;

const NO_UUID = '00000000-0000-7000-8000-000000000000';

/** Which loader to ask, with which of two sets of arguments. */
interface Asked {
  loaders: Loaders;
  first: number;
}

/** Rows of which the seed has too few to tell two keys apart. */
export async function addToSeed(db: Kysely<Database>): Promise<void> {
  await sql`insert into run_artifact (run_id, name, uri, format)
    select id, 'model.onnx', 's3://models/' || id, 'ONNX' from run order by id limit 5`.execute(db);
  await sql`insert into quarantine (origin_id, reason, by)
    select id, 'broken ' || id, 'tester' from dataset_version where marks = 0 order by id limit 2`.execute(db);
  await sql`insert into quarantine_mark (origin_id, version_id, distance)
    select origin_id, origin_id, 0 from quarantine where by = 'tester'`.execute(db);
  await sql`insert into sync_copy (kind, key, version, delivered) values ('serving', array['fraud-detector'], 1, 1)
    on conflict (kind, key) do update set delivered = sync_copy.version`.execute(db);
  await sql`delete from sync_copy where kind = 'serving' and key = array['iris-classifier']`.execute(db);
}

/** Every loader of lineage, with keys from the seed. */
export function lineageCases(getDb: () => Kysely<Database>): Record<keyof Loaders, Case> {
  const keysIn = (table: string, column: string) => async () => {
    const { rows } = await sql<{ key: string }>`
      select distinct ${sql.ref(column)}::text as key from ${sql.table(table)}
      where ${sql.ref(column)} is not null order by 1 limit 300`.execute(getDb());
    return rows.map(({ key }) => key);
  };
  const datasets = keysIn('dataset', 'id');
  const datasetVersions = keysIn('dataset_version', 'id');
  const models = keysIn('model', 'id');
  const modelVersions = keysIn('model_version', 'id');
  const runs = keysIn('run', 'id');
  const deployments = keysIn('deployment', 'id');
  const revisions = async () => {
    const views = await getDb().selectFrom('featureViewRevision').select(['viewName', 'revision']).execute();
    return views.map(({ viewName, revision }) => `${viewName}@${revision}`);
  };

  const one = (keys: Keys, load: Case['load'], absent?: string): Case => ({
    keys,
    load,
    ...(absent !== undefined && { absent }),
  });
  const many = (keys: Keys, load: Case['load'], absent?: string): Case => ({
    ...one(keys, load, absent),
    nothing: [],
  });
  const connection = (
    keys: Keys,
    connect: (asked: Asked, key: string) => Promise<{ totalCount: () => Promise<number> }>,
    absent?: string,
  ): Case => ({
    ...one(keys, (loaders, key) => countedConnection(connect({ loaders, first: 2 }, key)), absent),
    loadOtherwise: (loaders, key) => countedConnection(connect({ loaders, first: 0 }, key)),
    nothing: NO_NODES,
  });
  const list = (connect: (asked: Asked) => Promise<{ totalCount: () => Promise<number> }>): Case => ({
    load: (loaders) => countedConnection(connect({ loaders, first: 2 })),
    loadOtherwise: (loaders) => countedConnection(connect({ loaders, first: 0 })),
  });

  return {
    dataset: one(datasets, (loaders, key) => loaders.dataset.load(key)),
    datasets: list(({ loaders, first }) => loaders.datasets.connection(readList({ first }, datasetOrders))),
    datasetVersion: one(datasetVersions, (loaders, key) => loaders.datasetVersion.load(key)),
    columnsOfDatasetVersion: one(datasetVersions, (loaders, key) => loaders.columnsOfDatasetVersion.load(key)),
    currentVersionOfDataset: one(datasets, (loaders, key) => loaders.currentVersionOfDataset.load(key)),
    versionsOfDataset: connection(datasets, ({ loaders, first }, key) =>
      loaders.versionsOfDataset.connection(key, readList({ first }, datasetVersionOrder)),
    ),
    outputsOfRun: connection(
      keysIn('dataset_version', 'produced_by'),
      ({ loaders, first }, key) => loaders.outputsOfRun.connection(key, readList({ first }, allDatasetVersionsOrder)),
      NO_UUID,
    ),
    quarantineOfDatasetVersion: one(keysIn('quarantine_mark', 'version_id'), (loaders, key) =>
      loaders.quarantineOfDatasetVersion.load(key),
    ),
    trainedOnOfModelVersion: many(keysIn('model_version_dataset', 'model_version_id'), (loaders, key) =>
      loaders.trainedOnOfModelVersion.load(key),
    ),
    sourcesOfDatasetVersion: many(datasetVersions, (loaders, key) => loaders.sourcesOfDatasetVersion.load(key)),
    derivationsOfDataset: connection(datasets, ({ loaders, first }, key) =>
      loaders.derivationsOfDataset.connection(key, {
        ...readList<never>({ first }, allDatasetVersionsOrder),
        way: 'upstream',
        depth: 2,
      }),
    ),
    impactedDatasetVersions: connection(datasetVersions, ({ loaders, first }, key) =>
      loaders.impactedDatasetVersions.connection(key, readList({ first }, allDatasetVersionsOrder)),
    ),
    impactedFeatureViews: connection(datasetVersions, ({ loaders, first }, key) =>
      loaders.impactedFeatureViews.connection(key, readList({ first }, featureViewOrder)),
    ),
    impactedModelVersions: connection(datasetVersions, ({ loaders, first }, key) =>
      loaders.impactedModelVersions.connection(key, readList({ first }, allModelVersionsOrder)),
    ),
    impactedDeployments: connection(datasetVersions, ({ loaders, first }, key) =>
      loaders.impactedDeployments.connection(key, readList({ first }, deploymentOrders)),
    ),

    model: one(models, (loaders, key) => loaders.model.load(key)),
    models: list(({ loaders, first }) => loaders.models.connection(readList({ first }, modelOrders))),
    aliasesOfModel: many(models, (loaders, key) => loaders.aliasesOfModel.load(key)),
    aliasesOfModelVersion: many(keysIn('model_alias', 'version_id'), (loaders, key) =>
      loaders.aliasesOfModelVersion.load(key),
    ),
    aliasChangesOfModel: connection(models, ({ loaders, first }, key) =>
      loaders.aliasChangesOfModel.connection(key, readList({ first }, aliasChangeOrder)),
    ),
    modelVersion: one(modelVersions, (loaders, key) => loaders.modelVersion.load(key)),
    modelVersions: list(({ loaders, first }) =>
      loaders.modelVersions.connection(readList({ first }, allModelVersionsOrder)),
    ),
    signatureOfModelVersion: one(modelVersions, (loaders, key) => loaders.signatureOfModelVersion.load(key)),
    latestVersionOfModel: one(models, (loaders, key) => loaders.latestVersionOfModel.load(key)),
    versionsOfModel: connection(models, ({ loaders, first }, key) =>
      loaders.versionsOfModel.connection(key, readList({ first }, modelVersionOrder)),
    ),
    versionsOfRun: many(keysIn('model_version', 'run_id'), (loaders, key) => loaders.versionsOfRun.load(key), NO_UUID),

    featureView: one(keysIn('feature_view', 'name'), (loaders, key) => loaders.featureView.load(key)),
    featureViews: list(({ loaders, first }) => loaders.featureViews.connection(readList({ first }, featureViewOrder))),
    viewsOfDatasetVersion: connection(keysIn('feature_view_source', 'dataset_version_id'), ({ loaders, first }, key) =>
      loaders.viewsOfDatasetVersion.connection(key, readList({ first }, featureViewOrder)),
    ),
    featuresOfRevision: one(revisions, (loaders, key) => loaders.featuresOfRevision.load(key), 'not-there@1'),
    sourcesOfRevision: many(revisions, (loaders, key) => loaders.sourcesOfRevision.load(key), 'not-there@1'),
    readersOfFeatureView: connection(keysIn('feature_view', 'name'), ({ loaders, first }, key) =>
      loaders.readersOfFeatureView.connection(key, readList({ first }, readerOrder)),
    ),
    featureSourcesOfModelVersion: many(keysIn('model_version_feature_view', 'model_version_id'), (loaders, key) =>
      loaders.featureSourcesOfModelVersion.load(key),
    ),

    run: one(runs, (loaders, key) => loaders.run.load(key), NO_UUID),
    runs: list(({ loaders, first }) => loaders.runs.connection(readList({ first }, runOrders))),
    runsOfModel: connection(models, ({ loaders, first }, key) =>
      loaders.runsOfModel.connection(key, readList({ first }, runOrders)),
    ),
    runsOfGroup: connection(keysIn('run_group', 'id'), ({ loaders, first }, key) =>
      loaders.runsOfGroup.connection(key, readList({ first }, runOrders)),
    ),
    childrenOfRun: connection(
      keysIn('run', 'parent_id'),
      ({ loaders, first }, key) => loaders.childrenOfRun.connection(key, readList({ first }, runOrders)),
      NO_UUID,
    ),
    runsOnDataset: connection(datasets, ({ loaders, first }, key) =>
      loaders.runsOnDataset.connection(key, readList({ first }, runOrders)),
    ),
    runsOnDatasetVersion: connection(datasetVersions, ({ loaders, first }, key) =>
      loaders.runsOnDatasetVersion.connection(key, readList({ first }, runOrders)),
    ),
    bestRunOfModel: best(models, (loaders, criterion) => loaders.bestRunOfModel(criterion).load),
    bestRunOfDataset: best(datasets, (loaders, criterion) => loaders.bestRunOfDataset(criterion).load),
    inputsOfRun: many(keysIn('run_input', 'run_id'), (loaders, key) => loaders.inputsOfRun.load(key), NO_UUID),
    metricsOfRun: many(keysIn('run_metric', 'run_id'), (loaders, key) => loaders.metricsOfRun.load(key), NO_UUID),
    parametersOfRun: many(
      keysIn('run_parameter', 'run_id'),
      (loaders, key) => loaders.parametersOfRun.load(key),
      NO_UUID,
    ),
    historiesOfRun: {
      ...many(
        keysIn('run_metric', 'run_id'),
        (loaders, key) => loaders.historiesOfRun(readThinning(['accuracy'], 5)).load(key),
        NO_UUID,
      ),
      loadOtherwise: (loaders, key) => loaders.historiesOfRun(readThinning(null, 2)).load(key),
    },
    pointsOfRun: connection(
      keysIn('run_metric', 'run_id'),
      ({ loaders, first }, key) =>
        loaders.pointsOfRun.connection(key, {
          ...readList<never>({ first }, metricPointOrder('asc')),
          name: 'accuracy',
        }),
      NO_UUID,
    ),
    artifactsOfRun: connection(
      keysIn('run_artifact', 'run_id'),
      ({ loaders, first }, key) =>
        loaders.artifactsOfRun.connection(key, { ...readList<never>({ first }, artifactOrder), under: '' }),
      NO_UUID,
    ),
    runGroup: one(keysIn('run_group', 'id'), (loaders, key) => loaders.runGroup.load(key)),
    runGroups: list(({ loaders, first }) => loaders.runGroups.connection(readList({ first }, runGroupOrders))),

    deployment: one(deployments, (loaders, key) => loaders.deployment.load(key), NO_UUID),
    deployments: list(({ loaders, first }) => loaders.deployments.connection(readList({ first }, deploymentOrders))),
    deploymentsOfModel: connection(models, ({ loaders, first }, key) =>
      loaders.deploymentsOfModel.connection(key, readList({ first }, deploymentOrders)),
    ),
    deploymentsOfModelVersion: connection(modelVersions, ({ loaders, first }, key) =>
      loaders.deploymentsOfModelVersion.connection(key, readList({ first }, deploymentOrders)),
    ),
    deploymentSummaries: list(({ loaders, first }) =>
      loaders.deploymentSummaries.connection(readList({ first }, deploymentOrders)),
    ),
    eventsOfDeployment: connection(
      deployments,
      ({ loaders, first }, key) =>
        loaders.eventsOfDeployment.connection(key, readList({ first }, deploymentEventOrder)),
      NO_UUID,
    ),
    rollbackTargetOfDeployment: one(
      deployments,
      (loaders, key) => loaders.rollbackTargetOfDeployment(['production']).load(key),
      NO_UUID,
    ),

    metricDefinitions: list(({ loaders, first }) =>
      loaders.metricDefinitions.connection(readList({ first }, metricDefinitionOrder)),
    ),
    modelPerformances: list(({ loaders, first }) =>
      loaders.modelPerformances.connection(readList({ first }, runOrders)),
    ),
    auditEvents: list(({ loaders, first }) => loaders.auditEvents.connection(readList({ first }, auditEventOrder))),
    syncState: {
      keys: models,
      load: (loaders, key) => loaders.syncState.load(servingCopy(key)),
      nothing: 'PENDING',
    },
  };
}

/** The best run by accuracy, and the worst. */
function best(keys: Keys, loader: (loaders: Loaders, criterion: Criterion) => ByKey): Case {
  return {
    keys,
    load: (loaders, key) => loader(loaders, { metric: 'accuracy', goal: null })(key),
    loadOtherwise: (loaders, key) => loader(loaders, { metric: 'accuracy', goal: 'MINIMIZE' })(key),
  };
}
