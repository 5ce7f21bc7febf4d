import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestGraph, type TestGraph, type Transport } from '../setup/graph.ts';

const transports: Transport[] = ['embedded', 'services'];

describe.each(transports)('a run and its copies (%s)', (transport) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport, mutationTimeoutMs: 120_000, timeoutMs: 60_000, sync: true });
  });
  afterAll(() => graph.close());

  async function ask(query: string) {
    const { data, errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
    return data;
  }

  it('are the same in every store once the mutation is answered', async () => {
    const { registerTrainingRun: registered } = await ask(`mutation {
      registerTrainingRun(
        input: { modelId: "iris-classifier", datasetId: "iris", config: { optimizer: { name: "adam" } } }
      ) {
        ... on RegisterTrainingRunSuccess { trainingRun { id configSync experiment { status config } } }
      }
    }`);
    const { id, ...run } = registered.trainingRun;
    expect(run).toEqual({
      configSync: 'SYNCED',
      experiment: { status: 'RUNNING', config: { optimizer: { name: 'adam' } } },
    });
    const { finishTrainingRun: finished } = await ask(`mutation {
      finishTrainingRun(input: { runId: "${id}", status: COMPLETED, metrics: [{ name: "accuracy", value: 0.99995 }] }) {
        ... on TrainingRunSuccess {
          trainingRun { configSync experiment { status metrics } model { leaderboardEntry { rank score } } }
        }
      }
    }`);
    expect(finished.trainingRun).toEqual({
      configSync: 'SYNCED',
      experiment: { status: 'COMPLETED', metrics: { accuracy: 0.99995 } },
      model: { leaderboardEntry: { rank: 1, score: 0.99995 } },
    });
    const { topModels, leaderboard, onIris, boardOfIris, health } = await ask(`{
      topModels(first: 5) { rank value run { model { id } } }
      leaderboard(name: "accuracy") { entries(first: 5) { rank score modelId } }
      onIris: topModels(first: 5, datasetId: "iris") { rank value run { model { id } } }
      boardOfIris: leaderboard(name: "accuracy:iris") { entries(first: 5) { rank score modelId } }
      health { postgres { syncPending copies { kind pending parked } } }
    }`);
    type Ranked = { rank: number; value: number; run: { model: { id: string } } };
    const toEntries = (ranked: Ranked[]) =>
      ranked.map(({ rank, value, run }) => ({ rank, score: value, modelId: run.model.id }));
    expect(leaderboard.entries).toEqual(toEntries(topModels));
    expect(boardOfIris.entries).toEqual(toEntries(onIris));
    expect(health.postgres).toEqual({
      syncPending: 0,
      copies: ['BOARD', 'EXPERIMENT', 'REGISTRY'].map((kind) => ({ kind, pending: 0, parked: 0 })),
    });
  });
});
