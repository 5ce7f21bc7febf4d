import { composeServices } from '@apollo/composition';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, type GraphQLSchema, getOperationAST, parse, printSchema } from 'graphql';
import { readFacts } from '../supergraph/supergraph-facts.ts';
import { costOf, findCostliest } from './cost.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { shapeOf } from './operation-shape.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key" IMPORTS])
  type Query {
    user: User
    users(first: Int = 5): [User!]
    page(first: Int, last: Int, limit: Int = 4): Page
    byId(ids: [ID!]): [User!]
    nested(input: Slice): [User!]
    strict(first: Int, last: Int): [User!] @LIST(slicingArguments: ["first", "last"])
    assumed: [User!] @LIST(assumedSize: 7)
    sized(size: Int = 3): Wrapped @LIST(slicingArguments: ["size"], sizedFields: ["items"])
    dear(how: Int @COST(weight: 30), input: Slice): User @COST(weight: 100)
    heavy: Heavy
    any: Any
    node: Node
  }
  input Slice { count: Int @COST(weight: 2) inner: Slice }
  type Wrapped { items: [User!] others: [User!] }
  type Heavy @COST(weight: 50) { id: ID }
  type Page { edges: [Edge!] nodes: [User!] total: Int }
  type Edge { node: User }
  interface Node { id: ID! }
  type User implements Node @key(fields: "id") { id: ID! name: String tags: [String!] friends(first: Int = 10): [User!] }
  type Shop implements Node { id: ID! users(first: Int = 20): [User!] }
  union Any = User | Shop
`;

/** A supergraph that calls the two directives by these names. */
function supergraphOf(cost: string, listSize: string, imports = ''): { schema: GraphQLSchema; sdl: string } {
  const typeDefs = parse(SDL.replaceAll('@COST', cost).replaceAll('@LIST', listSize).replace(' IMPORTS', imports));
  const { supergraphSdl, schema, errors } = composeServices([{ name: 'users', url: 'http://users.invalid', typeDefs }]);
  if (!supergraphSdl || !schema) throw new Error(errors?.join('\n'));
  const api = printSchema(schema.toAPISchema().toGraphQLJSSchema());
  // The specification has paths into inputs, which this composition does not know yet.
  const path = `$& ${listSize}(slicingArguments: ["input.count"], requireOneSlicingArgument: false)`;
  return {
    schema: buildASTSchema(parse(api)),
    sdl: supergraphSdl.replace('nested(input: Slice): [User!]', path),
  };
}

const plain = supergraphOf('@cost', '@listSize', ', "@cost", "@listSize"');

function shape(query: string, { schema, sdl } = plain) {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return shapeOf(operation, document, schema, readFacts(schema, sdl).rules, DEFAULT_LIMITS);
}

const cost = (query: string, variables: Record<string, unknown> = {}, supergraph = plain) =>
  costOf(shape(query, supergraph), variables);

describe('the cost of an operation', () => {
  it.each([
    ['an object and its fields', '{ user { id name } }', 3],
    ['a list as long as its argument says', '{ users(first: 100) { id } }', 200],
    ['or its default', '{ users { id } }', 10],
    ['a list that nothing is said about', '{ user { tags } }', 11],
    ['a page by whatever slices it', '{ page(first: 2) { nodes { id } } }', 1 + 4 * 2],
    ['the larger of both', '{ page(first: 9) { nodes { id } edges { node { id } } total } }', 1 + 9 * 2 + 9 * 3 + 1],
    ['as many as ids are given', '{ byId(ids: ["a", "b", "c"]) { id } }', 6],
    ['a count inside an input', '{ nested(input: { count: 6 }) { id } }', 12 + 2],
    ['an assumed size', '{ assumed { id } }', 14],
    ['the sized lists below, and others as usual', '{ sized(size: 3) { items { id } others { id } } }', 1 + 6 + 20],
    ['a weight of a field and its argument', '{ dear(how: 1) { id } }', 100 + 1 + 30],
    ['weights inside inputs', '{ dear(input: { count: 1, inner: { count: 2 } }) { id } }', 100 + 1 + 4],
    ['a weight of a type', '{ heavy { id } }', 51],
    [
      'lists in lists',
      '{ users(first: 10) { friends(first: 10) { friends(first: 10) { id } } } }',
      10 * (1 + 10 * (1 + 20)),
    ],
    ['fragments where they are spread', '{ users(first: 10) { ...F } } fragment F on User { id name }', 30],
    [
      'one field for what is selected twice',
      '{ users { id } users { id name } ...Q } fragment Q on Query { users { name } }',
      15,
    ],
    [
      'the dearer kind of object',
      '{ any { ... on User { id name tags } ... on Shop { id users { id } } } }',
      1 + 1 + 40,
    ],
    ['a fragment on a narrower type', '{ node { id ... on Shop { users(first: 2) { id } } } }', 1 + 1 + 4],
    ['nothing for what is left out', '{ user { id name @skip(if: true) tags @include(if: false) } }', 2],
    ['a long name of the answer', `{ user { ${'a'.repeat(250)}: id } }`, 1 + 3],
  ])('is that of %s', (_what, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  it('follows the variables', () => {
    const query =
      'query ($n: Int, $ids: [ID!], $slice: Slice) { users(first: $n) { id } byId(ids: $ids) { id } nested(input: $slice) { id } }';
    expect(cost(query, { n: 50, ids: ['a', 'b'], slice: { count: 3 } })).toBe(100 + 4 + 6 + 2);
    expect(cost(query, { n: null })).toBe(10 + 20 + 20);
  });

  it('refuses two slicing arguments where one is asked for', () => {
    expect(cost('{ strict(first: 2) { id } }')).toBe(4);
    expect(() => cost('{ strict(first: 2, last: 2) { id } }')).toThrow(
      'strict takes one of first, last, not 2 of them.',
    );
    expect(() => cost('{ strict { id } }')).toThrow('not 0 of them');
  });

  it.each([
    ['as they are', plain],
    ['with a prefix', supergraphOf('@federation__cost', '@federation__listSize')],
    [
      'renamed',
      supergraphOf('@weighs', '@size', ', { name: "@cost", as: "@weighs" }, { name: "@listSize", as: "@size" }'),
    ],
  ])('reads the directives %s', (_how, supergraph) => {
    expect(cost('{ assumed { id } dear { id } }', {}, supergraph)).toBe(14 + 101);
  });

  it('names the list that brings most of it', () => {
    const query = '{ user { id } users(first: 100) { id friends(first: 100) { id } } }';
    expect(findCostliest(shape(query), {})).toEqual({ path: ['users', 'friends'], cost: 20_000 });
  });
});

describe('the shape of an operation', () => {
  it.each([
    [
      'fragments that double',
      `{ user { ...F0 } } ${Array.from({ length: 15 }, (_, n) => `fragment F${n} on User { a: friends { ...F${n + 1} } b: friends { ...F${n + 1} } }`).join(' ')} fragment F15 on User { id }`,
      /more than 2500 fields|more than 1000 aliases/,
    ],
    [
      'too many directives',
      `{ user { ${'... @include(if: true) { id } '.repeat(201)} } }`,
      /more than 200 directives at user/,
    ],
    [
      'too many aliases',
      `{ user { ${Array.from({ length: 1_001 }, (_, n) => `a${n}: id`).join(' ')} } }`,
      /more than 1000 aliases at user/,
    ],
    [
      'too many levels',
      `{ user { ${'friends { '.repeat(19)} id ${'}'.repeat(19)} } }`,
      /more than 20 levels deep, at user.friends/,
    ],
  ])('is not made of %s', (_what, query, message) => {
    expect(() => shape(query)).toThrow(message);
  });
});
