import type { List } from '@tributary/common/lists/list';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import type { Kysely, Selectable } from 'kysely';
import { countPerParent, countRows } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { Database } from '../tables.ts';

type Revision = Selectable<Database['featureViewRevision']>;

/** A view as its newest revision says. The features, which may be many, are read where they are asked for. */
export type FeatureView = Selectable<Database['featureView']> & Pick<Revision, 'ttlSeconds'>;
export type FeatureViewRow = FeatureView & { cursor: CursorValue[] };

export const featureViewOrder: readonly SortKey[] = [{ name: 'featureView.name', kind: 'text', direction: 'asc' }];

export const selectFeatureViews = (db: Kysely<Database>) =>
  db
    .selectFrom('featureView')
    .innerJoin('featureViewRevision as newest', (join) =>
      join.onRef('newest.viewName', '=', 'featureView.name').onRef('newest.revision', '=', 'featureView.revision'),
    )
    .selectAll('featureView')
    .select('newest.ttlSeconds');

export function findFeatureViewsByNames(db: Kysely<Database>, names: readonly string[]): Promise<FeatureView[]> {
  return selectFeatureViews(db).where('featureView.name', 'in', names).execute();
}

export const pageFeatureViews = (db: Kysely<Database>, list: List): Promise<FeatureViewRow[]> =>
  takePage(selectFeatureViews(db).where('featureView.deletedAt', 'is', null), list).execute();

export const countFeatureViews = (db: Kysely<Database>): Promise<number> =>
  countRows(db.selectFrom('featureView').where('deletedAt', 'is', null));

/** The views whose newest revision each dataset version fills. */
export function pageViewsBySourceIds(
  db: Kysely<Database>,
  datasetVersionIds: readonly string[],
  list: List,
): Promise<(FeatureViewRow & OfParent)[]> {
  const filled = selectFeatureViews(db)
    .innerJoin('featureViewSource', (join) =>
      join
        .onRef('featureViewSource.viewName', '=', 'newest.viewName')
        .onRef('featureViewSource.revision', '=', 'newest.revision'),
    )
    .where('featureViewSource.datasetVersionId', '=', parentKey)
    .where('featureView.deletedAt', 'is', null);
  return perParent(db, datasetVersionIds, takePage(filled, list));
}

export function countViewsBySourceIds(
  db: Kysely<Database>,
  datasetVersionIds: readonly string[],
): Promise<ParentCount[]> {
  const filled = db
    .selectFrom('featureViewSource')
    .innerJoin('featureView', (join) =>
      join
        .onRef('featureView.name', '=', 'featureViewSource.viewName')
        .onRef('featureView.revision', '=', 'featureViewSource.revision'),
    )
    .where('featureView.deletedAt', 'is', null);
  return countPerParent(filled, 'featureViewSource.datasetVersionId', datasetVersionIds);
}
