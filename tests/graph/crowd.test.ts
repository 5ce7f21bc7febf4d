import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestDatabases } from '../setup/all-stores.ts';
import { createTestGraph, type GraphAnswer, type TestGraph, type Transport } from '../setup/graph.ts';
import { createSeededStores } from '../setup/seeded.ts';
import { eventually, everyTurn } from '../setup/waiting.ts';

const transports: Transport[] = ['embedded', 'services'];
const CROWD = 1_000;

const CREATE = `mutation ($input: CreateTrainingRunInput!) {
  createTrainingRun(input: $input) { __typename ... on TrainingRunSuccess { trainingRun { name } } }
}`;
const MODEL = `query {
  model(id: "fraud-detector") { name config { revision } leaderboardEntry { rank } }
}`;

const isOverloaded = ({ errors }: GraphAnswer) =>
  errors?.every(
    ({ extensions }) => extensions.code === 'OVERLOADED' && typeof extensions.retryAfterSeconds === 'number',
  ) ?? false;

let stores: TestDatabases;
beforeAll(async () => {
  stores = await createSeededStores();
});
afterAll(() => stores.drop());

describe.each(transports)('a crowd (%s)', (transport) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport, over: stores });
  });
  afterAll(() => graph.close());

  it('writes what it is told was written, once, and nothing of what was refused', async () => {
    const names = Array.from({ length: CROWD }, (_, nth) => `${transport}-${nth}`);
    const answers = await Promise.all(
      names.map((name) => graph.ask(CREATE, { variables: { input: { modelId: 'fraud-detector', name } } })),
    );
    const done = names.filter((_, nth) => answers[nth]?.errors === undefined);
    for (const answer of answers.filter(({ errors }) => errors !== undefined)) {
      expect([isOverloaded(answer), answer.data?.createTrainingRun ?? null, answer.errors]).toEqual([
        true,
        null,
        answer.errors,
      ]);
    }
    expect(done.length).toBeGreaterThan(0);
    const rows = await graph.db.selectFrom('run').select('name').where('name', 'like', `${transport}-%`).execute();
    expect(rows.map(({ name }) => name).toSorted()).toEqual(done.toSorted());
  });

  it('reads whole answers, or is told to come again', async () => {
    const answers = await Promise.all(Array.from({ length: CROWD }, () => graph.ask(MODEL)));
    const whole = {
      model: {
        name: 'Fraud detector',
        config: { revision: expect.any(Number) },
        leaderboardEntry: { rank: expect.any(Number) },
      },
    };
    for (const answer of answers) {
      if (answer.errors) expect([isOverloaded(answer), answer.errors]).toEqual([true, answer.errors]);
      else expect(answer.data).toEqual(whole);
    }
    const first = await graph.ask(MODEL);
    expect([first.errors, first.data]).toEqual([undefined, whole]);
  });
});

describe('a process that computes while stores answer', () => {
  const TIMEOUT_MS = 500;
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport: 'embedded', timeoutMs: TIMEOUT_MS, over: stores });
  });
  afterAll(() => graph.close());

  it('blames none of them', async () => {
    const query = '{ models(first: 1) { nodes { id } } leaderboards(first: 1) { nodes { name } } }';
    await eventually(async () => expect(await graph.ask(query)).not.toHaveProperty('errors'));
    for (let nth = 0; nth < 6; nth++) {
      graph.resetCalls();
      const answer = graph.ask(query);
      await everyTurn(() => graph.calls.sql > 0 && graph.calls.redis > 0);
      const end = performance.now() + 4 * TIMEOUT_MS;
      while (performance.now() < end);
      const { errors = [] } = await answer;
      expect(errors.filter(({ extensions }) => extensions.code !== 'OVERLOADED')).toEqual([]);
    }
    // A breaker would keep it from a service now.
    const { errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
  });
});
