import { badUserInput } from '../errors.ts';

/** The fields of every filter, besides its own. */
export interface Combined<Where> {
  readonly AND?: readonly Where[] | null | undefined;
  readonly OR?: readonly Where[] | null | undefined;
  readonly NOT?: Where | null | undefined;
}

/** How a store combines its conditions. */
export interface Algebra<Condition> {
  /** True of everything when there is no condition. */
  all(conditions: readonly Condition[]): Condition;
  /** True of nothing when there is no condition. */
  any(conditions: readonly Condition[]): Condition;
  not(condition: Condition): Condition;
}

/** Turns a value from a filter into a condition. */
export type ToCondition<Value, Condition> = (value: Value) => Condition;

/** Of each own field of a filter its condition. The compiler finds a field that was forgotten. */
export type FieldConditions<Where, Condition> = {
  readonly [Field in Exclude<keyof Where, keyof Combined<Where>>]-?: ToCondition<NonNullable<Where[Field]>, Condition>;
};

/**
 * Makes a store's `createFilter`, which takes the conditions of a filter's fields and turns whole filters into one
 * condition. All fields of a filter must hold. A field that is null counts as left out.
 */
export const createFilterFor =
  <Condition>({ all, any, not }: Algebra<Condition>) =>
  <Where extends Combined<Where>>(fields: FieldConditions<Where, Condition>): ToCondition<Where | null, Condition> => {
    const isField = (name: string): name is keyof typeof fields & string => Object.hasOwn(fields, name);
    const fieldToCondition = <Field extends keyof typeof fields>(where: Where, field: Field): Condition[] => {
      const value = where[field];
      return value == null ? [] : [fields[field](value)];
    };
    const toCondition = (where: Where): Condition =>
      all([
        ...Object.keys(where)
          .filter(isField)
          .flatMap((field) => fieldToCondition(where, field)),
        ...(where.AND == null ? [] : [all(where.AND.map(toCondition))]),
        ...(where.OR == null ? [] : [any(where.OR.map(toCondition))]),
        ...(where.NOT == null ? [] : [not(toCondition(where.NOT))]),
      ]);
    return (where) => (where === null ? all([]) : toCondition(where));
  };

const MAX_DEPTH = 5;
const MAX_CONDITIONS = 1_000;
const MAX_VALUES = 1_000;

/**
 * Bounds what one filter may ask of a store.
 * @throws BAD_USER_INPUT when AND, OR and NOT nest deeper than five levels, a value deeper than fifty, when a list has
 * more than 1,000 values, or when the filter has more than 1,000 conditions.
 */
export function checkWhere<Where extends Combined<Where>>(where: Where): void {
  if (isDeeper(where, MAX_DEPTH)) throw badUserInput(`where must nest AND, OR and NOT at most ${MAX_DEPTH} levels.`);
  if (countConditions(where) > MAX_CONDITIONS) {
    throw badUserInput(`where must have at most ${MAX_CONDITIONS} conditions.`);
  }
}

function isDeeper<Where extends Combined<Where>>({ AND, OR, NOT }: Where, levels: number): boolean {
  const nested = [...(AND ?? []), ...(OR ?? []), ...(NOT ? [NOT] : [])];
  return nested.some((part) => levels === 0 || isDeeper(part, levels - 1));
}

/** Beyond what filters need, and far from the end of the stack. */
const MAX_LEVELS = 50;

function countConditions(value: unknown, levels = MAX_LEVELS): number {
  if (levels === 0) throw badUserInput(`A value in where must be nested at most ${MAX_LEVELS} levels.`);
  const count = (part: unknown) => countConditions(part, levels - 1);
  if (Array.isArray(value)) {
    if (value.length > MAX_VALUES) throw badUserInput(`A list in where must have at most ${MAX_VALUES} values.`);
    return sum(value.filter((part) => typeof part === 'object').map(count)) || 1;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return 1;
  return sum(Object.values(value).map(count));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
