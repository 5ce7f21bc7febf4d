import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startClient } from '../setup/client-program.ts';
import { createTestGraph, type TestGraph, type Transport } from '../setup/graph.ts';
import { largeRun, MAX_DOCUMENT_BYTES } from '../setup/large-run.ts';

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
      health {
        postgres { syncPending copies { kind pending parked } }
        mongodb { auditPending }
        redis { auditPending }
      }
    }`);
    type Ranked = { rank: number; value: number; run: { model: { id: string } } };
    const toEntries = (ranked: Ranked[]) =>
      ranked.map(({ rank, value, run }) => ({ rank, score: value, modelId: run.model.id }));
    expect(leaderboard.entries).toEqual(toEntries(topModels));
    expect(boardOfIris.entries).toEqual(toEntries(onIris));
    expect(health).toMatchObject({ mongodb: { auditPending: 0 }, redis: { auditPending: 0 } });
    expect(health.postgres).toEqual({
      syncPending: 0,
      copies: ['BOARD', 'EXPERIMENT', 'REGISTRY', 'SERVING'].map((kind) => ({ kind, pending: 0, parked: 0 })),
    });
  });

  it('end for a program that follows the run, as docs/clients.md has it, with a last event', async () => {
    const { createTrainingRun: created } = await ask(`mutation {
      createTrainingRun(input: { modelId: "iris-classifier", datasetId: "iris" }) {
        ... on TrainingRunSuccess { trainingRun { id } }
      }
    }`);
    const { id } = created.trainingRun;
    const report = (epoch: number) =>
      ask(`mutation { reportProgress(input: { runId: "${id}", epoch: ${epoch} }) { __typename } }`);
    await report(1);
    await using program = await startClient(graph.url, id);
    await program.untilSaid('epoch: 1');
    await report(2);
    await program.untilSaid('epoch: 2');
    await ask(`mutation { finishTrainingRun(input: { runId: "${id}", status: COMPLETED }) { __typename } }`);
    const lines = await program.ended();
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.at(-1)).toMatch(/^\{ epoch: 2, percent: null, metrics: \{\} \} *$/);
  });

  it('are read as they were where they are as large as may be, and strangely named', async () => {
    const nested = (depth: number): object => (depth === 0 ? {} : { n: nested(depth - 1) });
    const odd = ['a.b', '$x', '_bsontype', '$ref', 'constructor', '7'];
    const small = {
      ...Object.fromEntries(odd.map((name) => [name, [{ [name]: 'v' }]])),
      reference: { $ref: 'defs', $id: 'x', other: [] },
      deep: nested(88),
    };
    const { config, parameters } = largeRun(MAX_DOCUMENT_BYTES - 2_000, small);
    const strange = [...odd, '__proto__'].map((name) => ({ name, value: '[{"a":1}]' }));
    const ask = async (query: string, variables: object) => {
      const { data, errors } = await graph.ask(query, { variables: { ...variables } });
      expect(errors).toBeUndefined();
      return data;
    };
    const { registerTrainingRun: registered } = await ask(
      `mutation ($input: RegisterTrainingRunInput!) {
        registerTrainingRun(input: $input) {
          ... on InvalidInput { message }
          ... on RegisterTrainingRunSuccess { trainingRun { id configSync } }
        }
      }`,
      { input: { config, parameters: [...parameters, ...strange] } },
    );
    expect(registered).toEqual({ trainingRun: { id: expect.any(String), configSync: 'SYNCED' } });
    const { id } = registered.trainingRun;
    const metrics = [...odd, '__proto__'].map((name) => ({ name, value: 1.5 }));
    const { finishTrainingRun: finished } = await ask(
      `mutation ($input: FinishTrainingRunInput!) {
        finishTrainingRun(input: $input) {
          ... on TrainingRunSuccess { trainingRun { configSync experiment { config metrics hyperparameters } } }
        }
      }`,
      { input: { runId: id, status: 'FAILED', metrics: [...metrics, { name: 'nan', nonFinite: 'NAN' }] } },
    );
    const { configSync, experiment } = finished.trainingRun;
    expect(configSync).toBe('SYNCED');
    expect({ ...experiment.config, text: '' }).toEqual({ ...config, text: '' });
    expect(experiment.config.text === config.text).toBe(true);
    const sorted = (entries: [string, unknown][]) => entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
    const each = (value: unknown): [string, unknown][] => [...odd, '__proto__'].map((name) => [name, value]);
    expect(sorted(Object.entries(experiment.metrics))).toEqual(sorted([...each(1.5), ['nan', null]]));
    const others = parameters.map(({ name, value }): [string, unknown] => [name, value]);
    expect(sorted(Object.entries(experiment.hyperparameters))).toEqual(sorted([...each([{ a: 1 }]), ...others]));
  });
});
