import { createFilterFor, type ToCondition } from '@tributary/common/lists/filters';
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { isStorable, isUuid } from '../ids.ts';
import type { DateTimeFilter, FloatFilter, StringFilter } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

export type Condition = Expression<SqlBool>;
type Filter<Value> = ToCondition<Value, Condition>;

const eb = expressionBuilder<Database>();
const everything: Condition = sql<SqlBool>`true`;
const nothing: Condition = sql<SqlBool>`false`;
const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? everything : eb.and([...conditions]);
const any = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? nothing : eb.or([...conditions]);
/** A condition may come to null, which is no match, as false is. */
const not = (condition: Condition): Condition => sql<SqlBool>`not coalesce(${condition}, false)`;

/** Turns a filter into one condition of SQL. */
export const createFilter = createFilterFor<Condition>({ all, any, not });

// --- single columns ---

/** One of these texts. What the store cannot hold is nobody's value. */
export const textIn =
  (column: string): Filter<readonly string[]> =>
  (values) =>
    sql<SqlBool>`${sql.ref(column)} = any(${values.filter(isStorable)}::text[])`;

export const uuidIn =
  (column: string): Filter<readonly string[]> =>
  (ids) =>
    sql<SqlBool>`${sql.ref(column)} = any(${ids.filter(isUuid)}::uuid[])`;

export const textEquals =
  (column: string): Filter<string> =>
  (value) =>
    isStorable(value) ? sql<SqlBool>`${sql.ref(column)} = ${value}` : nothing;

export const uuidEquals =
  (column: string): Filter<string> =>
  (id) =>
    isUuid(id) ? sql<SqlBool>`${sql.ref(column)} = ${id}::uuid` : nothing;

/** A list of texts that has this one in it. */
export const arrayContains =
  (column: string): Filter<string> =>
  (value) =>
    isStorable(value) ? sql<SqlBool>`${sql.ref(column)} @> ${[value]}::text[]` : nothing;

/** Something related has this text in a column. `related` says that there is such a row for which a condition is true. */
export const relatedTextEquals =
  (related: (condition: Condition) => Condition, column: string): Filter<string> =>
  (value) =>
    isStorable(value) ? related(textEquals(column)(value)) : nothing;

export const stringFilter =
  (column: string): Filter<StringFilter> =>
  (filter) =>
    all(textConditions(column, filter));

export const floatFilter =
  (column: string): Filter<FloatFilter> =>
  (filter) =>
    all(floatConditions(column, filter));

export const dateTimeFilter =
  (column: string): Filter<DateTimeFilter> =>
  ({ gt, gte, lt, lte }) =>
    all([
      ...compared(column, sql`>`, gt),
      ...compared(column, sql`>=`, gte),
      ...compared(column, sql`<`, lt),
      ...compared(column, sql`<=`, lte),
    ]);

const compared = (column: string, operator: Expression<unknown>, value: number | Date | null | undefined) =>
  value == null ? [] : [sql<SqlBool>`${sql.ref(column)} ${operator} ${value}`];

/** NaN is above every number to the store, and what JSON has no number for is never matched. */
function floatConditions(column: string, { eq, gt, gte, lt, lte }: FloatFilter): Condition[] {
  const above = [...compared(column, sql`>`, gt), ...compared(column, sql`>=`, gte)];
  const below = [...compared(column, sql`<`, lt), ...compared(column, sql`<=`, lte)];
  return [
    ...compared(column, sql`=`, eq),
    ...above,
    ...below,
    ...(above.length > 0 && below.length === 0 ? [sql<SqlBool>`${sql.ref(column)} < 'Infinity'`] : []),
    ...(below.length > 0 && above.length === 0 ? [sql<SqlBool>`${sql.ref(column)} > '-Infinity'`] : []),
  ];
}

function textConditions(column: string, { eq, ne, in: values, contains, startsWith }: StringFilter): Condition[] {
  return [
    ...(eq == null ? [] : [textEquals(column)(eq)]),
    ...(ne == null ? [] : [differs(column, ne)]),
    ...(values == null ? [] : [textIn(column)(values)]),
    ...(contains == null ? [] : [isLike(column, contains, (part) => `%${part}%`)]),
    ...(startsWith == null ? [] : [isLike(column, startsWith, (part) => `${part}%`)]),
  ];
}

/** Also where there is no value. */
const differs = (column: string, value: string) =>
  isStorable(value) ? sql<SqlBool>`${sql.ref(column)} is distinct from ${value}` : everything;

/** Names compare by code point, a collation that knows the case of ASCII alone; so this comparison names its own. */
const isLike = (column: string, part: string, toPattern: (escaped: string) => string) =>
  isStorable(part)
    ? sql<SqlBool>`${sql.ref(column)} collate "und-x-icu" ilike ${toPattern(part.replace(/[\\%_]/g, '\\$&'))}`
    : nothing;

// --- values in rows of their own, such as a run's metrics ---

/** Whether the filtered row has a row of that name that meets a condition. */
type Named = (name: string, condition: Condition) => Condition;

/** By a named number, such as a metric: without any bound, whatever has it. */
export const namedFloatFilter =
  (named: Named, column: string): Filter<{ readonly name: string; readonly value: FloatFilter }> =>
  ({ name, value }) =>
    namedHolds(named, name, floatConditions(column, value));

/** By a named text that may also be read as a number, such as a parameter. */
export const namedTextFilter =
  (
    named: Named,
    textColumn: string,
    numberColumn: string,
  ): Filter<{
    readonly name: string;
    readonly text?: StringFilter | null | undefined;
    readonly number?: FloatFilter | null | undefined;
  }> =>
  ({ name, text, number }) =>
    namedHolds(named, name, [
      ...(text == null ? [] : textConditions(textColumn, text)),
      ...(number == null ? [] : floatConditions(numberColumn, number)),
    ]);

const namedHolds = (named: Named, name: string, conditions: readonly Condition[]): Condition =>
  isStorable(name) ? named(name, all(conditions)) : nothing;
