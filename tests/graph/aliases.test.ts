import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_FILE, SUPERGRAPH_FILE } from '@tributary/schema/files';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  graphql,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import { pino } from 'pino';
import { createMadeUpGateway, createResolver, readKeys } from '../setup/made-up.ts';

const supergraph = await readFile(SUPERGRAPH_FILE, 'utf8');
const api = buildSchema(await readFile(API_FILE, 'utf8'));
const query = rootOf(api.getQueryType());
const mutation = rootOf(api.getMutationType());
const keys = readKeys(parse(supergraph));
const resolve = createResolver(keys);

function rootOf(type: GraphQLObjectType | null | undefined): GraphQLObjectType {
  if (!type) throw new Error('there are queries and mutations');
  return type;
}

type Field = GraphQLField<unknown, unknown>;

/** A field on the way to a place; of several types it is followed in one. */
interface Step {
  readonly field: Field;
  readonly on?: GraphQLObjectType;
}

/** Where an object of a type stands in the graph. */
interface Place {
  readonly root: 'query' | 'mutation';
  readonly steps: readonly Step[];
  readonly type: GraphQLObjectType;
}

function literal(type: GraphQLInputType, text: string): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return `[${literal(nullable.ofType, text)}]`;
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name ?? '';
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields());
    const needed = fields.filter(({ type }) => isNonNullType(type));
    // The text stands somewhere.
    if (needed.length === 0) needed.push(...fields.filter(({ name }) => name === 'id'));
    return `{ ${needed.map(({ name, type }) => `${name}: ${literal(type, text)}`).join(' ')} }`;
  }
  const word = JSON.stringify(text);
  const numbers = { Int: '1', SafeInt: '1', Float: '1.5' };
  const literals: Record<string, string> = { ...numbers, Boolean: 'true', JSONObject: `{ word: ${word} }` };
  return literals[nullable.name] ?? word;
}

function call({ name, args }: Field, text = ''): string {
  const needed = args.filter(({ type }) => isNonNullType(type));
  if (needed.length === 0) return name;
  return `${name}(${needed.map((argument) => `${argument.name}: ${literal(argument.type, text)}`).join(', ')})`;
}

/** Where the fields of an object lead. */
function placesBelow({ root, steps, type }: Place): Place[] {
  return Object.values(type.getFields()).flatMap((field): Place[] => {
    const next = getNamedType(field.type);
    if (isObjectType(next)) return [{ root, steps: [...steps, { field }], type: next }];
    if (!isAbstractType(next)) return [];
    return api.getPossibleTypes(next).map((on) => ({ root, steps: [...steps, { field, on }], type: on }));
  });
}

const isOfSeveral = ({ steps }: Place) => steps.at(-1)?.on !== undefined;

/** The nearest place of each type that a query reaches, and every place that may have several types. */
function placesOfQueries(): Place[] {
  const places: Place[] = [];
  const seen = new Set<string>();
  const todo: Place[] = [{ root: 'query', steps: [], type: query }];
  for (const place of todo) {
    for (const next of placesBelow(place)) {
      const isNew = !seen.has(next.type.name);
      if (isNew || isOfSeveral(next)) places.push(next);
      if (!isNew) continue;
      seen.add(next.type.name);
      todo.push(next);
    }
  }
  return places;
}

/** Of all mutations the success, with what it holds, and each failure where it is met first, and then in turn. */
function placesOfMutations(): Place[] {
  const seen = new Set<string>();
  return placesBelow({ root: 'mutation', steps: [], type: mutation }).flatMap((outcome, index) => {
    if (outcome.type.name.endsWith('Success')) return [outcome, ...placesBelow(outcome)];
    const isNew = !seen.has(outcome.type.name);
    seen.add(outcome.type.name);
    return isNew || index % 3 === 0 ? [outcome] : [];
  });
}

/** What a client may call its fields that the planner has, too. */
const NAMES = ['__typename', ...new Set(keys.values())];

/**
 * Every field of an object, of every service, beside plain values under the names of keys, and then beside objects and
 * lists under them.
 */
function selections(type: GraphQLObjectType | GraphQLInterfaceType): string[] {
  const fields = Object.values(type.getFields());
  const own = fields.map((field) => `own_${field.name}: ${call(field)} ${below(field, 'own')}`);
  const under = (named: readonly Field[]) =>
    NAMES.map((name, index) => {
      const others = named.filter((field) => field.name !== name);
      const field = others[index % others.length];
      return `${name}: ${field ? `${call(field)} ${below(field, 'id')}` : '__typename'}`;
    });
  const plain = under(fields.filter((field) => !isComposite(field)));
  const deep = under(fields.filter(isComposite));
  return [
    [...plain, ...own],
    [...own, ...deep],
  ].map((parts) => `{ own: __typename ${parts.join(' ')} }`);
}

const isComposite = (field: Field) => isCompositeType(getNamedType(field.type));

const below = (field: Field, name: string) => (isComposite(field) ? `{ ${name}: __typename }` : '');

/** An operation with a selection on a type at a place: in turn as it is, in an inline fragment and in a named one. */
function operationAt(place: Place, on: string, selection: string, form: number): string {
  const { root, steps } = place;
  const marks = steps.map((step) => (step.on ? `<${step.on.name}>` : '')).join('');
  const forms = [
    isOfSeveral(place) ? `{ ... on ${on} ${selection} }` : selection,
    `{ ... on ${on} ${selection} }`,
    '{ ...F }',
  ];
  const text = steps.reduceRight((inner, step, index) => {
    const set = step.on && index < steps.length - 1 ? `{ ... on ${step.on.name} ${inner} }` : inner;
    return `{ ${call(step.field, marks)} ${set} }`;
  }, forms[form] ?? '');
  return `${root} ${text} ${form === 2 ? `fragment F on ${on} ${selection}` : ''}`;
}

describe('a name of the client like one of a key', () => {
  let gateway: Awaited<ReturnType<typeof createMadeUpGateway>>;
  beforeAll(async () => {
    gateway = await createMadeUpGateway(supergraph, pino({ level: 'silent' }));
  });
  afterAll(() => gateway.close());

  async function check(places: readonly Place[]): Promise<void> {
    for (const [index, place] of places.entries()) {
      for (const on of [place.type, ...place.type.getInterfaces()]) {
        for (const selection of selections(on))
          await checkOne(place, operationAt(place, on.name, selection, index % 3));
      }
    }
  }

  async function checkOne({ type }: Place, source: string): Promise<void> {
    const expected = await graphql({ schema: api, source, fieldResolver: resolve });
    expect({ source, errors: expected.errors }).toEqual({ source, errors: undefined });
    // The place is reached, and the selection with it.
    expect(JSON.stringify(expected.data)).toContain(`"own":"${type.name}"`);
    const reply = await gateway.inject({ method: 'POST', url: '/graphql', payload: { query: source } });
    const { data, errors } = reply.json();
    expect({ source, data, errors }).toEqual({ source, data: JSON.parse(JSON.stringify(expected.data)) });
  }

  it('is kept with the right value on every type, in lists, in fragments and where types may differ', async () => {
    const places = placesOfQueries();
    const entities = new Set(places.map(({ type }) => type.name).filter((name) => keys.has(name)));
    expect(entities).toEqual(new Set(keys.keys()));
    await check(places);
  });

  it('is kept in what mutations answer', async () => {
    const places = placesOfMutations();
    const outcomes = Object.values(mutation.getFields()).map((field) => getNamedType(field.type));
    const types = outcomes.filter(isAbstractType).flatMap((outcome) => api.getPossibleTypes(outcome));
    const reached = new Set(places.map(({ type }) => type.name));
    expect(types.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
    await check(places);
  });
});
