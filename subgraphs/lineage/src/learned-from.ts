import { sql } from 'kysely';

/**
 * What each model version learned from, as a subquery of `model_version_id` and `dataset_version_id`: the dataset
 * versions that were named, and those that fill the feature views which it reads, at the revisions which it reads.
 */
export const learnedFrom = sql<{ modelVersionId: string; datasetVersionId: string }>`(
  select model_version_id, dataset_version_id from model_version_dataset
  union all
  select read.model_version_id, source.dataset_version_id
  from model_version_feature_view read
  join feature_view_source source on (source.view_name, source.revision) = (read.view_name, read.revision)
)`;
