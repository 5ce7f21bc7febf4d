import { expect, it } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import { limitInputItems } from './input-items.ts';

const schema = buildSchema(`
  scalar JSON
  input Row { name: String, of: Row2 }
  input Row2 { name: String, document: JSON }
  input Where { name: String, tags: [String!], any: [Where!], grid: [[Int]], rows: [Row!] }
  type Query { find(where: Where, document: JSON): Int }
`);
const [operation] = parse(
  'query ($where: Where!, $document: JSON) { find(where: $where, document: $document) }',
).definitions;

function limit(variables: Record<string, unknown>): void {
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('It is one.');
  limitInputItems(operation, variables, schema, 10);
}

const times = (count: number, value: unknown) => Array.from({ length: count }, () => value);

it.each([
  ['in one list', { tags: times(11, 'x') }],
  ['in lists below lists', { any: times(4, { tags: times(2, 'x') }) }],
  ['of inputs that have no lists', { any: times(2, { rows: times(6, { of: { document: {} } }) }) }],
  ['in lists of lists', { grid: times(3, times(3, 1)) }],
])('too many items %s are refused', (_where, where) => {
  expect(() => limit({ where })).toThrow(
    'The lists in the variables have more than 10 items together, at $where: send them in several requests.',
  );
});

it('inputs that are nested too deep are refused', () => {
  const nested = (depth: number): unknown => (depth === 0 ? {} : { any: nested(depth - 1) });
  expect(() => limit({ where: nested(100) })).not.toThrow();
  expect(() => limit({ where: nested(101) })).toThrow(
    'The inputs in the variables must be nested at most 100 deep, not as at $where.',
  );
});

it.each([
  ['as many as are allowed', { where: { any: times(5, { tags: ['x'] }) } }],
  ['inputs that have no lists', { rows: times(10, { of: { name: 'x', document: times(11, 1) } }) }],
  ['one value in the place of a list', { where: { any: { any: { tags: 'x' } } } }],
  ['what does not fit its type, which is said later', { where: { any: 'x', name: times(11, 'x') } }],
  ['a document, whatever is in it', { where: null, document: times(11, {}) }],
  ['a variable that is not given', {}],
])('%s: passes', (_what, variables) => {
  expect(() => limit(variables)).not.toThrow();
});
