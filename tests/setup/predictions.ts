import { beforeEach, expect } from '@jest/globals';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import type { ServedDeployment } from '@tributary/realtime/serving/snapshot';
import { createComputingScorers, logistic } from './computing-scorers.ts';
import { useRealtime } from './realtime.ts';

/** What a logistic regression over these features takes and answers. */
export const signatureOf = (...features: string[]) => ({
  inputs: [{ name: 'x', datatype: 'FP32' as const, shape: [-1, features.length], features }],
  outputs: [
    { name: 'label', datatype: 'INT64' as const, shape: [-1], features: null },
    { name: 'probabilities', datatype: 'FP32' as const, shape: [-1, 2], features: null },
  ],
  classes: ['ok', 'fraud'],
});

/** One that answers from the view account, by the artifact one. */
export const deployment = (more: Partial<ServedDeployment> & { versionNumber: number }): ServedDeployment => ({
  id: `deployment-${more.versionNumber}`,
  environment: 'production',
  trafficPercent: 100,
  endpointUrl: null,
  quarantined: false,
  unavailable: null,
  artifact: { sha256: 'one', sizeBytes: 1 },
  signature: signatureOf('amount', 'visits'),
  sources: [{ view: 'account', revision: 1 }],
  ...more,
});
export const first = deployment({ versionNumber: 1 });
export const second = deployment({ versionNumber: 2, artifact: { sha256: 'two', sizeBytes: 1 } });

/** What the artifact one scores, and the artifact two for -z. */
export const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

export const PREDICT = `mutation ($input: PredictInput!) {
  outcome: predict(input: $input) {
    __typename
    ... on PredictSuccess {
      prediction {
        id modelId version environment entity output label score probabilities quarantined cached ttlSeconds computedAt
        model { id } modelVersion { id } deployment { id }
        features { name value status eventTime given }
      }
    }
    ... on NotFound { type id }
    ... on UserError { message }
    ... on InvalidInput { issues { path message } }
    ... on ModelUnavailable { modelId }
    ... on RateLimited { rateLimit { limit remaining retryAfterSeconds } }
  }
}`;

type Feature = [name: string, type: string, value?: unknown];

/**
 * The realtime subgraph with a model m, of which the first deployment answers before each test, and an entity u of the
 * view account, about which nothing is cached.
 */
export function usePredictions() {
  const scorers = createComputingScorers();
  const realtime = useRealtime({ scorers });
  scorers.models
    .set('one', logistic([1, 1]))
    .set('two', logistic([-1, -1]))
    .set('three', logistic([1, 1, 1]));
  let version = 0;

  async function serve(deployments: ServedDeployment[], predictionTtlSeconds = 300, modelId = 'm') {
    version += 1;
    const snapshot = JSON.stringify({ predictionTtlSeconds, deployments });
    await realtime.db.run((redis) =>
      redis.hSet(realtime.db.keys.serving.snapshot(modelId), { version: String(version), snapshot }),
    );
  }

  async function apply(view: string, revisions: Feature[][], firstRevision: number | null = 1) {
    version += 1;
    const layouts = revisions.map((features, index) => ({
      features: features.map(([name, type, value = null]) => ({ name, type, default: value })),
      revisions: [{ revision: (firstRevision ?? 1) + index, ttlSeconds: 3_600 }],
    }));
    await writeRegistries(realtime.db, [{ view, version, entity: 'user', joinKeys: ['id'], firstRevision, layouts }]);
  }

  async function store(view: string, entity: string, values: object, eventTime?: Date) {
    const { data } = await realtime.ask(
      'mutation ($input: StoreFeaturesInput!) { storeFeatures(input: $input) { __typename } }',
      { input: { view, rows: [{ entity, values, eventTime }] } },
    );
    expect(data.storeFeatures.__typename).toBe('StoreFeaturesSuccess');
  }

  async function predict(input: object, by: Pick<typeof realtime, 'ask'> = realtime) {
    const { data, errors } = await by.ask(PREDICT, { input: { modelId: 'm', entity: 'u', ...input } });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.outcome.prediction ?? data.outcome;
  }

  async function invalidate(entity?: string, modelId = 'm') {
    const { data } = await realtime.ask(
      `mutation ($modelId: ID!, $entity: ID) {
        outcome: invalidatePredictions(modelId: $modelId, entity: $entity) {
          __typename
          ... on InvalidatePredictionsSuccess { invalidated }
          ... on UserError { message }
        }
      }`,
      { modelId, entity },
    );
    return data.outcome;
  }

  beforeEach(async () => {
    await apply('account', [
      [
        ['amount', 'FLOAT'],
        ['visits', 'INT', 0],
      ],
    ]);
    await serve([first]);
    await invalidate();
    await invalidate('u');
    await store('account', 'u', { amount: 0.5, visits: 1 });
    scorers.hold = Promise.resolve();
    scorers.runs.length = 0;
  });

  return { scorers, realtime, serve, apply, store, predict, invalidate };
}
