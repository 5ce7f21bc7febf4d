import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { createTestGraph, type TestGraph } from '../setup/graph.ts';

const DOCUMENTS = ['README.md', 'docs/guide.md'];

/** Every operation of a document's blocks, in their order; with the answer that follows, if one does. */
async function readExamples(document: string) {
  const text = await readFile(new URL(`../../${document}`, import.meta.url), 'utf8');
  return [...text.matchAll(/```graphql\n(.*?)```(?:\s*```json\n(.*?)```)?/gs)].flatMap(([, query = '', answer]) =>
    parse(query).definitions.map(({ loc }, index, { length }) => ({
      document,
      query: query.slice(loc?.start, loc?.end),
      answer: index === length - 1 ? answer : undefined,
    })),
  );
}

/** One after the other on one graph, since a document builds on what those before it have changed. */
const examples = (await Promise.all(DOCUMENTS.map(readExamples))).flat();

/** An answer as a document shortens it: what stands for the rest is left out. */
const shortened = (answer: string): unknown =>
  JSON.parse(answer, (_key, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { '…': rest, ...shown } = value;
    return rest === undefined ? value : shown;
  });

describe('an example', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport: 'embedded' });
  });
  afterAll(() => graph.close());

  it.each(DOCUMENTS)('stands in %s', (name) => {
    expect(examples.filter(({ document, answer }) => document === name && answer).length).toBeGreaterThan(2);
  });

  it.each(examples)('of $document is answered as it says: $query', async ({ query, answer }) => {
    const { data, errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
    for (const value of Object.values<{ __typename?: string } | null>(data)) {
      expect(value?.__typename ?? 'Success').toMatch(/Success$/);
    }
    if (answer) expect({ data }).toMatchObject(shortened(answer) as object);
  });
});
