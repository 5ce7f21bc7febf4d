import { badUserInput } from '@tributary/common/errors';
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { isStorable, isUuid } from './ids.ts';
import type { DateTimeFilter, FloatFilter, StringFilter } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

type Condition = Expression<SqlBool>;
type Compile<Value> = (value: Value) => Condition;

/** What every filter of rows has besides its own fields. */
export interface Combined<Where> {
  readonly AND?: readonly Where[] | null | undefined;
  readonly OR?: readonly Where[] | null | undefined;
  readonly NOT?: Where | null | undefined;
}

/** How each field of a filter becomes a condition; no field of the schema's input can be forgotten. */
type Fields<Where> = {
  readonly [Field in Exclude<keyof Where, keyof Combined<Where>>]-?: Compile<NonNullable<Where[Field]>>;
};

/**
 * Compiles a filter to one condition. A field given as null is as if left out. A condition may come to null, which
 * holds as little as false does; only NOT has to tell the two apart.
 */
export function createFilter<Where extends Combined<Where>>(fields: Fields<Where>): Compile<Where | null> {
  const isField = (name: string): name is keyof Fields<Where> & string => Object.hasOwn(fields, name);
  const compileField = <Field extends keyof Fields<Where>>(where: Where, field: Field): Condition[] => {
    const value = where[field];
    return value == null ? [] : [fields[field](value)];
  };
  const compile: Compile<Where> = (where) =>
    all([
      ...Object.keys(where)
        .filter(isField)
        .flatMap((field) => compileField(where, field)),
      ...(where.AND == null ? [] : [all(where.AND.map(compile))]),
      ...(where.OR == null ? [] : [any(where.OR.map(compile))]),
      ...(where.NOT == null ? [] : [not(compile(where.NOT))]),
    ]);
  return (where) => (where === null ? everything : compile(where));
}

const eb = expressionBuilder<Database>();
const all = (conditions: readonly Condition[]): Condition => eb.and([...conditions]);
const any = (conditions: readonly Condition[]): Condition => eb.or([...conditions]);
const not = (condition: Condition) => sql<SqlBool>`not coalesce(${condition}, false)`;
const nothing = sql<SqlBool>`false`;
const everything = sql<SqlBool>`true`;

// --- single columns ---

/** One of these texts. What the store cannot hold is nobody's value. */
export const textIn =
  (column: string): Compile<readonly string[]> =>
  (values) =>
    sql<SqlBool>`${sql.ref(column)} = any(${values.filter(isStorable)}::text[])`;

export const uuidIn =
  (column: string): Compile<readonly string[]> =>
  (ids) =>
    sql<SqlBool>`${sql.ref(column)} = any(${ids.filter(isUuid)}::uuid[])`;

export const textIs =
  (column: string): Compile<string> =>
  (value) =>
    isStorable(value) ? sql<SqlBool>`${sql.ref(column)} = ${value}` : nothing;

export const uuidIs =
  (column: string): Compile<string> =>
  (id) =>
    isUuid(id) ? sql<SqlBool>`${sql.ref(column)} = ${id}::uuid` : nothing;

/** A column of texts that holds this one. */
export const holdsText =
  (column: string): Compile<string> =>
  (value) =>
    isStorable(value) ? sql<SqlBool>`${sql.ref(column)} @> ${[value]}::text[]` : nothing;

/** Something related that has this text in a column; `related` is the statement that finds it, without that column. */
export const isRelated =
  (related: (condition: Condition) => Condition, column: string): Compile<string> =>
  (value) =>
    isStorable(value) ? related(textIs(column)(value)) : nothing;

export const text =
  (column: string): Compile<StringFilter> =>
  (filter) =>
    all([...textConditions(column, filter), ...(filter.ne == null ? [] : [differs(column, filter.ne)])]);

export const float =
  (column: string): Compile<FloatFilter> =>
  (filter) =>
    all(floatConditions(column, filter));

export const time =
  (column: string): Compile<DateTimeFilter> =>
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

/** All but `ne`, the one that also holds where there is no value. */
function textConditions(column: string, { eq, in: values, contains, startsWith }: StringFilter): Condition[] {
  return [
    ...(eq == null ? [] : [textIs(column)(eq)]),
    ...(values == null ? [] : [textIn(column)(values)]),
    ...(contains == null ? [] : [isLike(column, contains, (part) => `%${part}%`)]),
    ...(startsWith == null ? [] : [isLike(column, startsWith, (part) => `${part}%`)]),
  ];
}

const differs = (column: string, value: string) =>
  isStorable(value) ? sql<SqlBool>`${sql.ref(column)} is distinct from ${value}` : everything;

/** Names compare by code point, a collation that knows the case of ASCII alone; so this comparison names its own. */
const isLike = (column: string, part: string, toPattern: (escaped: string) => string) =>
  isStorable(part)
    ? sql<SqlBool>`${sql.ref(column)} collate "und-x-icu" ilike ${toPattern(part.replace(/[\\%_]/g, '\\$&'))}`
    : nothing;

// --- values in rows of their own, such as a run's metrics ---

/** Finds the row of one name among those that belong to the filtered row, held to a condition. */
type Named = (name: string, condition: Condition) => Condition;

/** By a named number, such as a metric: without any bound everything matches. */
export const namedFloat =
  (named: Named, column: string): Compile<{ readonly name: string; readonly value: FloatFilter }> =>
  ({ name, value }) =>
    namedHolds(named, name, floatConditions(column, value));

/** By a named text that may also be read as a number, such as a parameter. */
export const namedText =
  (
    named: Named,
    textColumn: string,
    numberColumn: string,
  ): Compile<{
    readonly name: string;
    readonly text?: StringFilter | null | undefined;
    readonly number?: FloatFilter | null | undefined;
  }> =>
  ({ name, text, number }) => {
    const differing =
      text?.ne == null || !isStorable(text.ne) || !isStorable(name)
        ? everything
        : not(named(name, textIs(textColumn)(text.ne)));
    const conditions = [
      ...(text == null ? [] : textConditions(textColumn, text)),
      ...(number == null ? [] : floatConditions(numberColumn, number)),
    ];
    return all([differing, namedHolds(named, name, conditions)]);
  };

function namedHolds(named: Named, name: string, conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return everything;
  return isStorable(name) ? named(name, all(conditions)) : nothing;
}

// --- bounds ---

const MAX_DEPTH = 5;
const MAX_CONDITIONS = 1_000;
const MAX_VALUES = 1_000;

/**
 * Bounds what one filter may ask of the store.
 * @throws BAD_USER_INPUT when AND, OR and NOT nest deeper than five, when a list has more than 1,000 values, or when
 * more than 1,000 conditions stand in it.
 */
export function checkWhere<Where extends Combined<Where>>(where: Where): void {
  if (isDeeper(where, MAX_DEPTH)) throw badUserInput(`where may nest AND, OR and NOT up to ${MAX_DEPTH} deep.`);
  if (countConditions(where) > MAX_CONDITIONS) throw badUserInput(`where may hold up to ${MAX_CONDITIONS} conditions.`);
}

function isDeeper<Where extends Combined<Where>>({ AND, OR, NOT }: Where, levels: number): boolean {
  const nested = [...(AND ?? []), ...(OR ?? []), ...(NOT ? [NOT] : [])];
  return nested.some((part) => levels === 0 || isDeeper(part, levels - 1));
}

function countConditions(value: unknown): number {
  if (Array.isArray(value)) {
    if (value.length > MAX_VALUES) throw badUserInput(`A list in where may hold up to ${MAX_VALUES} values.`);
    return sum(value.filter((part) => typeof part === 'object').map(countConditions)) || 1;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return 1;
  return sum(Object.values(value).map(countConditions));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
