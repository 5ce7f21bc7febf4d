import type { CursorValue, SortKey } from '@tributary/common/page';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import { paged, parents } from './keyset.ts';
import type { List } from './list.ts';

export type MetricPoint = Selectable<Database['metricPoint']>;
export type MetricPointRow = MetricPoint & { cursor: CursorValue[] };

/** Along the primary key, so that a page is a stretch of it. */
export const metricPointOrder = (direction: 'asc' | 'desc'): readonly SortKey[] => [
  { name: 'metricPoint.step', kind: 'integer', direction },
  { name: 'metricPoint.at', kind: 'time', direction },
];

export function pagePointsByRunIds(
  db: Kysely<Database>,
  name: string,
  runIds: readonly string[],
  { order, page }: List,
): Promise<MetricPointRow[]> {
  return db
    .selectFrom(parents(runIds, 'uuid'))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb
            .selectFrom('metricPoint')
            .selectAll()
            .where('name', '=', name)
            .where('runId', '=', sql<string>`parent.parent_id`),
          order,
          page,
        ).as('point'),
      (join) => join.onTrue(),
    )
    .selectAll('point')
    .execute();
}

export function countPointsByRunIds(db: Kysely<Database>, name: string, runIds: readonly string[]) {
  return db
    .selectFrom('metricPoint')
    .select((eb) => ['runId', eb.fn.countAll<number>().as('count')])
    .where('runId', 'in', runIds)
    .where('name', '=', name)
    .groupBy('runId')
    .execute();
}
