import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type BothGraphs, createBothGraphs, type TestGraph, withBoth } from '../setup/graph.ts';
import { eventually } from '../setup/waiting.ts';

const QUERY = `{
  model(id: "fraud-detector") { name config { revision } leaderboardEntry { rank } }
  leaderboard(name: "accuracy") { name }
}`;
/** A time that nothing else waits. */
const COPIES_WAIT_MS = 251;
const ways = ['stop', 'hang'] as const;

describe('with a store away', () => {
  let graphs: BothGraphs;
  beforeAll(async () => {
    graphs = await createBothGraphs({ timeoutMs: 5_000, sync: true, copiesWaitMs: COPIES_WAIT_MS });
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

  async function register(graph: TestGraph, config: object): Promise<{ id: string; configSync: string }> {
    const { data, errors } = await graph.ask(
      `mutation ($input: RegisterTrainingRunInput!) {
        registerTrainingRun(input: $input) { ... on RegisterTrainingRunSuccess { trainingRun { id configSync } } }
      }`,
      { variables: { input: { modelId: 'iris-classifier', config } } },
    );
    expect(errors).toBeUndefined();
    return data.registerTrainingRun.trainingRun;
  }

  it.each(ways)('MongoDB (%s): the others answer, the configuration is null with its path', (way) =>
    withBoth(graphs, async (graph) => {
      await graph.stores.mongodb[way]();
      // A process that a busy machine keeps from working says that instead.
      await eventually(async () => {
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
      });
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

  it.each(ways)(
    'MongoDB (%s): a run is registered and its copy PENDING after one wait, and it follows once it can',
    async (way) => {
      const timers = jest.spyOn(globalThis, 'setTimeout');
      const config = { optimizer: 'adam' };
      await withBoth(graphs, async (graph) => {
        await graph.stores.mongodb[way]();
        const run = await register(graph, config);
        expect(run.configSync).toBe('PENDING');
        await graph.stores.mongodb.resume();
        const query = `{ trainingRun(id: "${run.id}") { configSync experiment { config } } }`;
        await eventually(async () =>
          expect((await graph.ask(query)).data.trainingRun).toEqual({ configSync: 'SYNCED', experiment: { config } }),
        );
      });
      expect(timers.mock.calls.filter(([, ms]) => ms === COPIES_WAIT_MS)).toHaveLength(2);
      timers.mockRestore();
    },
  );

  it.each(ways)('Redis (%s): a run is finished after one wait, and the boards follow once they can', async (way) => {
    const value = way === 'stop' ? 0.9998 : 0.9999;
    const ids = new Map<TestGraph, string>();
    await withBoth(graphs, async (graph) => void ids.set(graph, (await register(graph, {})).id));
    const timers = jest.spyOn(globalThis, 'setTimeout');
    await withBoth(graphs, async (graph) => {
      await graph.stores.redis[way]();
      const { data, errors } = await graph.ask(
        `mutation ($input: FinishTrainingRunInput!) {
          finishTrainingRun(input: $input) { ... on TrainingRunSuccess { trainingRun { status } } }
        }`,
        {
          variables: { input: { runId: ids.get(graph), status: 'COMPLETED', metrics: [{ name: 'accuracy', value }] } },
        },
      );
      expect(errors).toBeUndefined();
      expect(data.finishTrainingRun.trainingRun).toEqual({ status: 'COMPLETED' });
      await graph.stores.redis.resume();
      const query = '{ leaderboard(name: "accuracy") { entries(first: 1) { score } } }';
      await eventually(async () =>
        expect((await graph.ask(query)).data.leaderboard.entries).toEqual([{ score: value }]),
      );
    });
    expect(timers.mock.calls.filter(([, ms]) => ms === COPIES_WAIT_MS)).toHaveLength(2);
    timers.mockRestore();
  });

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
