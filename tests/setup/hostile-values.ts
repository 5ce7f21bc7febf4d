import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** Half of a surrogate pair, which is no text in UTF-8. */
const HALF = '\ud800';
const TEXTS = [
  '',
  'a\0b',
  HALF,
  // Cyrillic letters that look like Latin ones, a full-width digit, a letter that turns the direction around.
  'frаud-dеtector',
  'd@１',
  '\u202eabc',
  'd@99999999999999999999',
  '%_\\%',
  "' or 1=1; drop table model; --",
  'a & | ! <-> :* ( "b" )',
  '__proto__',
  '00000000-0000-0000-0000-000000000000',
];
/** What is no cursor of ours, however well it is encoded. */
const CURSORS = ['[]', '["models",1]', 'null', '[null]', '{"length":2}', '"x"', '[[]]'].map((json) =>
  Buffer.from(json).toString('base64url'),
);

const HOSTILE: Record<string, readonly Value[]> = {
  String: TEXTS,
  ID: TEXTS,
  Int: [0, -1, 1_000_000, 2_147_483_647, -2_147_483_648],
  Float: [0, -0, -1, 1e308, -1e308, 5e-324],
  SafeInt: [0, -1, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER],
  Boolean: [true, false],
  DateTime: ['0001-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-02-30T00:00:00Z', 'now'],
  JSONObject: [{}, { 'a\0': 1 }, { a: HALF }, { __typename: 'x', a: [1e308, null, {}] }, nested(200)],
  JSON: [null, 'a\0b', nested(200)],
};

function nested(depth: number): Value {
  return depth === 0 ? {} : { a: nested(depth - 1) };
}

type Input = GraphQLArgument | GraphQLInputField;

/** A value for what has to be there: by name where one is known, else by type. */
type Known = (name: string, field: string) => Value | undefined;

const MAX_NESTING = 4;
/** Filters hold filters: one level of them says what the others would. */
const COMBINED = new Set(['AND', 'OR', 'NOT']);

/** What to try where a value of a type stands under a name. */
type ValuesOf = (type: string, name: string) => readonly Value[];

const hostileValues: ValuesOf = (type, name) => [...(HOSTILE[type] ?? []), ...(name === 'after' ? CURSORS : [])];

/** Sets of arguments of one field: each is what it needs, with one hostile value, an empty list or a null in it. */
export function* hostileArguments(
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'args'>,
  known: Known,
  valuesOf: ValuesOf = hostileValues,
): Generator<{ where: string; args: Record<string, Value> }> {
  const sane = saneObject(field.args, known, field.name);
  for (const argument of field.args) {
    for (const { where, value } of hostileOf(argument, known, field.name, valuesOf, MAX_NESTING)) {
      yield { where: `${field.name}.${where}`, args: { ...sane, [argument.name]: value } };
    }
  }
}

function* hostileOf(
  { name, type }: Input,
  known: Known,
  field: string,
  valuesOf: ValuesOf,
  nesting: number,
): Generator<{ where: string; value: Value }> {
  if (!isNonNullType(type)) yield { where: name, value: null };
  const inner = getNullableType(type);
  const isList = isListType(inner);
  if (isList) yield { where: `${name}[]`, value: [] };
  const wrap = (value: Value) => (isList ? [value] : value);
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    if (nesting === 0) return;
    const inputs = Object.values(named.getFields());
    const sane = saneObject(inputs, known, field);
    yield { where: name, value: wrap(sane) };
    if (COMBINED.has(name)) return;
    for (const part of inputs) {
      for (const { where, value } of hostileOf(part, known, field, valuesOf, nesting - 1)) {
        yield { where: `${name}.${where}`, value: wrap({ ...sane, [part.name]: value }) };
      }
    }
    return;
  }
  for (const value of valuesOf(named.name, name)) {
    yield { where: name, value: wrap(value) };
  }
}

const saneObject = (inputs: readonly Input[], known: Known, field: string): Record<string, Value> =>
  Object.fromEntries(
    inputs
      .filter((input) => isNonNullType(input.type) && input.defaultValue === undefined)
      .map((input) => [input.name, saneValue(input.name, input.type, known, field)]),
  );

function saneValue(name: string, type: GraphQLInputType, known: Known, field: string): Value {
  const given = known(name, field);
  if (given !== undefined) return given;
  const inner = getNullableType(type);
  if (isListType(inner)) return [saneValue(name, inner.ofType, known, field)];
  if (isInputObjectType(inner)) return saneObject(Object.values(inner.getFields()), known, field);
  if (isEnumType(inner)) return inner.getValues()[0]?.name ?? '';
  return SANE[inner.name] ?? 'x';
}

const SANE: Record<string, Value> = {
  Int: 1,
  Float: 0.5,
  SafeInt: 1,
  Boolean: true,
  JSONObject: {},
  DateTime: '2026-01-01T00:00:00Z',
};

/** What to select of a field, so that it is really read: of a list its rows and their number. */
export function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!('getFields' in type) && !('getTypes' in type)) return '';
  const fields = isObjectType(type) ? type.getFields() : {};
  const wanted = ['nodes', 'totalCount'].filter((name) => name in fields);
  return `{ __typename ${wanted.map((name) => (name === 'nodes' ? 'nodes { __typename }' : name)).join(' ')} }`;
}
