import type { CursorValue, Directed, Listing, SortColumn, SortKey } from '@tributary/common/lists/page';
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';

/** The default order of most lists: the newest first, ties by id. */
export const newestFirst = (
  table: string,
  idKind: 'text' | 'uuid' = 'text',
  time = 'createdAt',
): readonly SortKey[] => [
  { name: `${table}.${time}`, kind: 'time', direction: 'desc' },
  { name: `${table}.id`, kind: idKind, direction: 'desc' },
];

interface PageOf<Column> extends Pick<Listing, 'page'> {
  readonly order: readonly Directed<Column>[];
}

/** A key of an order, with what the database compares. */
interface ComparedKey {
  readonly key: SortKey;
  readonly expression: Expression<unknown>;
}

/**
 * Limits a query to one page of an order. Adds the column `cursor` with exactly the values that the database compared.
 * Reads one row more than the page has, so that toConnection knows whether more follow.
 * @param toExpression what the database compares for a column of the order; by default the column of that name.
 */
export function takePage<DB, TB extends keyof DB, O, Column extends SortColumn>(
  query: SelectQueryBuilder<DB, TB, O>,
  { order, page }: PageOf<Column>,
  toExpression: (column: Column) => Expression<unknown> = toReference,
) {
  const keys = order.map((key) => ({ key, expression: toExpression(key) }));
  let paged = query.select(toCursor(keys).as('cursor')).limit(page.first + 1);
  if (page.after) paged = paged.where(isAfter(keys, page.after));
  for (const { key, expression } of keys) {
    paged = paged.orderBy(expression, (ob) => {
      const directed = key.direction === 'asc' ? ob.asc() : ob.desc();
      return key.nullable ? directed.nullsLast() : directed;
    });
  }
  return paged;
}

const toReference = ({ name }: SortColumn): Expression<unknown> => sql.ref(name);

const toCursor = (keys: readonly ComparedKey[]) =>
  sql<CursorValue[]>`json_build_array(${sql.join(keys.map(({ expression }) => expression))})`;

/** The rows that come after the values of a cursor. */
function isAfter(keys: readonly ComparedKey[], cursor: readonly CursorValue[]): Expression<SqlBool> {
  const [first] = keys;
  const isOneWay = keys.every(({ key }) => key.direction === first?.key.direction && !key.nullable);
  return isOneWay ? isAfterAsRow(keys, cursor) : isAfterByKey(keys, cursor);
}

/** One comparison of rows, which an index over the same columns answers by itself. */
function isAfterAsRow(keys: readonly ComparedKey[], cursor: readonly CursorValue[]): Expression<SqlBool> {
  const columns = sql.join(keys.map(({ expression }) => expression));
  const values = sql.join(keys.map(({ key }, index) => toTyped(key, cursor[index] ?? null)));
  return keys[0]?.key.direction === 'desc'
    ? sql<SqlBool>`(${columns}) < (${values})`
    : sql<SqlBool>`(${columns}) > (${values})`;
}

/** For keys of different directions or without a value: after by the first key, or equal there and after by the rest. */
function isAfterByKey(keys: readonly ComparedKey[], cursor: readonly CursorValue[]): Expression<SqlBool> {
  const [first, ...rest] = keys;
  if (!first) return sql<SqlBool>`false`;
  const { key, expression } = first;
  const value = cursor[0] ?? null;
  const isAfterByRest = isAfterByKey(rest, cursor.slice(1));
  if (value === null) return sql<SqlBool>`(${expression} is null and ${isAfterByRest})`;
  const bound = toTyped(key, value);
  const isBeyond = key.direction === 'desc' ? sql`${expression} < ${bound}` : sql`${expression} > ${bound}`;
  const isMissing = key.nullable ? sql` or ${expression} is null` : sql``;
  return sql<SqlBool>`(${isBeyond}${isMissing} or (${expression} = ${bound} and ${isAfterByRest}))`;
}

const SQL_TYPES = {
  text: sql`text`,
  uuid: sql`uuid`,
  integer: sql`bigint`,
  float: sql`double precision`,
  time: sql`timestamptz`,
} satisfies Record<SortKey['kind'], unknown>;

const toTyped = ({ kind }: SortKey, value: CursorValue) => sql`${value}::${SQL_TYPES[kind]}`;
