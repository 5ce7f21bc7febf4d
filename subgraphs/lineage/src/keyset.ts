import type { CursorValue, Page, SortKey } from '@tributary/common/page';
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { OrderKey } from './list.ts';

/** What the database compares for a key. */
type ColumnOf = (key: OrderKey) => Expression<unknown>;

const ownColumn: ColumnOf = (key) => sql.ref(key.name);

/** The order of lists that say nothing else: newest first, ties by id. */
export const newestFirst = (
  table: string,
  idKind: 'text' | 'uuid' = 'text',
  time = 'createdAt',
): readonly SortKey[] => [
  { name: `${table}.${time}`, kind: 'time', direction: 'desc' },
  { name: `${table}.id`, kind: idKind, direction: 'desc' },
];

/**
 * Holds a query to one page of an order and adds the column `cursor`, which carries exactly the values that the
 * database compared. Reads one row more than the page has, so that the reader knows whether more follow.
 */
export function paged<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  order: readonly OrderKey[],
  page: Page,
  columnOf: ColumnOf = ownColumn,
) {
  let paged = query.select(cursorOf(order, columnOf).as('cursor')).limit(page.first + 1);
  if (page.after) paged = paged.where(after(order, page.after, columnOf));
  for (const key of order) {
    paged = paged.orderBy(columnOf(key), (ob) => {
      const directed = key.direction === 'asc' ? ob.asc() : ob.desc();
      return key.nullable ? directed.nullsLast() : directed;
    });
  }
  return paged;
}

const cursorOf = (order: readonly OrderKey[], columnOf: ColumnOf) =>
  sql<CursorValue[]>`json_build_array(${sql.join(order.map(columnOf))})`;

/** The rows that come after the given values. */
function after(order: readonly OrderKey[], values: readonly CursorValue[], columnOf: ColumnOf): Expression<SqlBool> {
  const sameDirection = order.every((key) => key.direction === order[0]?.direction && !key.nullable);
  return sameDirection ? afterByRow(order, values, columnOf) : afterByKey(order, values, columnOf);
}

/** One comparison of rows, which an index over the same columns answers by itself. */
function afterByRow(
  order: readonly OrderKey[],
  values: readonly CursorValue[],
  columnOf: ColumnOf,
): Expression<SqlBool> {
  const columns = sql.join(order.map(columnOf));
  const bounds = sql.join(order.map((key, index) => typed(key, values[index] ?? null)));
  return order[0]?.direction === 'desc'
    ? sql<SqlBool>`(${columns}) < (${bounds})`
    : sql<SqlBool>`(${columns}) > (${bounds})`;
}

/** Where directions differ or values may be missing: after by the first key, or equal there and after by the next. */
function afterByKey(
  order: readonly OrderKey[],
  values: readonly CursorValue[],
  columnOf: ColumnOf,
): Expression<SqlBool> {
  const [key, ...rest] = order;
  if (!key) return sql<SqlBool>`false`;
  const column = columnOf(key);
  const value = values[0] ?? null;
  const restAfter = afterByKey(rest, values.slice(1), columnOf);
  if (value === null) return sql<SqlBool>`(${column} is null and ${restAfter})`;
  const bound = typed(key, value);
  const beyond = key.direction === 'desc' ? sql`${column} < ${bound}` : sql`${column} > ${bound}`;
  const missing = key.nullable ? sql` or ${column} is null` : sql``;
  return sql<SqlBool>`(${beyond}${missing} or (${column} = ${bound} and ${restAfter}))`;
}

const SQL_TYPES = {
  text: sql`text`,
  uuid: sql`uuid`,
  integer: sql`bigint`,
  float: sql`double precision`,
  time: sql`timestamptz`,
} satisfies Record<SortKey['kind'], unknown>;

const typed = (key: SortKey, value: CursorValue) => sql`${value}::${SQL_TYPES[key.kind]}`;

/**
 * The parents of a page per parent: joined to a lateral subquery, which runs once for each of them, so that one
 * statement reads every parent's own page, each in its order.
 */
export const parents = (ids: readonly string[], type: 'text' | 'uuid' = 'text') =>
  sql<{ parentId: string }>`unnest(${sql.val([...ids])}::${SQL_TYPES[type]}[])`.as<'parent'>(sql`parent(parent_id)`);
