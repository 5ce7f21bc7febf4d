import { describe, expect, it } from '@jest/globals';
import { buildSchema, graphql } from 'graphql';
import { Budget, countValues } from './budget.ts';
import { countObjects } from './count-objects.ts';

const schema = buildSchema(`
  type Query { users(first: Int!): [User!] node: Node any: [Any!] }
  type Mutation { makeUsers(first: Int!): [User!] }
  interface Node { id: ID! }
  type User implements Node { id: ID! name: String friends(first: Int!): [User!] }
  type Shop implements Node { id: ID! city: String }
  union Any = User | Shop
`);
countObjects(schema);

let made = 0;
const user = (): object => ({ __typename: 'User', id: 'u', name: 'ada', friends: users });
const users = ({ first }: { first: number }): object[] => {
  made += first;
  return Array.from({ length: first }, user);
};
const shop = { __typename: 'Shop', id: 's', city: 'Turin' };

async function ask(source: string, max = 1_000) {
  made = 0;
  const budget = new Budget(max);
  const rootValue = { users, makeUsers: users, node: user, any: [user(), shop, shop] };
  const { data, errors = [] } = await graphql({ schema, source, rootValue, contextValue: { budget } });
  return { data, errors, budget };
}

describe('a budget', () => {
  it.each([
    ['each object and its fields', '{ users(first: 3) { id name } }', 9],
    ['objects in objects', '{ users(first: 2) { friends(first: 3) { id } } }', 2 * 2 + 6 * 2],
    ['fragments of their type alone', '{ any { ... on User { id name } ... on Shop { city } } }', 3 + 2 + 2],
    ['fragments once', '{ users(first: 1) { ...F ...F } } fragment F on User { id name }', 3],
    ['an interface by what it is', '{ node { id ... on User { name } ... on Shop { city } } }', 3],
  ])('is spent for %s', async (_what, query, spent) => {
    const { budget, errors } = await ask(query);
    expect(errors).toEqual([]);
    expect(budget.spent).toBe(spent);
  });

  it('ends an operation where it is, with one error that says what to do', async () => {
    const { errors, budget } = await ask('{ users(first: 50) { friends(first: 50) { friends(first: 50) { id } } } }');
    // 50 users, then 50 friends of some of them: far from 125,000.
    expect(made).toBeLessThan(5_000);
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]).toBe(budget.error);
    expect(errors[0]?.message).toBe(
      'The answer has more than 1,000 values: ask for fewer with first, or in several operations.',
    );
    expect(errors[0]?.extensions).toEqual({ code: 'QUERY_TOO_COMPLEX' });
    expect(errors[0]?.path?.slice(0, 1)).toEqual(['users']);
  });

  it('says of a mutation that it was done', async () => {
    const { errors } = await ask('mutation { makeUsers(first: 600) { id } }');
    expect(errors[0]?.message).toContain('What the mutation was to do is done.');
  });
});

describe('the values of an answer', () => {
  it.each([
    ['an object and its fields', { a: 1, b: null }, 3],
    ['the items of a list', { a: [{ b: 1 }, { b: 2 }] }, 5],
    ['an empty list', { a: [] }, 2],
    ['a document', { a: { b: [1, 2, 3], c: { d: 'x' } } }, 7],
    ['a long text by its length', { a: 'x'.repeat(1_000) }, 12],
    ['a long name by its length', { ['x'.repeat(250)]: 1 }, 4],
    ['nothing', null, 1],
  ])('are counted: %s', (_what, value, count) => {
    expect(countValues(value)).toBe(count);
  });

  it('are counted no further than asked', () => {
    const most = 10;
    const endless: Record<string, unknown> = {};
    endless.again = endless;
    expect(countValues(endless, most)).toBeGreaterThan(most);
  });
});
