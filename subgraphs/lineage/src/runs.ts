import type { CursorValue } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from './database.ts';
import { newestFirst, paged, parents } from './keyset.ts';
import type { List } from './list.ts';

export type Run = Selectable<Database['run']>;
export type RunRow = Run & { cursor: CursorValue[] };
export type RunInput = Selectable<Database['runInput']>;
export type RunMetric = Selectable<Database['runMetric']>;

/** The columns by which runs belong to something, so that one function pages and one counts them all. */
export type RunParent = 'modelId' | 'groupId' | 'parentId';

export const runOrder = newestFirst('run', 'uuid');

export function findRunsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Run[]> {
  return db.selectFrom('run').selectAll().where('id', 'in', ids).execute();
}

export function pageRuns(db: Kysely<Database>, { order, page, includeArchived }: List): Promise<RunRow[]> {
  return paged(allRuns(db, includeArchived).selectAll(), order, page).execute();
}

export async function countRuns(db: Kysely<Database>, { includeArchived }: List): Promise<number> {
  const { count } = await allRuns(db, includeArchived)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const allRuns = (db: Kysely<Database>, includeArchived: boolean) =>
  db.selectFrom('run').$if(!includeArchived, (query) => query.where('archivedAt', 'is', null));

export function pageRunsByParentIds(
  db: Kysely<Database>,
  parent: RunParent,
  ids: readonly string[],
  { order, page, includeArchived }: List,
): Promise<RunRow[]> {
  return db
    .selectFrom(parents(ids, parent === 'parentId' ? 'uuid' : 'text'))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb
            .selectFrom('run')
            .selectAll()
            .whereRef(parent, '=', 'parent.parentId')
            .$if(!includeArchived, (query) => query.where('archivedAt', 'is', null)),
          order,
          page,
        ).as('run'),
      (join) => join.onTrue(),
    )
    .selectAll('run')
    .execute();
}

export function countRunsByParentIds(
  db: Kysely<Database>,
  parent: RunParent,
  ids: readonly string[],
  { includeArchived }: List,
) {
  return allRuns(db, includeArchived)
    .select((eb) => [eb.ref(parent).as('parentId'), eb.fn.countAll<number>().as('count')])
    .where(parent, 'in', ids)
    .groupBy(parent)
    .execute();
}

/** The runs that read a dataset version, or any version of a dataset, in whatever role. */
export type RunSource = 'datasetVersionId' | 'datasetId';

export function pageRunsBySourceIds(
  db: Kysely<Database>,
  source: RunSource,
  ids: readonly string[],
  { order, page, includeArchived }: List,
): Promise<(RunRow & { parentId: string | null; sourceId: string })[]> {
  return db
    .selectFrom(parents(ids))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb
            .selectFrom('run')
            .selectAll()
            .where(({ exists, selectFrom }) =>
              exists(
                selectFrom('runInput')
                  .innerJoin('datasetVersion', 'datasetVersion.id', 'runInput.datasetVersionId')
                  .select('runInput.runId')
                  .whereRef('runInput.runId', '=', 'run.id')
                  .whereRef(
                    source === 'datasetId' ? 'datasetVersion.datasetId' : 'datasetVersion.id',
                    '=',
                    'parent.parentId',
                  ),
              ),
            )
            .$if(!includeArchived, (query) => query.where('archivedAt', 'is', null)),
          order,
          page,
        ).as('run'),
      (join) => join.onTrue(),
    )
    .selectAll('run')
    .select('parent.parentId as sourceId')
    .execute();
}

export function countRunsBySourceIds(
  db: Kysely<Database>,
  source: RunSource,
  ids: readonly string[],
  { includeArchived }: List,
) {
  const column = source === 'datasetId' ? 'datasetVersion.datasetId' : 'datasetVersion.id';
  return db
    .selectFrom('run')
    .innerJoin('runInput', 'runInput.runId', 'run.id')
    .innerJoin('datasetVersion', 'datasetVersion.id', 'runInput.datasetVersionId')
    .select((eb) => [eb.ref(column).as('sourceId'), eb.fn.count<number>('run.id').distinct().as('count')])
    .where(column, 'in', ids)
    .$if(!includeArchived, (query) => query.where('run.archivedAt', 'is', null))
    .groupBy(column)
    .execute();
}

export function findInputsByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<RunInput[]> {
  return db.selectFrom('runInput').selectAll().where('runId', 'in', runIds).orderBy('position').execute();
}

export function findMetricsByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<RunMetric[]> {
  return db.selectFrom('runMetric').selectAll().where('runId', 'in', runIds).orderBy('name').execute();
}
