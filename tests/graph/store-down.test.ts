import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type BothGraphs, createBothGraphs, type TestGraph, withBoth } from '../setup/graph.ts';
import { eventually } from '../setup/waiting.ts';

const QUERY = `{
  model(id: "fraud-detector") { name config { revision } leaderboardEntry { rank } }
  leaderboard(name: "accuracy") { name }
}`;
const ways = ['stop', 'hang'] as const;

describe('with a store away', () => {
  let graphs: BothGraphs;
  beforeAll(async () => {
    graphs = await createBothGraphs({ timeoutMs: 5_000 });
    // The first query of a process plans, parses and connects: on a busy machine that alone runs into the deadline.
    await withBoth(graphs, untilWhole);
  });
  afterAll(() => withBoth(graphs, (graph) => graph.close()));
  afterEach(() =>
    withBoth(graphs, async (graph) => {
      for (const store of Object.values(graph.stores)) await store.resume();
      await untilWhole(graph);
    }),
  );

  async function untilWhole(graph: TestGraph) {
    await eventually(async () => expect(await graph.ask(QUERY)).not.toHaveProperty('errors'));
  }

  it.each(ways)('MongoDB (%s): the others answer, the configuration is null with its path', (way) =>
    withBoth(graphs, async (graph) => {
      await graph.stores.mongodb[way]();
      const { data, errors } = await graph.ask(QUERY);
      expect(data.model).toMatchObject({
        name: 'Fraud detector',
        config: null,
        leaderboardEntry: { rank: expect.any(Number) },
      });
      expect(errors).toEqual([
        expect.objectContaining({
          path: ['model', 'config'],
          extensions: {
            code: expect.stringMatching(/^(STORE_UNAVAILABLE|SUBGRAPH_TIMEOUT)$/),
            service: 'configs',
            requestId: expect.any(String),
          },
        }),
      ]);
    }),
  );

  it.each(ways)('Redis (%s): the others answer, the board is null with its path', (way) =>
    withBoth(graphs, async (graph) => {
      await graph.stores.redis[way]();
      const { data, errors } = await graph.ask(QUERY);
      expect(data).toMatchObject({
        model: { name: 'Fraud detector', config: { revision: expect.any(Number) }, leaderboardEntry: null },
        leaderboard: null,
      });
      expect(errors?.map(({ path }) => path?.join('.')).sort()).toEqual(['leaderboard', 'model.leaderboardEntry']);
      for (const { extensions } of errors ?? []) expect(extensions.service).toBe('realtime');
    }),
  );

  it.each(ways)('PostgreSQL (%s): the model is null with one error, other root fields answer', (way) =>
    withBoth(graphs, async (graph) => {
      await graph.stores.postgres[way]();
      const { data, errors } = await graph.ask(QUERY);
      expect(data).toEqual({ model: null, leaderboard: { name: 'accuracy' } });
      expect(errors).toHaveLength(1);
      expect(errors?.[0]).toMatchObject({ path: ['model'], extensions: { service: 'lineage' } });
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONN|select |at .*\.ts/);
    }),
  );
});
