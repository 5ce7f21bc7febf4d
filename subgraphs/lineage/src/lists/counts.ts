import type { ParentCount } from '@tributary/common/loaders';
import { type SelectQueryBuilder, sql } from 'kysely';

const count = sql<number>`count(*)`.as('count');

/** The count of a query's rows, as a query. The compiler cannot follow a selection through a builder of any tables. */
export const selectCount = <DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, { count: number }> => query.clearSelect().select(count).$castTo<{ count: number }>();

/** How many rows a query has. */
export async function countRows<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): Promise<number> {
  return (await selectCount(query).executeTakeFirstOrThrow()).count;
}

/** How many rows a query has of each parent, whose key is in a column. A parent that has none is left out. */
export function countPerParent<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  column: string,
  keys: readonly string[],
): Promise<ParentCount[]> {
  const key = sql.ref<string>(column);
  return query
    .clearSelect()
    .select([key.as('parentKey'), count])
    .where(key, 'in', keys)
    .groupBy(key)
    .$castTo<ParentCount>()
    .execute();
}
