import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { createTestGraph, type TestGraph } from '../setup/graph.ts';

const README = await readFile(new URL('../../README.md', import.meta.url), 'utf8');

/** Every operation of every block, in the order in which a reader meets them; with the answer that follows, if one does. */
const examples = [...README.matchAll(/```graphql\n(.*?)```(?:\s*```json\n(.*?)```)?/gs)].flatMap(
  ([, query = '', answer]) =>
    parse(query).definitions.map(({ loc }, index, { length }) => ({
      query: query.slice(loc?.start, loc?.end),
      answer: index === length - 1 ? answer : undefined,
    })),
);

/** An answer as the README shortens it: what stands for the rest is left out. */
const shortened = (answer: string): unknown =>
  JSON.parse(answer, (_key, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { '…': rest, ...shown } = value;
    return rest === undefined ? value : shown;
  });

describe('the README', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport: 'embedded' });
  }, 60_000);
  afterAll(() => graph.close());

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(3);
    expect(examples.filter(({ answer }) => answer)).not.toEqual([]);
  });

  it.each(examples)('is answered as it says: $query', async ({ query, answer }) => {
    const { data, errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
    for (const value of Object.values<{ __typename?: string } | null>(data)) {
      expect(value?.__typename ?? 'Success').toMatch(/Success$/);
    }
    if (answer) expect({ data }).toMatchObject(shortened(answer) as object);
  });
});
