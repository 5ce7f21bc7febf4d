import type { CursorValue, SortKey } from '@tributary/common/page';
import { type Kysely, type Selectable, sql } from 'kysely';
import { datasetVersionFields } from './dataset-versions.ts';
import { paged, parents } from './keyset.ts';
import type { List } from './list.ts';
import { type ModelVersionRow, modelVersionFields } from './model-versions.ts';
import type { Database } from './tables.ts';

type Revision = Selectable<Database['featureViewRevision']>;

/** A view as its newest revision says. The features, which may be many, are read where they are asked for. */
export type FeatureView = Selectable<Database['featureView']> & Pick<Revision, 'ttlSeconds'>;
export type FeatureViewRow = FeatureView & { cursor: CursorValue[] };
export type FeatureSource = Selectable<Database['modelVersionFeatureView']>;

/** The model versions that read a view, the newest first. */
export const readerOrder: readonly SortKey[] = [
  { name: 'modelVersionFeatureView.createdAt', kind: 'time', direction: 'desc' },
  { name: 'modelVersionFeatureView.modelVersionId', kind: 'text', direction: 'desc' },
];
export const featureViewOrder: readonly SortKey[] = [{ name: 'featureView.name', kind: 'text', direction: 'asc' }];

export const shownViews = (db: Kysely<Database>) =>
  db
    .selectFrom('featureView')
    .innerJoin('featureViewRevision as newest', (join) =>
      join.onRef('newest.viewName', '=', 'featureView.name').onRef('newest.revision', '=', 'featureView.revision'),
    )
    .selectAll('featureView')
    .select('newest.ttlSeconds');

export function findFeatureViewsByNames(db: Kysely<Database>, names: readonly string[]): Promise<FeatureView[]> {
  return shownViews(db).where('featureView.name', 'in', names).execute();
}

export function pageFeatureViews(db: Kysely<Database>, { order, page }: List): Promise<FeatureViewRow[]> {
  return paged(shownViews(db).where('featureView.deletedAt', 'is', null), order, page).execute();
}

export async function countFeatureViews(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('featureView')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deletedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Names a revision: what a view is shown with belongs to the revision that it was read at, though it may have another by then. */
export const revisionKey = ({ name, revision }: Pick<FeatureView, 'name' | 'revision'>) => `${name}@${revision}`;

/** Revisions by their keys, as rows. */
function revisions(keys: readonly string[]) {
  const parts = keys.map((key) => key.split('@'));
  const names = parts.map(([name]) => name);
  const numbers = parts.map(([, number]) => Number(number));
  return sql<{ viewName: string; revision: number }>`unnest(${names}::text[], ${numbers}::integer[])`.as<'wanted'>(
    sql`wanted(view_name, revision)`,
  );
}

export function findFeaturesByRevisions(db: Kysely<Database>, keys: readonly string[]) {
  return db
    .selectFrom(revisions(keys))
    .innerJoin('featureViewRevision as known', (join) =>
      join.onRef('known.viewName', '=', 'wanted.viewName').onRef('known.revision', '=', 'wanted.revision'),
    )
    .select(['wanted.viewName as name', 'wanted.revision', 'known.features'])
    .execute();
}

/** The dataset versions that fill each revision. */
export function findSourcesByRevisions(db: Kysely<Database>, keys: readonly string[]) {
  return db
    .selectFrom(revisions(keys))
    .innerJoin('featureViewSource as filled', (join) =>
      join.onRef('filled.viewName', '=', 'wanted.viewName').onRef('filled.revision', '=', 'wanted.revision'),
    )
    .innerJoin('datasetVersion', 'datasetVersion.id', 'filled.datasetVersionId')
    .select(datasetVersionFields)
    .select(['wanted.viewName', 'wanted.revision'])
    .orderBy('datasetVersion.id')
    .execute();
}

/** The model versions that read each view, at whatever revision. */
export function pageReadersByViewNames(
  db: Kysely<Database>,
  names: readonly string[],
  { order, page }: List,
): Promise<(ModelVersionRow & { viewName: string })[]> {
  return db
    .selectFrom(parents(names))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb
            .selectFrom('modelVersionFeatureView')
            .innerJoin('modelVersion', 'modelVersion.id', 'modelVersionFeatureView.modelVersionId')
            .select(modelVersionFields)
            .whereRef('modelVersionFeatureView.viewName', '=', 'parent.parentId'),
          order,
          page,
        ).as('reader'),
      (join) => join.onTrue(),
    )
    .selectAll('reader')
    .select('parent.parentId as viewName')
    .execute();
}

export function countReadersByViewNames(db: Kysely<Database>, names: readonly string[]) {
  return db
    .selectFrom('modelVersionFeatureView')
    .select((eb) => ['viewName', eb.fn.countAll<number>().as('count')])
    .where('viewName', 'in', names)
    .groupBy('viewName')
    .execute();
}

/** The views whose newest revision each dataset version fills. */
export function pageViewsBySourceIds(
  db: Kysely<Database>,
  datasetVersionIds: readonly string[],
  { order, page }: List,
): Promise<(FeatureViewRow & { sourceId: string })[]> {
  const filled = shownViews(db)
    .innerJoin('featureViewSource', (join) =>
      join
        .onRef('featureViewSource.viewName', '=', 'newest.viewName')
        .onRef('featureViewSource.revision', '=', 'newest.revision'),
    )
    .where('featureViewSource.datasetVersionId', '=', sql.ref<string>('parent.parentId'))
    .where('featureView.deletedAt', 'is', null);
  return db
    .selectFrom(parents(datasetVersionIds))
    .innerJoinLateral(paged(filled, order, page).as('view'), (join) => join.onTrue())
    .selectAll('view')
    .select('parent.parentId as sourceId')
    .execute();
}

export function countViewsBySourceIds(db: Kysely<Database>, datasetVersionIds: readonly string[]) {
  return db
    .selectFrom('featureViewSource')
    .innerJoin('featureView', (join) =>
      join
        .onRef('featureView.name', '=', 'featureViewSource.viewName')
        .onRef('featureView.revision', '=', 'featureViewSource.revision'),
    )
    .select((eb) => ['featureViewSource.datasetVersionId as sourceId', eb.fn.countAll<number>().as('count')])
    .where('featureViewSource.datasetVersionId', 'in', datasetVersionIds)
    .where('featureView.deletedAt', 'is', null)
    .groupBy('featureViewSource.datasetVersionId')
    .execute();
}

/** The views that each model version reads, each at the revision that it was trained with. */
export function findFeatureSourcesByModelVersionIds(
  db: Kysely<Database>,
  versionIds: readonly string[],
): Promise<FeatureSource[]> {
  return db
    .selectFrom('modelVersionFeatureView')
    .selectAll()
    .where('modelVersionId', 'in', versionIds)
    .orderBy('viewName')
    .execute();
}
