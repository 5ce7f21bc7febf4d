import type { List } from '@tributary/common/lists/list';
import { connectionBy } from '@tributary/common/loaders';
import type { Kysely } from 'kysely';
import * as impact from '../graph/impact.ts';
import type { Database } from '../tables.ts';

/** By the ids of dataset versions. */
export const createImpactLoaders = (db: Kysely<Database>) => ({
  impactedDatasetVersions: connectionBy(
    (ids, list: List) => impact.pageImpactedDatasetVersions(db, ids, list),
    (ids) => impact.countImpactedDatasetVersions(db, ids),
  ),
  impactedFeatureViews: connectionBy(
    (ids, list: List) => impact.pageImpactedFeatureViews(db, ids, list),
    (ids) => impact.countImpactedFeatureViews(db, ids),
  ),
  impactedModelVersions: connectionBy(
    (ids, list: List) => impact.pageImpactedModelVersions(db, ids, list),
    (ids) => impact.countImpactedModelVersions(db, ids),
  ),
  impactedDeployments: connectionBy(
    (ids, list: List) => impact.pageImpactedDeployments(db, ids, list),
    (ids) => impact.countImpactedDeployments(db, ids),
  ),
});
