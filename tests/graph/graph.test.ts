import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestGraph, type TestGraph, type Transport } from '../setup/graph.ts';

/** The query of the README, over all three stores. */
const MODEL = `query ($id: ID!) {
  model(id: $id) {
    name
    framework
    config { revision hyperparameters }
    leaderboardEntry { rank score }
    predictionCount
  }
}`;

/** Nested as deep as a page of a frontend asks. */
const PAGE = `query ($first: Int) {
  models(first: $first) {
    nodes {
      id
      versions(first: 3) { nodes { id trainingRun { id accuracy datasetVersion { id dataset { name } } } } }
      config { revision }
      leaderboardEntry { rank }
    }
  }
}`;

const transports: Transport[] = ['embedded', 'services'];

describe.each(transports)('the graph (%s)', (transport) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport });
    // Older than the seed, so that a page of two holds models with versions.
    const createdAt = new Date(0);
    const models = Array.from({ length: 50 }, (_, index) => ({
      id: `extra-${index}`,
      name: `Extra ${index}`,
      createdAt,
    }));
    await graph.db.insertInto('model').values(models).execute();
  });
  afterAll(() => graph.close());
  beforeEach(() => graph.resetCalls());

  it('answers a model from three databases, with one call to each', async () => {
    const { data, errors } = await graph.ask(MODEL, { variables: { id: 'fraud-detector' } });
    expect(errors).toBeUndefined();
    expect(data.model).toEqual({
      name: 'Fraud detector',
      framework: 'ml-matrix',
      config: { revision: expect.any(Number), hyperparameters: expect.any(Object) },
      leaderboardEntry: { rank: expect.any(Number), score: expect.any(Number) },
      predictionCount: 0,
    });
    expect(graph.calls).toMatchObject({ lineage: 1, configs: 1, realtime: 1, sql: 1, mongodb: 1 });
  });

  it('costs a page of any size the same calls, statements and commands', async () => {
    await graph.ask(PAGE, { variables: { first: 2 } });
    const few = { ...graph.calls };
    graph.resetCalls();
    const { data, errors } = await graph.ask(PAGE, { variables: { first: 60 } });
    expect(errors).toBeUndefined();
    // One of the seed's is archived.
    expect(data.models.nodes).toHaveLength(59);
    expect(graph.calls).toEqual(few);
    expect(few).toMatchObject({ lineage: 1, configs: 1, realtime: 1, mongodb: 1 });
  });

  it('says of no deployment that Redis holds it while nobody brings it there', async () => {
    const { data, errors } = await graph.ask('{ deployments(first: 100) { nodes { servingSync } } }');
    expect(errors).toBeUndefined();
    const states = data.deployments.nodes.map(({ servingSync }: { servingSync: string }) => servingSync);
    expect(states).toEqual(Array(30).fill('PENDING'));
  });

  it('answers null for a model that nobody knows', async () => {
    const { data, errors } = await graph.ask(MODEL, { variables: { id: 'nobody' } });
    expect(errors).toBeUndefined();
    expect(data.model).toBeNull();
  });

  it('tells every service who asks, and believes nobody who says so from outside', async () => {
    const internal = encodeURIComponent(JSON.stringify({ subject: 'intruder', scopes: ['admin'] }));
    const ask = (headers: Record<string, string>) => graph.ask('{ viewer { subject scopes } }', { headers });
    expect((await ask({ 'x-tributary-user': 'ada' })).data.viewer).toEqual({ subject: 'ada', scopes: [] });
    expect((await ask({ 'x-tributary-caller': internal })).data.viewer).toEqual({ subject: 'developer', scopes: [] });
  });

  it('tells the health of all three stores', async () => {
    const { data } = await graph.ask('{ health { postgres { status } mongodb { status } redis { status } } }');
    expect(data.health).toEqual({ postgres: { status: 'UP' }, mongodb: { status: 'UP' }, redis: { status: 'UP' } });
  });

  it('follows references between the services in both directions', async () => {
    const { data, errors } = await graph.ask(`{
      leaderboard(name: "accuracy") { entries(first: 2) { rank model { name config { model { id } } } } }
      modelConfigs(first: 2) { nodes { model { name latestVersion { number } } } }
    }`);
    expect(errors).toBeUndefined();
    const [best] = data.leaderboard.entries;
    expect(best).toMatchObject({
      rank: 1,
      model: { name: expect.any(String), config: { model: { id: expect.any(String) } } },
    });
    expect(data.modelConfigs.nodes[0].model.latestVersion.number).toBeGreaterThan(0);
  });

  it.each([
    ['{ model(id: "fraud-detector") { ID: name config { revision } } }'],
    ['{ models(first: 3) { nodes { ID: name NAME: id leaderboardEntry { rank } } } }'],
    ['{ topModels(first: 2) { run { model { ID: name config { revision } } } } }'],
    ['{ search(text: "fraud", types: [MODEL]) { nodes { node { ... on Model { ID: name config { revision } } } } } }'],
    ['{ trainingRuns(first: 1) { nodes { ID: name experiment { notes } } } }'],
    [
      'mutation { updateModel(input: { id: "fraud-detector", task: "classification" }) { ... on ModelSuccess { model { ID: name config { revision } } } } }',
    ],
    ['{ model(id: "fraud-detector") { TYPENAME: id config { revision } } }'],
    ['{ model(id: "fraud-detector") { ID: tags config { revision } } }'],
    ['{ model(id: "fraud-detector") { ID: version(alias: "champion") { number } config { revision } } }'],
    ['{ modelConfigs(first: 1) { nodes { model { ID: name } } } }'],
  ])('answers the same whatever names a client chooses: %s', async (query) => {
    const clashing = (text: string) =>
      text.replaceAll(/\bTYPENAME\b/g, '__typename').replaceAll(/\b(ID|NAME)\b/g, (name) => name.toLowerCase());
    const { data, errors } = await graph.ask(query);
    const renamed = await graph.ask(clashing(query));
    expect(errors).toBeUndefined();
    expect(renamed.errors).toBeUndefined();
    expect(renamed.data).toEqual(JSON.parse(clashing(JSON.stringify(data))));
  });

  it('gives a clear error, with its place, for what the client asks wrongly', async () => {
    const { errors } = await graph.ask('{ model(id: "fraud-detector") { versions(first: -1) { nodes { id } } } }');
    expect(errors).toEqual([
      {
        message: 'first must be between 0 and 1000, not -1.',
        path: ['model', 'versions'],
        extensions: { code: 'BAD_USER_INPUT', service: 'lineage', requestId: expect.any(String) },
      },
    ]);
  });
});
