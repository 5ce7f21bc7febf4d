import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { Kysely, Selectable } from 'kysely';
import { takePage } from '../lists/keyset.ts';
import type { Database } from '../tables.ts';
import { hasFiniteValue } from './run-orders.ts';
import { type RunList, selectRuns } from './run-selection.ts';

type RunRow = Selectable<Database['run']> & { cursor: CursorValue[] };

/**
 * A page of runs by one metric. It goes along the index of the metric's values. Runs without a value come last: a second
 * statement reads them, once the page reaches them.
 */
export async function pageRunsByMetric(
  db: Kysely<Database>,
  list: RunList,
  metric: string,
  direction: SortKey['direction'],
): Promise<RunRow[]> {
  const { first, after } = list.page;
  const isPastValues = after?.[0] === null;
  const rows = isPastValues ? [] : await pageByValue(db, list, metric, direction);
  if (rows.length > first) return rows;

  const lastId = after?.[1];
  const rest = { first: first - rows.length, after: isPastValues && lastId !== undefined ? [lastId] : null };
  const others = await pageWithoutValue(db, { ...list, page: rest }, metric, direction);
  return [...rows, ...others.map((row) => ({ ...row, cursor: [null, ...row.cursor] }))];
}

function pageByValue(
  db: Kysely<Database>,
  list: RunList,
  metric: string,
  direction: SortKey['direction'],
): Promise<RunRow[]> {
  const order: SortKey[] = [
    { name: 'runMetric.value', kind: 'float', direction },
    { name: 'runMetric.runId', kind: 'uuid', direction },
  ];
  const query = selectRuns(db, list)
    .innerJoin('runMetric', 'runMetric.runId', 'run.id')
    .where('runMetric.name', '=', metric)
    .where(hasFiniteValue)
    .selectAll('run');
  return takePage(query, { order, page: list.page }).execute();
}

function pageWithoutValue(
  db: Kysely<Database>,
  list: RunList,
  metric: string,
  direction: SortKey['direction'],
): Promise<RunRow[]> {
  const query = selectRuns(db, list)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('runMetric')
            .select('runMetric.runId')
            .whereRef('runMetric.runId', '=', 'run.id')
            .where('runMetric.name', '=', metric)
            .where(hasFiniteValue),
        ),
      ),
    )
    .selectAll('run');
  return takePage(query, { order: [{ name: 'run.id', kind: 'uuid', direction }], page: list.page }).execute();
}
