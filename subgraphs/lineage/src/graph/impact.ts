import type { List } from '@tributary/common/lists/list';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import { type Kysely, sql } from 'kysely';
import { type DatasetVersionRow, datasetVersionFields } from '../datasets/dataset-versions.ts';
import type { DeploymentRow } from '../deployments/deployments.ts';
import { type FeatureViewRow, selectFeatureViews } from '../feature-views/feature-views.ts';
import { learnedFrom } from '../learned-from.ts';
import { selectCount } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import { type ModelVersionRow, modelVersionFields } from '../models/model-versions.ts';
import type { Database } from '../tables.ts';
import { derivedFrom } from './derivation-rule.ts';
import { toIdColumn } from './node-kinds.ts';

const reachedId = sql.ref<string>('reached.id');
const reachedRun = toIdColumn('TRAINING_RUN', reachedId);
const reachedDeployment = toIdColumn('DEPLOYMENT', reachedId);

/**
 * What builds on the dataset version of the parent, itself included: data that derives from it, what learned from it,
 * where that is deployed, and what callers' edges lead to. A UNION without a depth visits each node once, so cycles end.
 * A run that read the data leads on by what it wrote and by callers' edges, and not to its model versions: it may only
 * have tested them on the data. Nor does a view that the data fills lead to its readers, who may have learned from
 * another revision. What a caller's edge leads to is followed whole.
 */
const reached = sql<{ type: string; id: string }>`(
  with recursive reached(type, id, whole) as (
    select 'DATASET_VERSION'::text, ${parentKey} collate "C", true
    union
    select next.type, next.id collate "C", next.whole from reached cross join lateral (
      select 'DATASET_VERSION'::text as type, derived.id, true as whole from (${derivedFrom(reachedId)}) derived
      where reached.type = 'DATASET_VERSION'
      union all
      select 'MODEL_VERSION', model_version_id, true from ${learnedFrom} learned
      where reached.type = 'DATASET_VERSION' and dataset_version_id = reached.id
      union all
      select 'FEATURE_VIEW', view_name, false from feature_view_source
      where reached.type = 'DATASET_VERSION' and dataset_version_id = reached.id
      union all
      select 'MODEL_VERSION', model_version_id, true from model_version_feature_view
      where reached.type = 'FEATURE_VIEW' and reached.whole and view_name = reached.id
      union all
      select 'DATASET_VERSION', id, true from dataset_version
      where reached.type = 'TRAINING_RUN' and produced_by = ${reachedRun}
      union all
      select 'MODEL_VERSION', id, true from model_version
      where reached.type = 'TRAINING_RUN' and run_id = ${reachedRun}
      union all
      select 'DEPLOYMENT', deployment.id::text, true from deployment
      where reached.type = 'MODEL_VERSION' and model_version_id = reached.id
      union all
      select to_type, to_id, true from lineage_edge where from_type = reached.type and from_id = reached.id
      union all
      select told.to_type, told.to_id, true
      from run_input join lineage_edge told on told.from_type = 'TRAINING_RUN' and told.from_id = run_input.run_id::text
      where reached.type = 'DATASET_VERSION' and run_input.dataset_version_id = reached.id
    ) next
  )
  select distinct type, id from reached
)`.as<'reached'>(sql`reached`);

type Db = Kysely<Database>;
type Ids = readonly string[];

const selectDatasetVersions = (db: Db) =>
  db
    .selectFrom(reached)
    .innerJoin('datasetVersion', 'datasetVersion.id', 'reached.id')
    .where('reached.type', '=', 'DATASET_VERSION')
    .where('datasetVersion.id', '<>', parentKey)
    .select(datasetVersionFields);

const selectViews = (db: Db) =>
  selectFeatureViews(db)
    .innerJoin(reached, 'reached.id', 'featureView.name')
    .where('reached.type', '=', 'FEATURE_VIEW');

const selectModelVersions = (db: Db) =>
  db
    .selectFrom(reached)
    .innerJoin('modelVersion', 'modelVersion.id', 'reached.id')
    .where('reached.type', '=', 'MODEL_VERSION')
    .select(modelVersionFields);

const selectLiveDeployments = (db: Db) =>
  db
    .selectFrom(reached)
    .innerJoin('deployment', (join) => join.on('deployment.id', '=', reachedDeployment))
    .where('reached.type', '=', 'DEPLOYMENT')
    .where('deployment.status', '=', 'LIVE')
    .selectAll('deployment');

export const pageImpactedDatasetVersions = (
  db: Db,
  versionIds: Ids,
  list: List,
): Promise<(DatasetVersionRow & OfParent)[]> => perParent(db, versionIds, takePage(selectDatasetVersions(db), list));

export const countImpactedDatasetVersions = (db: Db, versionIds: Ids): Promise<ParentCount[]> =>
  perParent(db, versionIds, selectCount(selectDatasetVersions(db)));

export const pageImpactedFeatureViews = (db: Db, versionIds: Ids, list: List): Promise<(FeatureViewRow & OfParent)[]> =>
  perParent(db, versionIds, takePage(selectViews(db), list));

export const countImpactedFeatureViews = (db: Db, versionIds: Ids): Promise<ParentCount[]> =>
  perParent(db, versionIds, selectCount(selectViews(db)));

export const pageImpactedModelVersions = (
  db: Db,
  versionIds: Ids,
  list: List,
): Promise<(ModelVersionRow & OfParent)[]> => perParent(db, versionIds, takePage(selectModelVersions(db), list));

export const countImpactedModelVersions = (db: Db, versionIds: Ids): Promise<ParentCount[]> =>
  perParent(db, versionIds, selectCount(selectModelVersions(db)));

export const pageImpactedDeployments = (db: Db, versionIds: Ids, list: List): Promise<(DeploymentRow & OfParent)[]> =>
  perParent(db, versionIds, takePage(selectLiveDeployments(db), list));

export const countImpactedDeployments = (db: Db, versionIds: Ids): Promise<ParentCount[]> =>
  perParent(db, versionIds, selectCount(selectLiveDeployments(db)));
