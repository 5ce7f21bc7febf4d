import type { List } from '@tributary/common/lists/list';
import { connectionBy, manyBy, memoizedConnection, oneBy } from '@tributary/common/loaders';
import type { Kysely } from 'kysely';
import * as readers from '../feature-views/feature-view-readers.ts';
import * as revisions from '../feature-views/feature-view-revisions.ts';
import * as views from '../feature-views/feature-views.ts';
import type { Database } from '../tables.ts';

export const createFeatureViewLoaders = (db: Kysely<Database>) => ({
  featureView: oneBy(
    (names) => views.findFeatureViewsByNames(db, names),
    (row) => row.name,
  ),
  featureViews: memoizedConnection(
    (list: List) => views.pageFeatureViews(db, list),
    () => views.countFeatureViews(db),
  ),
  viewsOfDatasetVersion: connectionBy(
    (ids, list: List) => views.pageViewsBySourceIds(db, ids, list),
    (ids) => views.countViewsBySourceIds(db, ids),
  ),
  featuresOfRevision: oneBy((keys) => revisions.findFeaturesByRevisions(db, keys), revisions.revisionKey),
  sourcesOfRevision: manyBy(
    (keys) => revisions.findSourcesByRevisions(db, keys),
    ({ viewName, revision }) => revisions.revisionKey({ name: viewName, revision }),
  ),
  readersOfFeatureView: connectionBy(
    (names, list: List) => readers.pageReadersByViewNames(db, names, list),
    (names) => readers.countReadersByViewNames(db, names),
  ),
  featureSourcesOfModelVersion: manyBy(
    (ids) => readers.findFeatureSourcesByModelVersionIds(db, ids),
    (row) => row.modelVersionId,
  ),
});
