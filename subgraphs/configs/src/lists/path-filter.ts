import { badUserInput } from '@tributary/common/errors';
import { scalars } from '@tributary/common/scalars';
import { certainKindAt, type DocumentKind } from '../document-kind.ts';
import type { PathFilter, PathOperator } from '../schema-types.generated.ts';
import { any, type Condition, containing, FINITE, holds, none, stands, storable } from './conditions.ts';
import { type Place, readPlace, valuesAt } from './places.ts';

/** What a caller's value may be compared as: never an object, so that nothing in it becomes an operator. */
type Scalar = string | number | boolean | null | Date;

/** Reads a value that stands for one of the documents'. */
type ReadScalar = (value: unknown) => Scalar | undefined;

/**
 * A condition on any nested value of a kind of document.
 * @throws BAD_USER_INPUT for a path or a value that the operator does not take.
 */
export const pathFilter =
  (kind: DocumentKind) =>
  ({ path, op, value }: PathFilter): Condition => {
    const segments = readPlace(path);
    const isMoment = certainKindAt(kind, segments) === 'date';
    const condition = toCondition[op](valuesAt(segments), value, isMoment ? readMoment : readScalar);
    if (condition) return condition;
    throw badUserInput(`${op} at ${path} takes ${isMoment ? MOMENTS[op] : TAKEN[op]}.`);
  };

const LISTED = 'a text, a number, a boolean, null, or a list of them: compare the fields of an object by their paths';
const COMPARED = 'a number or a text';
const EXISTING = 'true or false';
const TAKEN: Record<PathOperator, string> = {
  EQ: LISTED,
  NE: LISTED,
  GT: COMPARED,
  GTE: COMPARED,
  LT: COMPARED,
  LTE: COMPARED,
  IN: 'a list of texts, numbers, booleans and nulls',
  EXISTS: EXISTING,
  CONTAINS: 'a text; whether a list has a value is EQ',
};

const MOMENT = 'a moment, such as 2026-06-01T12:00:00Z';
const MOMENTS: Record<PathOperator, string> = {
  ...{ EQ: MOMENT, NE: MOMENT, GT: MOMENT, GTE: MOMENT, LT: MOMENT, LTE: MOMENT },
  ...{ IN: `a list whose values are each ${MOMENT}`, EXISTS: EXISTING, CONTAINS: TAKEN.CONTAINS },
};

/** Undefined where the operator does not take the value. */
type ToCondition = (place: Place, value: unknown, read: ReadScalar) => Condition | undefined;

const equals: ToCondition = (place, value, read) => {
  const list = Array.isArray(value) ? readAll(value, read) : undefined;
  if (list) return holds(place, { $eq: list });
  const scalar = read(value);
  return scalar === undefined ? undefined : holds(place, equalTo(scalar));
};

/** MongoDB takes what is missing for null, too. */
const equalTo = (scalar: Scalar) => (scalar === null ? { $type: 'null' } : { $eq: scalar });

const compares =
  (operator: '$gt' | '$gte' | '$lt' | '$lte'): ToCondition =>
  (place, value, read) => {
    const bound = read(value);
    if (bound == null || typeof bound === 'boolean') return undefined;
    return holds(place, { ...(typeof bound === 'number' && FINITE), [operator]: bound });
  };

const toCondition: Record<PathOperator, ToCondition> = {
  EQ: equals,
  NE: (place, value, read) => {
    const equal = equals(place, value, read);
    return equal && none([equal]);
  },
  GT: compares('$gt'),
  GTE: compares('$gte'),
  LT: compares('$lt'),
  LTE: compares('$lte'),
  IN: (place, value, read) => {
    const values = Array.isArray(value) ? readAll(value, read) : undefined;
    if (!values) return undefined;
    const isIn = holds(place, { $in: values.filter((one) => one !== null) });
    return values.includes(null) ? any([isIn, holds(place, equalTo(null))]) : isIn;
  },
  EXISTS: (place, value) => {
    if (value != null && typeof value !== 'boolean') return undefined;
    return value === false ? none([stands(place)]) : stands(place);
  },
  CONTAINS: (place, value) => (typeof value === 'string' ? holds(place, containing(value, 'value')) : undefined),
};

const readScalar: ReadScalar = (value) =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;

const readMoment: ReadScalar = (value) => {
  try {
    return typeof value === 'string' ? storable(scalars.DateTime.parseValue(value)) : undefined;
  } catch {
    return undefined;
  }
};

/** Undefined where one of them is no scalar. */
function readAll(values: readonly unknown[], read: ReadScalar): Scalar[] | undefined {
  const scalars = values.map(read);
  return scalars.every((scalar) => scalar !== undefined) ? scalars : undefined;
}
