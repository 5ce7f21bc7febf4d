import { badUserInput } from '@tributary/common/errors';
import { createFilterFor, type ToCondition } from '@tributary/common/lists/filters';
import type { DateTimeFilter, FloatFilter, StringFilter } from '../schema-types.generated.ts';
import { type Computed, type Place, valuesAt } from './places.ts';

/** A condition in MongoDB's query language. */
export type Filter = Readonly<Record<string, unknown>>;

/** Which documents: a filter, and what must be computed of each before it holds. */
export interface Condition {
  readonly filter: Filter;
  readonly computed: Computed;
}

type ToOurs<Value> = ToCondition<Value, Condition>;

export const matching = (filter: Filter): Condition => ({ filter, computed: {} });
export const everything = matching({});
export const nothing = matching({ _id: { $in: [] } });

/** Of different fields in one object: SecantusDB uses an index for a filter without $and, $or and $nor alone. */
export function all(conditions: readonly Condition[]): Condition {
  const names = conditions.flatMap(({ filter }) => Object.keys(filter));
  const areDifferent = new Set(names).size === names.length;
  if (areDifferent) return combine(conditions, (filters) => Object.fromEntries(filters.flatMap(Object.entries)));
  return combine(conditions, ($and) => ({ $and }));
}

export const any = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? nothing : combine(conditions, ($or) => ({ $or }));

export const none = (conditions: readonly Condition[]): Condition => combine(conditions, ($nor) => ({ $nor }));

const combine = (conditions: readonly Condition[], toFilter: (filters: Filter[]) => Filter): Condition => ({
  filter: toFilter(conditions.map(({ filter }) => filter)),
  computed: Object.fromEntries(conditions.flatMap(({ computed }) => Object.entries(computed))),
});

/** Turns a filter of the schema into one condition. */
export const createFilter = createFilterFor<Condition>({ all, any, not: (condition) => none([condition]) });

/** One of the values at a place meets all of these operators. */
export const holds = ({ field, computed }: Place, operators: Filter): Condition =>
  Object.keys(computed).length === 0
    ? matching({ [field]: operators })
    : { filter: { [field]: { $elemMatch: operators } }, computed };

/** Something stands at a place, be it null. */
export const stands = ({ field, computed }: Place): Condition =>
  Object.keys(computed).length === 0
    ? matching({ [field]: { $exists: true } })
    : { filter: { [`${field}.0`]: { $exists: true } }, computed };

// --- fields of our own, which have one type ---

export const stringFilter =
  (field: string): ToOurs<StringFilter> =>
  ({ eq, ne, in: values, contains, startsWith }) =>
    all([
      ...(eq == null ? [] : [matching({ [field]: eq })]),
      ...(ne == null ? [] : [matching({ [field]: { $ne: ne } })]),
      ...(values == null ? [] : [matching({ [field]: { $in: values } })]),
      ...(contains == null ? [] : [matching({ [field]: containing(contains, 'contains') })]),
      ...(startsWith == null ? [] : [matching({ [field]: beginningWith(startsWith) })]),
    ]);

export const dateTimeFilter =
  (field: string): ToOurs<DateTimeFilter> =>
  (filter) => {
    const bounds = given(filter);
    return Object.keys(bounds).length === 0 ? everything : matching({ [field]: bounds });
  };

export const valueIn =
  (field: string): ToOurs<readonly string[]> =>
  (values) =>
    matching({ [field]: { $in: values } });

export const listHas =
  (field: string): ToOurs<string> =>
  (value) =>
    matching({ [field]: value });

/** What JSON has no number for is never matched. */
export const FINITE = { $gt: Number.NEGATIVE_INFINITY, $lt: Number.POSITIVE_INFINITY };

/** By a number in metrics, whatever its name: without any bound, what has a number there. */
export function metricFilter({ name, value }: { readonly name: string; readonly value: FloatFilter }): Condition {
  if (name.includes('\0')) return nothing;
  const place = valuesAt(['metrics', name]);
  const asked = given(value);
  const count = Object.keys(asked).length;
  if (count === 0) return holds(place, { $type: 'number' });
  const operators = { ...FINITE, ...asked };
  return count === 1 ? holds(place, operators) : all([holds(place, operators), byOneElement(place, operators)]);
}

/** Of a list, MongoDB lets one element meet one operator and another element the next. */
const byOneElement = ({ field, computed }: Place, operators: Filter): Condition => ({
  filter: { $or: [{ [field]: { $not: { $type: 'array' } } }, { [field]: { $elemMatch: operators } }] },
  computed,
});

/** A filter's bounds as operators. */
const given = (filter: FloatFilter | DateTimeFilter): Filter =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value == null ? [] : [[`$${name}`, value instanceof Date ? storable(value) : value]],
    ),
  );

const EARLIEST = new Date('0001-01-01T00:00:00Z');
const LATEST = new Date('9999-12-31T23:59:59.999Z');

/** SecantusDB knows no moment before or after these; nor has any document one. */
export const storable = (moment: Date): Date => (moment < EARLIEST ? EARLIEST : moment > LATEST ? LATEST : moment);

// --- texts ---

/** Each character may take four in a pattern, of which SecantusDB takes 1,000; MongoDB takes 32,764. */
const MAX_TEXT = 250;

/** @throws BAD_USER_INPUT for a text that is too long; `what` names it. */
export const containing = (text: string, what: string): Filter => pattern(text, what, '');

const beginningWith = (text: string): Filter => pattern(text, 'startsWith', '^');

function pattern(text: string, what: string, before: string): Filter {
  if (text.length >= MAX_TEXT) throw badUserInput(`${what} must have fewer than ${MAX_TEXT} characters.`);
  const escaped = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\0', '\\x00');
  return { $regex: before + escaped, $options: 'i' };
}
