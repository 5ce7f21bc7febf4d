import { badUserInput } from '@tributary/common/errors';
import { BOOKKEEPING } from '../document-kind.ts';
import { isPlainName, readSegments } from '../paths.ts';

/** An expression of an aggregation. */
type Expression = unknown;

/** Fields that a stage adds to each document before it is compared, with how each comes about. */
export type Computed = Readonly<Record<string, Expression>>;

/** Where in a document values are compared. */
export interface Place {
  /** As conditions name it. */
  readonly field: string;
  /** Empty where MongoDB's own paths lead there. */
  readonly computed: Computed;
}

/**
 * The segments of a path that a caller gave.
 * @throws BAD_USER_INPUT for one that cannot name a field of a caller's document.
 */
export function readPlace(path: string): readonly string[] {
  const [root = '', ...rest] = readSegments(path);
  if (root.startsWith('_'))
    throw badUserInput(`path must not begin with _, as ${path} does: such names are the store's.`);
  return [root === 'id' ? '_id' : root, ...rest];
}

/** All values at a place: where a list stands at it or on the way, those of each of its elements. Computed: a list. */
export const valuesAt = (segments: readonly string[]): Place =>
  segments.every(isPlainName)
    ? { field: segments.join('.'), computed: {} }
    : compute(segments, 'values', withElements(segments.reduce<Expression>(valuesBelow, ['$$ROOT'])));

/** The one value at a place, to which objects alone lead. */
export const valueAtEnd = (segments: readonly string[]): Place =>
  segments.every(isPlainName)
    ? { field: segments.join('.'), computed: {} }
    : compute(segments, 'value', segments.reduce<Expression>(memberOf, '$$ROOT'));

/** Beside the bookkeeping, with which projections leave it out. Equal places are one field. */
function compute(segments: readonly string[], name: string, expression: Expression): Place {
  const field = `${BOOKKEEPING}.${name}_${Buffer.from(JSON.stringify(segments)).toString('hex')}`;
  return { field, computed: { [field]: expression } };
}

/** Nothing where there is no object. */
const memberOf = (object: Expression, name: string): Expression => ({
  $let: {
    vars: { object },
    in: {
      $cond: [
        { $eq: [{ $type: '$$object' }, 'object'] },
        { $getField: { field: { $literal: name }, input: '$$object' } },
        '$$REMOVE',
      ],
    },
  },
});

/** The list of what a name leads to from each value of a list, as MongoDB's own paths have it. */
const valuesBelow = (values: Expression, name: string): Expression =>
  flatMap(values, {
    $cond: [
      { $isArray: '$$this' },
      { $concatArrays: [flatMap('$$this', membersOf('$$this', name)), elementAt('$$this', name)] },
      membersOf('$$this', name),
    ],
  });

/**
 * In a list, empty where there is no object or no such name. By the names that are there: the type of a missing
 * $getField is "object" in SecantusDB, where MongoDB says "missing".
 */
const membersOf = (value: Expression, name: string): Expression => ({
  $cond: [
    { $eq: [{ $type: value }, 'object'] },
    {
      $map: {
        input: {
          $filter: { input: { $objectToArray: value }, as: 'one', cond: { $eq: ['$$one.k', { $literal: name }] } },
        },
        as: 'one',
        in: '$$one.v',
      },
    },
    [],
  ],
});

const elementAt = (list: Expression, name: string): Expression =>
  /^(0|[1-9]\d{0,8})$/.test(name) ? { $slice: [list, Number(name), 1] } : [];

/** A list among the values, and its elements beside it. */
const withElements = (values: Expression): Expression =>
  flatMap(values, { $cond: [{ $isArray: '$$this' }, { $concatArrays: ['$$this', ['$$this']] }, ['$$this']] });

/** @param toList makes a list of $$this. */
const flatMap = (list: Expression, toList: Expression): Expression => ({
  $reduce: { input: list, initialValue: [], in: { $concatArrays: ['$$value', toList] } },
});
