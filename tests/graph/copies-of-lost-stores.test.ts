import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeSyncClock as writeMongoClock } from '@tributary/configs/sync-clock';
import { writeSyncClock as writeRedisClock } from '@tributary/realtime/sync-clock';
import { type BothGraphs, createBothGraphs, type TestGraph, withBoth } from '../setup/graph.ts';
import { emptyRedis } from '../setup/redis.ts';
import { eventually } from '../setup/waiting.ts';

let graphs: BothGraphs;
beforeAll(async () => {
  const patience = { timeoutMs: 20_000, mutationTimeoutMs: 120_000 };
  graphs = await createBothGraphs({ ...patience, sync: true, copiesWaitMs: 250 });
  // Workers take what they find for all that there was, once.
  await withBoth(graphs, untilDelivered);
});
afterAll(() => withBoth(graphs, (graph) => graph.close()));

async function ask(graph: TestGraph, query: string) {
  const { data, errors } = await graph.ask(query);
  expect(errors).toBeUndefined();
  return data;
}

const untilDelivered = (graph: TestGraph) =>
  eventually(async () => {
    const { health } = await ask(graph, '{ health { postgres { copies { kind pending parked } } } }');
    for (const copies of health.postgres.copies) expect(copies).toMatchObject({ pending: 0, parked: 0 });
  });

const REGISTER = `mutation { registerTrainingRun(input: { modelId: "iris-classifier", config: { rate: 0.1 } }) {
  ... on RegisterTrainingRunSuccess { trainingRun { id configSync } }
} }`;
const finish = (id: string, accuracy: number) => `mutation {
  finishTrainingRun(input: { runId: "${id}", status: COMPLETED, metrics: [{ name: "accuracy", value: ${accuracy} }] }) {
    ... on TrainingRunSuccess { trainingRun { status metric(name: "accuracy") } }
  }
}`;
const BOARDS = `{
  leaderboards(first: 100) { nodes { name goal entries(first: 100) { rank score modelId } } }
}`;
const experimentOf = (id: string) =>
  `{ trainingRun(id: "${id}") { configSync experiment { status config metrics hyperparameters } } }`;

describe('a store that is away', () => {
  it('MongoDB: mutations succeed and say PENDING, and all is there when it is back', () =>
    withBoth(graphs, async (graph) => {
      await graph.stores.mongodb.stop();
      const { registerTrainingRun } = await ask(graph, REGISTER);
      const { id, configSync } = registerTrainingRun.trainingRun;
      expect(configSync).toBe('PENDING');
      const { finishTrainingRun } = await ask(graph, finish(id, 0.25));
      expect(finishTrainingRun.trainingRun).toEqual({ status: 'COMPLETED', metric: 0.25 });
      await graph.stores.mongodb.resume();
      await untilDelivered(graph);
      await eventually(async () =>
        expect((await ask(graph, experimentOf(id))).trainingRun).toEqual({
          configSync: 'SYNCED',
          experiment: { status: 'COMPLETED', config: { rate: 0.1 }, metrics: { accuracy: 0.25 }, hyperparameters: {} },
        }),
      );
    }));

  it('Redis: mutations succeed, and the board agrees with the ranking when it is back', () =>
    withBoth(graphs, async (graph) => {
      await graph.stores.redis.stop();
      const { registerTrainingRun } = await ask(graph, REGISTER);
      const { finishTrainingRun } = await ask(graph, finish(registerTrainingRun.trainingRun.id, 0.99996));
      expect(finishTrainingRun.trainingRun).toEqual({ status: 'COMPLETED', metric: 0.99996 });
      await graph.stores.redis.resume();
      await untilDelivered(graph);
      await eventually(async () => {
        const { leaderboard, topModels } = await ask(
          graph,
          '{ leaderboard(name: "accuracy") { entries(first: 1) { score modelId } } topModels(first: 1) { value } }',
        );
        expect(leaderboard.entries).toEqual([{ score: topModels[0].value, modelId: 'iris-classifier' }]);
        expect(topModels[0].value).toBe(0.99996);
      });
    }));
});

describe('a store that comes back knowing less', () => {
  it('Redis, emptied: every board is as it was, by itself', () =>
    withBoth(graphs, async (graph) => {
      const before = await ask(graph, BOARDS);
      expect(before.leaderboards.nodes.length).toBeGreaterThan(10);
      await emptyRedis(graph.realtime, graph.keyPrefix);
      await eventually(async () => expect(await ask(graph, BOARDS)).toEqual(before));
    }));

  it('MongoDB, without experiments and clock: every experiment is there, by itself', () =>
    withBoth(graphs, async (graph) => {
      const { experiments, connection } = graph.configs;
      const { registerTrainingRun } = await ask(graph, REGISTER);
      const { id } = registerTrainingRun.trainingRun;
      await untilDelivered(graph);
      const count = await experiments.countDocuments({});
      const before = await ask(graph, experimentOf(id));
      await experiments.deleteMany({});
      await connection.collection('sync').drop();
      await eventually(async () => expect(await ask(graph, experimentOf(id))).toEqual(before));
      await eventually(async () => expect(await experiments.countDocuments({})).toBe(count));
    }));

  it('either, as it was before the last changes: they are there again', () =>
    withBoth(graphs, async (graph) => {
      const { realtime, configs } = graph;
      await untilDelivered(graph);
      const boards = await ask(graph, BOARDS);
      const { registerTrainingRun } = await ask(graph, REGISTER);
      const { id } = registerTrainingRun.trainingRun;
      await ask(graph, finish(id, 0.99997));
      await untilDelivered(graph);
      const after = await ask(graph, BOARDS);
      expect(after).not.toEqual(boards);
      const experiment = await ask(graph, experimentOf(id));
      const hourAgo = new Date(Date.now() - 3_600_000);
      const { scores, versions } = realtime.keys.board('accuracy');
      await realtime.run((redis) =>
        redis.multi().hDel(versions, 'iris-classifier').zRem(scores, 'iris-classifier').exec(),
      );
      await configs.experiments.deleteOne({ _id: id });
      await writeRedisClock(realtime, 'board', hourAgo);
      await writeMongoClock(configs, hourAgo);
      await eventually(async () => expect(await ask(graph, BOARDS)).toEqual(after));
      await eventually(async () => expect(await ask(graph, experimentOf(id))).toEqual(experiment));
    }));
});
