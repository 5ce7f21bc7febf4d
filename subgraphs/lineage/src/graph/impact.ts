import { type Kysely, sql } from 'kysely';
import { datasetVersionFields } from '../dataset-versions.ts';
import { shownViews } from '../feature-views.ts';
import { paged, parents } from '../keyset.ts';
import type { List } from '../list.ts';
import { modelVersionFields } from '../model-versions.ts';
import type { Database } from '../tables.ts';

/**
 * What builds on the dataset version of the outer row, itself included: data derived by name or by a run, what learned
 * from it, and what callers' edges lead to. A UNION without a depth goes by each node once, so cycles end. A run is come
 * by along callers' edges alone: what merely was tested on data did not learn from it. A view is come by at the revision
 * that the data fills and left at that; a caller's edge leads to all of its revisions.
 */
const reached = sql<{ type: string; id: string }>`(
  with recursive reached(type, id, revision) as (
    select 'DATASET_VERSION'::text, parent.parent_id collate "C", null::integer
    union
    select next.type, next.id collate "C", next.revision from reached cross join lateral (
      select 'DATASET_VERSION'::text as type, derived_id as id, null::integer as revision from dataset_derivation
      where reached.type = 'DATASET_VERSION' and source_id = reached.id
      union all
      select 'DATASET_VERSION', v.id, null from run_input i join dataset_version v on v.produced_by = i.run_id
      where reached.type = 'DATASET_VERSION' and i.dataset_version_id = reached.id
      union all
      select 'MODEL_VERSION', model_version_id, null from model_version_dataset
      where reached.type = 'DATASET_VERSION' and dataset_version_id = reached.id
      union all
      select 'FEATURE_VIEW', view_name, feature_view_source.revision from feature_view_source
      where reached.type = 'DATASET_VERSION' and dataset_version_id = reached.id
      union all
      select 'MODEL_VERSION', model_version_id, null from model_version_feature_view read
      where reached.type = 'FEATURE_VIEW' and view_name = reached.id
        and read.revision = coalesce(reached.revision, read.revision)
      union all
      select 'DATASET_VERSION', id, null from dataset_version
      where produced_by = case when reached.type = 'TRAINING_RUN' and reached.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then reached.id::uuid end
      union all
      select 'MODEL_VERSION', id, null from model_version
      where run_id = case when reached.type = 'TRAINING_RUN' and reached.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then reached.id::uuid end
      union all
      select to_type, to_id, null from lineage_edge where from_type = reached.type and from_id = reached.id
    ) next
  )
  select distinct type, id from reached
)`.as<'reached'>(sql`reached`);

const derivedVersions = (db: Kysely<Database>) =>
  db
    .selectFrom(reached)
    .innerJoin('datasetVersion', 'datasetVersion.id', 'reached.id')
    .where('reached.type', '=', 'DATASET_VERSION')
    .where('datasetVersion.id', '<>', sql<string>`parent.parent_id`);

const filledViews = (db: Kysely<Database>) =>
  shownViews(db).innerJoin(reached, 'reached.id', 'featureView.name').where('reached.type', '=', 'FEATURE_VIEW');

const learnedVersions = (db: Kysely<Database>) =>
  db
    .selectFrom(reached)
    .innerJoin('modelVersion', 'modelVersion.id', 'reached.id')
    .where('reached.type', '=', 'MODEL_VERSION');

const liveDeployments = (db: Kysely<Database>) =>
  db
    .selectFrom(reached)
    .innerJoin('deployment', 'deployment.modelVersionId', 'reached.id')
    .where('reached.type', '=', 'MODEL_VERSION')
    .where('deployment.status', '=', 'LIVE');

type Ids = readonly string[];
type Db = Kysely<Database>;

export const pageImpactedDatasetVersions = (db: Db, ids: Ids, { order, page }: List) =>
  db
    .selectFrom(parents(ids))
    .innerJoinLateral(paged(derivedVersions(db).select(datasetVersionFields), order, page).as('hit'), (on) =>
      on.onTrue(),
    )
    .selectAll()
    .execute();

export const pageImpactedFeatureViews = (db: Db, ids: Ids, { order, page }: List) =>
  db
    .selectFrom(parents(ids))
    .innerJoinLateral(paged(filledViews(db), order, page).as('hit'), (on) => on.onTrue())
    .selectAll()
    .execute();

export const pageImpactedModelVersions = (db: Db, ids: Ids, { order, page }: List) =>
  db
    .selectFrom(parents(ids))
    .innerJoinLateral(paged(learnedVersions(db).select(modelVersionFields), order, page).as('hit'), (on) => on.onTrue())
    .selectAll()
    .execute();

export const pageImpactedDeployments = (db: Db, ids: Ids, { order, page }: List) =>
  db
    .selectFrom(parents(ids))
    .innerJoinLateral(paged(liveDeployments(db).selectAll('deployment'), order, page).as('hit'), (on) => on.onTrue())
    .selectAll()
    .execute();

const count = sql<number>`count(*)`.as('count');

const counted = {
  datasetVersion: (db: Db) => derivedVersions(db).select(count).as('hit'),
  featureView: (db: Db) => filledViews(db).clearSelect().select(count).as('hit'),
  modelVersion: (db: Db) => learnedVersions(db).select(count).as('hit'),
  deployment: (db: Db) => liveDeployments(db).select(count).as('hit'),
};

export type Impacted = keyof typeof counted;

export const countImpacted = (db: Db, what: Impacted, ids: Ids) =>
  db
    .selectFrom(parents(ids))
    .innerJoinLateral(counted[what](db), (on) => on.onTrue())
    .selectAll()
    .execute();
