import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestGraph, type TestGraph, type Transport } from '../setup/graph.ts';
import { emptyRedis } from '../setup/redis.ts';
import { eventually } from '../setup/waiting.ts';

const PREDICT = `mutation {
  predict(input: { modelId: "fraud-detector", entity: "walker", environment: "staging" }) {
    __typename
    ... on PredictSuccess {
      prediction { id version cached score features { name value status } deployment { id status } }
    }
    ... on UserError { message }
  }
}`;
const STORE = `mutation {
  storeFeatures(input: {
    view: "user_transactions", rows: [{ entity: "walker", values: { amount_log: 6.5, transactions_1h: 3, is_night: true } }]
  }) { __typename ... on StoreFeaturesSuccess { stored } ... on UserError { message } }
}`;
const transports: Transport[] = ['embedded', 'services'];

describe.each(transports)('a model that answers (%s)', (transport) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({
      ...{ transport, timeoutMs: 60_000, mutationTimeoutMs: 120_000 },
      ...{ sync: true, scoring: true },
    });
  });
  afterAll(() => graph.close());

  const ask = async (query: string) => {
    const { data, errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
    return data;
  };
  const predict = async () => {
    const { predict: outcome } = await ask(PREDICT);
    expect(outcome).toMatchObject({ __typename: 'PredictSuccess' });
    return outcome.prediction;
  };
  const store = async () => expect((await ask(STORE)).storeFeatures).toMatchObject({ stored: 1 });
  /** Deploys, and answers the deployment once predictions follow it. */
  const untilAnswers = async (call: string) => {
    const { outcome } = await ask(
      `mutation { outcome: ${call} { ... on DeploymentSuccess { deployment { id } } ... on UserError { message } } }`,
    );
    const { id } = outcome.deployment;
    await eventually(async () =>
      expect((await ask(`{ deployment(id: "${id}") { status servingSync } }`)).deployment).toEqual({
        ...{ status: 'LIVE', servingSync: 'SYNCED' },
      }),
    );
    return id;
  };
  const featureOf = (prediction: { features: { name: string }[] }, name: string) =>
    prediction.features.find((feature) => feature.name === name);
  const stored = { name: 'transactions_1h', value: 3, status: 'PRESENT' };
  const missing = { name: 'transactions_1h', value: 0, status: 'NOT_FOUND' };

  it('computes, repeats, follows a new version and its rollback, and forgets whom it is to forget', async () => {
    await eventually(store);
    const computed = await eventually(predict);
    expect(computed).toMatchObject({ version: 6, cached: false, deployment: { status: 'LIVE' } });
    expect(featureOf(computed, 'transactions_1h')).toEqual(stored);
    expect(await predict()).toEqual({ ...computed, cached: true });

    const next = await untilAnswers(
      'deployModelVersion(input: { modelVersionId: "fraud-detector@5", environment: "staging" })',
    );
    const anew = await predict();
    expect(anew).toMatchObject({ version: 5, cached: false, deployment: { id: next } });
    expect(anew.score).not.toBe(computed.score);
    expect(await predict()).toEqual({ ...anew, cached: true });

    const back = await untilAnswers(`rollbackDeployment(input: { id: "${next}", reason: "It misses too much." })`);
    const again = await predict();
    expect(again).toMatchObject({ version: 6, cached: false, score: computed.score, deployment: { id: back } });
    expect(await predict()).toEqual({ ...again, cached: true });

    const { forgetEntity } = await ask(`mutation {
      forgetEntity(entityName: "user", entity: "walker") { ... on ForgetEntitySuccess { features predictions } }
    }`);
    // Three that were computed, each repeated once.
    expect(forgetEntity).toEqual({ features: 1, predictions: expect.any(Number) });
    expect(forgetEntity.predictions).toBeGreaterThanOrEqual(6);
    const { cachedPrediction, predictions } = await ask(`{
      cachedPrediction(modelId: "fraud-detector", entity: "walker", environment: "staging") { id }
      predictions(modelId: "fraud-detector", entity: "walker") { nodes { id } }
    }`);
    expect({ cachedPrediction, predictions }).toEqual({ cachedPrediction: null, predictions: { nodes: [] } });
    const unknown = await predict();
    expect(unknown).toMatchObject({ version: 6, cached: false });
    expect(featureOf(unknown, 'transactions_1h')).toEqual(missing);
  });

  it('answers again by itself after Redis was emptied, where only the features are lost', async () => {
    const { version, score } = await predict();
    await emptyRedis(graph.realtime, graph.keyPrefix);
    const unknown = await eventually(predict);
    expect(unknown).toMatchObject({ version, score, cached: false });
    expect(featureOf(unknown, 'transactions_1h')).toEqual(missing);
    await eventually(store);
    const known = await eventually(predict);
    expect(known).toMatchObject({ version, cached: false });
    expect(featureOf(known, 'transactions_1h')).toEqual(stored);
  });
});
