import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestGraph, type GraphAnswer, type TestGraph } from '../setup/graph.ts';
import { ask } from '../setup/subgraph.ts';

/** What may be asked for has room: it takes at most two thirds of what is allowed. */
const ROOM = 2 / 3;

const costOf = ({ extensions }: GraphAnswer) => extensions?.cost ?? { estimated: Number.NaN, fetched: 0, max: 0 };

const LARGE = [
  [
    'a thousand runs with metrics, model and dataset',
    `{ trainingRuns(first: 1000) { nodes {
         id name status accuracy metrics { name value step } model { id name } dataset { id name }
       } } }`,
  ],
  [
    'a hundred models with twenty versions each and their runs',
    `{ models(first: 100) { nodes {
         id name framework config { revision } leaderboardEntry { rank }
         versions(first: 20) { nodes { id number createdAt trainingRun { id name status accuracy datasetVersion { id } } } }
       } } }`,
  ],
  [
    'a large graph',
    '{ lineage(root: { type: DATASET_VERSION, id: "fraud-transactions@4" }, maxNodes: 5000) { nodes { __typename } edges { from to type } } }',
  ],
  [
    'a whole course of a metric',
    '{ trainingRuns(first: 10) { nodes { metricHistory(name: "loss", maxPoints: 2000) { step value at } } } }',
  ],
] as const;

const nested = (levels: number): string =>
  levels === 0 ? 'id' : `id model { trainingRuns(first: 1000) { nodes { ${nested(levels - 1)} } } }`;

describe('what may be asked', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport: 'embedded' });
  });
  afterAll(() => graph.close());

  it.each(LARGE)('has room for %s', async (_what, query) => {
    const answer = await graph.ask(query);
    expect(answer.errors).toBeUndefined();
    expect(costOf(answer).estimated).toBeLessThan(costOf(answer).max * ROOM);
    expect(costOf(answer).fetched).toBeLessThan(costOf(answer).max * ROOM);
  });

  it.each(['README.md', 'docs/guide.md'])('has room for every query of %s', async (file) => {
    const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
    const queries = [...text.matchAll(/```graphql\n(.*?)```/gs)].flatMap(([, query]) => query ?? []);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries.filter((written) => !written.startsWith('mutation'))) {
      const answer = await graph.ask(query);
      expect(costOf(answer).estimated).toBeLessThan(costOf(answer).max / 10);
    }
  });

  it('has none for lists in lists without end, and says where they are', async () => {
    graph.resetCalls();
    const { data, errors } = await graph.ask(`{ trainingRuns(first: 1) { nodes { ${nested(5)} } } }`);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
    expect(errors?.[0]?.message).toContain('trainingRuns.nodes.model.trainingRuns.nodes');
    expect(graph.calls).toMatchObject({ lineage: 0, sql: 0 });
  });

  it('has none for more points than many calls may have, before any is looked at', async () => {
    const log = (count: number) => {
      const points = Array.from({ length: count }, (_, step) => ({ name: 'loss', value: 1, step }));
      const input = { runId: '00000000-0000-7000-8000-00000000dead', points };
      const query = 'mutation ($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }';
      return graph.ask(query, { variables: { input } });
    };
    expect(await log(1_000)).toMatchObject({ data: { logMetrics: { __typename: 'NotFound' } } });
    graph.resetCalls();
    const { errors } = await log(20_001);
    expect(errors?.[0]?.message).toContain('more than 20,000 items together, at $input');
    expect(graph.calls).toMatchObject({ lineage: 0, sql: 0 });
  });

  it('has none for such lists in a service that is asked directly', async () => {
    const answer = await ask(graph.lineage, `{ trainingRuns(first: 31) { nodes { ${nested(4)} } } }`);
    expect(answer).toEqual({
      data: null,
      errors: [
        {
          message: expect.stringMatching(/^The answer has more than 150,000 values: ask for fewer with first/),
          path: expect.arrayContaining(['trainingRuns', 'nodes', 'model']),
          extensions: { code: 'QUERY_TOO_COMPLEX', service: 'lineage' },
        },
      ],
    });
  });
});
