import type { CursorValue } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { isStorable } from '../ids.ts';
import { countPerParent, countRows } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { Database } from '../tables.ts';
import { toExpression } from './run-orders.ts';
import { type RunList, type RunSelection, selectRuns } from './run-selection.ts';
import { pageRunsByMetric } from './runs-by-metric.ts';

export type Run = Selectable<Database['run']>;
export type RunRow = Run & { cursor: CursorValue[] };

export function findRunsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Run[]> {
  return db.selectFrom('run').selectAll().where('id', 'in', ids).execute();
}

const takePageOfRuns = <O>(query: SelectQueryBuilder<Database, 'run', O>, list: RunList) =>
  takePage(query, list, toExpression);

export async function pageRuns(db: Kysely<Database>, list: RunList): Promise<RunRow[]> {
  const [key, ...others] = list.order;
  if (key?.metric !== undefined && others.length === 1 && isStorable(key.metric)) {
    return pageRunsByMetric(db, list, key.metric, key.direction);
  }
  return takePageOfRuns(selectRuns(db, list).selectAll('run'), list).execute();
}

export const countRuns = (db: Kysely<Database>, selection: RunSelection): Promise<number> =>
  countRows(selectRuns(db, selection));

/** The columns by which a run belongs to something. */
export type RunParent = 'modelId' | 'groupId' | 'parentId';

export function pageRunsByParentIds(
  db: Kysely<Database>,
  parent: RunParent,
  ids: readonly string[],
  list: RunList,
): Promise<(RunRow & OfParent)[]> {
  const ofParent = selectRuns(db, list).selectAll('run').where(`run.${parent}`, '=', parentKey);
  return perParent(db, ids, takePageOfRuns(ofParent, list), parent === 'parentId' ? 'uuid' : 'text');
}

export const countRunsByParentIds = (
  db: Kysely<Database>,
  parent: RunParent,
  ids: readonly string[],
  selection: RunSelection,
): Promise<ParentCount[]> => countPerParent(selectRuns(db, selection), `run.${parent}`, ids);

/** What a run may have read, in whatever role: a dataset version, or any version of a dataset. */
export type RunSource = 'datasetVersionId' | 'datasetId';

const sourceColumns = { datasetId: 'datasetVersion.datasetId', datasetVersionId: 'datasetVersion.id' } as const;

export function pageRunsBySourceIds(
  db: Kysely<Database>,
  source: RunSource,
  ids: readonly string[],
  list: RunList,
): Promise<(RunRow & OfParent)[]> {
  const readers = selectRuns(db, list)
    .selectAll('run')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('runInput')
          .innerJoin('datasetVersion', 'datasetVersion.id', 'runInput.datasetVersionId')
          .select('runInput.runId')
          .whereRef('runInput.runId', '=', 'run.id')
          .where(sourceColumns[source], '=', parentKey),
      ),
    );
  return perParent(db, ids, takePageOfRuns(readers, list));
}

/** A run counts once, however many versions of a dataset it has read. */
export function countRunsBySourceIds(
  db: Kysely<Database>,
  source: RunSource,
  ids: readonly string[],
  selection: RunSelection,
): Promise<ParentCount[]> {
  const column = sourceColumns[source];
  return selectRuns(db, selection)
    .innerJoin('runInput', 'runInput.runId', 'run.id')
    .innerJoin('datasetVersion', 'datasetVersion.id', 'runInput.datasetVersionId')
    .select([sql.ref<string>(column).as('parentKey'), sql<number>`count(distinct run.id)`.as('count')])
    .where(column, 'in', ids)
    .groupBy(column)
    .execute();
}
