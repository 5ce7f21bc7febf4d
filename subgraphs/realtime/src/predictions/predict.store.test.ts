import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Caller } from '@tributary/common/caller';
import { pino } from 'pino';
import { createComputingScorers, logistic } from '../../../../tests/setup/computing-scorers.ts';
import { useRealtime } from '../../../../tests/setup/realtime.ts';
import { writeRegistries } from '../features/write-registries.ts';
import { openScorers } from '../scoring/pool.ts';
import { doubling } from '../scoring/testing/models.ts';
import { followModels } from '../serving/follow-models.ts';
import { createServedModels } from '../serving/served-models.ts';
import type { ServedDeployment } from '../serving/snapshot.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { forgetPredictions } from './cache-scripts.ts';
import { UNLIMITED_SCOPE } from './limit.ts';

const scorers = createComputingScorers();
const realtime = useRealtime({ scorers });
scorers.models
  .set('one', logistic([1, 1]))
  .set('two', logistic([-1, -1]))
  .set('three', logistic([1, 1, 1]));

const signature = (...features: string[]) => ({
  inputs: [{ name: 'x', datatype: 'FP32' as const, shape: [-1, features.length], features }],
  outputs: [
    { name: 'label', datatype: 'INT64' as const, shape: [-1], features: null },
    { name: 'probabilities', datatype: 'FP32' as const, shape: [-1, 2], features: null },
  ],
  classes: ['ok', 'fraud'],
});

const deployment = (more: Partial<ServedDeployment> & { versionNumber: number }): ServedDeployment => ({
  id: `deployment-${more.versionNumber}`,
  environment: 'production',
  trafficPercent: 100,
  endpointUrl: null,
  quarantined: false,
  unavailable: null,
  artifact: { sha256: 'one', sizeBytes: 1 },
  signature: signature('amount', 'visits'),
  sources: [{ view: 'account', revision: 1 }],
  ...more,
});
const first = deployment({ versionNumber: 1 });
const second = deployment({ versionNumber: 2, artifact: { sha256: 'two', sizeBytes: 1 } });

let version = 0;

async function serve(deployments: ServedDeployment[], predictionTtlSeconds = 300, modelId = 'm') {
  version += 1;
  const snapshot = JSON.stringify({ predictionTtlSeconds, deployments });
  await realtime.db.run((redis) =>
    redis.hSet(realtime.db.keys.serving.snapshot(modelId), { version: String(version), snapshot }),
  );
}

type Feature = [name: string, type: string, value?: unknown];

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

const PREDICT = `mutation ($input: PredictInput!) {
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

async function predict(input: object, by: Pick<typeof realtime, 'ask'> = realtime) {
  const { data, errors } = await by.ask(PREDICT, { input: { modelId: 'm', entity: 'u', ...input } });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.outcome.prediction ?? data.outcome;
}

async function predictBatch(input: object) {
  // What was answered from the cache before is counted in the next turn.
  await new Promise(setImmediate);
  const { data, errors, ...asked } = await realtime.watch(
    `mutation ($input: PredictBatchInput!) {
      outcome: predictBatch(input: $input) {
        __typename
        ... on PredictBatchSuccess {
          predictions { modelId entities versions labels scores outputs cached quarantined errors { entity message } }
        }
        ... on UserError { message }
        ... on InvalidInput { issues { path message } }
      }
    }`,
    { input: { modelId: 'm', ...input } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return { ...(data.outcome.predictions ?? data.outcome), ...asked };
}

async function cachedPrediction(entity = 'u') {
  const { data, errors } = await realtime.ask(
    'query ($entity: ID!) { cachedPrediction(modelId: "m", entity: $entity) { id version cached score } }',
    { entity },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.cachedPrediction;
}

const invalidate = async (entity?: string, modelId = 'm') => {
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
};

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Runs end only when it is resolved. */
function hold() {
  const held = Promise.withResolvers<void>();
  scorers.hold = held.promise;
  return held;
}

async function untilRunning(count: number) {
  while (scorers.runs.length < count) await new Promise(setImmediate);
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

describe('predict', () => {
  it('computes from the stored features, and then answers from the cache', async () => {
    const computed = await predict({});
    expect(computed).toMatchObject({
      ...{ modelId: 'm', version: 1, environment: 'production', entity: 'u', quarantined: false },
      ...{ model: { id: 'm' }, modelVersion: { id: 'm@1' }, deployment: { id: 'deployment-1' } },
      ...{ label: 'fraud', cached: false, ttlSeconds: 300 },
    });
    expect(computed.score).toBeCloseTo(sigmoid(1.5), 6);
    expect(computed.output).toEqual({
      label: 1,
      probabilities: [computed.probabilities.ok, computed.probabilities.fraud],
    });
    expect(computed.features).toEqual([
      { name: 'amount', value: 0.5, status: 'PRESENT', eventTime: expect.any(String), given: false },
      { name: 'visits', value: 1, status: 'PRESENT', eventTime: expect.any(String), given: false },
    ]);
    const again = await predict({});
    expect(again).toEqual({ ...computed, cached: true, ttlSeconds: expect.any(Number) });
    expect(await predict({ bypassCache: true })).toMatchObject({ cached: false, score: computed.score });
    expect(scorers.runs).toHaveLength(2);
  });

  it('answers from the cache by one round trip: of model, view, and one command for all that is known of the entity', async () => {
    await predict({});
    const { data, roundTrips, commands } = await realtime.watch(PREDICT, { input: { modelId: 'm', entity: 'u' } });
    expect(data.outcome.prediction.cached).toBe(true);
    expect({ roundTrips, commands }).toEqual({
      roundTrips: 1,
      commands: { hGet: 2, get: 1, withTypeMapping: 1 },
    });
  });

  it('never answers what was computed from other values, by another version or deployment', async () => {
    const { score } = await predict({});
    await store('account', 'u', { amount: 2, visits: 1 });
    expect(await predict({})).toMatchObject({ cached: false, score: expect.closeTo(sigmoid(3), 6) });
    await serve([second]);
    expect(await predict({})).toMatchObject({ version: 2, cached: false, label: 'ok' });
    await serve([{ ...first, id: 'rolled-back' }]);
    expect(await predict({})).toMatchObject({ version: 1, cached: false, deployment: { id: 'rolled-back' } });
    await serve([{ ...first, id: 'rolled-back', quarantined: true }]);
    expect(await predict({})).toMatchObject({ cached: false, quarantined: true });
    await store('account', 'u', { amount: 0.5, visits: 1 });
    expect((await predict({})).score).toBe(score);
  });

  it('warms a new version before it answers', async () => {
    await predict({});
    scorers.warmed.length = 0;
    await serve([second, { ...first, trafficPercent: 0 }]);
    await predict({});
    expect(scorers.warmed).toEqual(['two']);
  });

  it('scores once for a hundred who ask for the same at once, also in two processes', async () => {
    const held = hold();
    const another = realtime.another();
    const asked = Array.from({ length: 100 }, (_, index) => predict({}, index % 2 === 0 ? realtime : another));
    await untilRunning(1);
    held.resolve();
    const ids = new Set((await Promise.all(asked)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    expect(scorers.runs).toHaveLength(1);
  });

  it.each([
    ['the model', () => invalidate()],
    ['the entity', () => invalidate('u')],
    [
      'a person who is forgotten',
      () => realtime.db.run((redis) => forgetPredictions(redis, realtime.db.keys.entityPredictions('u'))),
    ],
  ])('keeps nothing that was being computed while %s was invalidated', async (_, invalidated) => {
    const { id } = await predict({});
    expect((await predict({})).id).toBe(id);
    await invalidated();
    expect(await cachedPrediction()).toBeNull();
    const held = hold();
    const inFlight = predict({});
    await untilRunning(2);
    await invalidated();
    held.resolve();
    const old = await inFlight;
    expect(await cachedPrediction()).toBeNull();
    const anew = await predict({});
    expect(anew).toMatchObject({ cached: false });
    expect(anew.id).not.toBe(old.id);
  });

  it('invalidates nothing of a model that is not served', async () => {
    expect(await invalidate(undefined, 'unknown')).toEqual({
      __typename: 'InvalidatePredictionsSuccess',
      invalidated: false,
    });
    expect(await invalidate('')).toMatchObject({ __typename: 'InvalidInput', message: 'entity: must not be empty' });
  });

  it('is asked from the cache without being computed', async () => {
    expect(await cachedPrediction()).toBeNull();
    const { id, score } = await predict({});
    expect(await cachedPrediction()).toEqual({ id, version: 1, cached: true, score });
    await store('account', 'u', { amount: 9, visits: 1 });
    expect(await cachedPrediction()).toBeNull();
    await store('account', 'u', { amount: 0.5, visits: 1 });
    await serve([second]);
    expect(await cachedPrediction()).toBeNull();
    await serve([first], 0);
    expect(await cachedPrediction()).toBeNull();
    expect(scorers.runs).toHaveLength(1);
  });

  it('keeps nothing where the time to live is 0, or no entity is named', async () => {
    await serve([first], 0);
    expect(await predict({})).toMatchObject({ cached: false, ttlSeconds: null });
    expect(await predict({})).toMatchObject({ cached: false });
    await serve([first]);
    const given = { entity: '', features: { amount: 1, visits: 2 } };
    expect(await predict(given)).toMatchObject({
      entity: null,
      cached: false,
      ttlSeconds: null,
      score: expect.closeTo(sigmoid(3), 6),
    });
    expect(await predict(given)).toMatchObject({ cached: false });
  });

  it('takes given values before stored ones, and the default for what is missing or too old', async () => {
    expect((await predict({ features: { amount: -3 } })).features).toMatchObject([
      { name: 'amount', value: -3, status: 'PRESENT', eventTime: null, given: true },
      { name: 'visits', value: 1, given: false },
    ]);
    expect((await predict({ features: { amount: null } })).features[0]).toMatchObject({ value: 0.5, given: false });
    await store('account', 'old', { amount: 1, visits: 5 }, new Date(Date.now() - 3_601_000));
    const old = await predict({ entity: 'old', features: { amount: 1 } });
    expect(old.features[1]).toMatchObject({ name: 'visits', value: 0, status: 'OUTSIDE_MAX_AGE', given: false });
    expect(await predict({ entity: 'old' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [
        {
          path: ['features', 'amount'],
          message: 'must be stored or given: it has no value (OUTSIDE_MAX_AGE) and no default',
        },
      ],
    });
    expect(await predict({ entity: 'nobody' })).toMatchObject({
      __typename: 'InvalidInput',
      message: expect.stringContaining('NOT_FOUND'),
    });
  });

  it('refuses given values that do not fit, and entities that are none', async () => {
    const wrong = await predict({ entity: 'a\0', features: { amount: 'much', visits: 1.5, colour: 'red' } });
    expect(wrong.__typename).toBe('InvalidInput');
    expect(wrong.issues.map(({ path }: { path: string[] }) => path.join('.'))).toEqual([
      ...['entity', 'features.amount', 'features.visits', 'features.colour'],
    ]);
    expect(wrong.issues[3].message).toBe('must be a feature of the version: amount, visits');
    expect(await predict({ features: { visits: 2 ** 24 + 1 } })).toMatchObject({
      issues: [{ path: ['features', 'visits'], message: 'must be a whole number that FP32 holds exactly' }],
    });
  });

  it('answers for entities with braces in their names', async () => {
    for (const entity of ['{', '}{', '{u}', 'a{b}c', '%7B']) {
      await store('account', entity, { amount: 1 });
      expect(await predict({ entity })).toMatchObject({ entity, cached: false });
      expect(await predict({ entity })).toMatchObject({ entity, cached: true });
    }
  });

  it('reads several views, each by the revision that the version was trained with', async () => {
    await apply('device', [
      [['visits', 'INT', 3]],
      [
        ['visits', 'INT', 7],
        ['age', 'INT', 1],
      ],
    ]);
    const sources = [
      { view: 'account', revision: 1 },
      { view: 'device', revision: 1 },
    ];
    const names = ['account.visits', 'amount', 'device.visits'];
    await serve([{ ...first, artifact: { sha256: 'three', sizeBytes: 1 }, sources, signature: signature(...names) }]);
    const { features, score } = await predict({ features: { amount: 0.25 } });
    expect(features.map(({ name, value }: { name: string; value: unknown }) => [name, value])).toEqual([
      ['account.visits', 1],
      ['amount', 0.25],
      ['device.visits', 3],
    ]);
    expect(score).toBeCloseTo(sigmoid(4.25), 6);
    await apply('device', [[['visits', 'INT', 3]]], 5);
    expect(await predict({})).toMatchObject({
      __typename: 'ModelUnavailable',
      modelId: 'm',
      message: expect.stringContaining('revision 1 of the feature view device, which is not here'),
    });
  });

  it('takes what no view has from the caller alone', async () => {
    await serve([{ ...first, sources: [] }]);
    expect(await predict({ features: { amount: 1, visits: 0.5 } })).toMatchObject({
      score: expect.closeTo(sigmoid(1.5), 6),
    });
    expect(await predict({ features: { amount: 1 } })).toMatchObject({
      issues: [{ path: ['features', 'visits'], message: 'must be given: no feature view of the version has it' }],
    });
  });

  it('is answered by the version that is asked for, where that is LIVE there, also at 0', async () => {
    await serve([{ ...second, trafficPercent: 0 }, first, deployment({ versionNumber: 3, environment: 'staging' })]);
    expect(await predict({})).toMatchObject({ version: 1 });
    expect(await predict({ versionNumber: 2 })).toMatchObject({ version: 2 });
    expect(await predict({ versionNumber: 3 })).toEqual({
      ...{ __typename: 'NotFound', type: 'Deployment', id: 'm@3' },
      message: 'There is no Deployment m@3: LIVE in production it is 2, 1 that are.',
    });
    expect(await predict({ versionNumber: 3, environment: 'staging' })).toMatchObject({
      version: 3,
      environment: 'staging',
    });
  });

  it.each([
    ['nothing is deployed', [], 'No version of m answers in production: deploy a version there.'],
    [
      'nothing has traffic',
      [{ ...first, trafficPercent: 0 }],
      'No version of m answers in production: give one of its deployments a share of the traffic.',
    ],
    [
      'it is served elsewhere',
      [{ ...first, endpointUrl: 'https://models.example/m' }],
      'm@1 is served elsewhere: ask https://models.example/m.',
    ],
    ['its artifact is missing', [{ ...first, unavailable: 'The artifact is missing.' }], 'The artifact is missing.'],
    [
      'its model is at fault',
      [{ ...first, artifact: { sha256: 'bad', sizeBytes: 1 } }],
      'm@1 cannot answer. The artifact bad is no model.',
    ],
    [
      'its answer has other rows',
      [{ ...first, artifact: { sha256: 'odd', sizeBytes: 1 } }],
      'm@1 cannot answer. Its output label has 3 values for 1 rows.',
    ],
  ])('is unavailable, and says why, where %s', async (_, deployments, message) => {
    scorers.models.set('odd', (inputs) => logistic([1, 1])(inputs, 3));
    await serve(deployments);
    expect(await predict({})).toEqual({ __typename: 'ModelUnavailable', modelId: 'm', message });
    expect(await predict({})).toMatchObject({ message });
  });
});

describe('predictBatch', () => {
  it('scores many as one batch a version, and reads them in one round trip', async () => {
    await serve([
      { ...second, trafficPercent: 30 },
      { ...first, trafficPercent: 70 },
    ]);
    const entities = Array.from({ length: 1_000 }, (_, index) => `b${index}`);
    const rows = entities.map((entity, index) => ({ entity, values: { amount: index / 1_000, visits: 0 } }));
    await realtime.ask('mutation ($input: StoreFeaturesInput!) { storeFeatures(input: $input) { __typename } }', {
      input: { view: 'account', rows },
    });
    await predict({});
    scorers.runs.length = 0;
    const batch = await predictBatch({ entities });
    expect(batch).toMatchObject({ modelId: 'm', entities, errors: [], roundTrips: 2 });
    expect(scorers.runs.map(({ rows }) => rows).toSorted((a, b) => a - b)).toEqual([
      batch.versions.filter((one: number) => one === 2).length,
      batch.versions.filter((one: number) => one === 1).length,
    ]);
    for (const place of [0, 1, 500, 999]) {
      const z = (batch.versions[place] === 1 ? 1 : -1) * (place / 1_000);
      expect(batch.outputs[place].probabilities[1]).toBeCloseTo(sigmoid(z), 6);
      expect(await predict({ entity: entities[place] })).toMatchObject({
        ...{ version: batch.versions[place], cached: true, score: batch.scores[place] },
      });
    }
    scorers.runs.length = 0;
    const again = await predictBatch({ entities });
    expect(again).toMatchObject({ scores: batch.scores, roundTrips: 1 });
    expect(new Set(again.cached)).toEqual(new Set([true]));
    expect(scorers.runs).toEqual([]);
  });

  it('says of each entity why it could not be scored', async () => {
    await store('account', 'v', { amount: 1 });
    const batch = await predictBatch({ entities: ['v', 'nobody', 'u', 'v', 'nobody'] });
    expect(batch).toMatchObject({
      ...{
        entities: ['v', 'nobody', 'u', 'v', 'nobody'],
        versions: [1, null, 1, 1, null],
        cached: [false, null, false, false, null],
      },
      errors: [
        {
          entity: 'nobody',
          message: 'features.amount: must be stored or given: it has no value (NOT_FOUND) and no default',
        },
      ],
    });
    expect(batch.scores[0]).toBe(batch.scores[3]);
    expect(scorers.runs).toEqual([{ sha256: 'one', rows: 2 }]);
  });

  it('takes at most 1,000 entities, of which each can be one', async () => {
    const entities = Array.from({ length: 1_001 }, (_, index) => `b${index}`);
    expect(await predictBatch({ entities })).toMatchObject({
      issues: [{ path: ['entities'], message: 'must have at most 1,000 entries' }],
    });
    expect(await predictBatch({ entities: ['u', ''] })).toMatchObject({
      issues: [{ path: ['entities', '1'], message: 'must not be empty' }],
    });
    expect(await predictBatch({ entities: [] })).toMatchObject({ entities: [], versions: [], errors: [] });
  });

  it('answers those whom one version answers while another cannot', async () => {
    await serve([
      { ...second, trafficPercent: 50, artifact: { sha256: 'bad', sizeBytes: 1 } },
      { ...first, trafficPercent: 50 },
    ]);
    const entities = Array.from({ length: 20 }, (_, index) => `c${index}`);
    for (const entity of entities) await store('account', entity, { amount: 1 });
    const { versions, errors } = await predictBatch({ entities });
    const answered = versions.filter((one: number | null) => one === 1).length;
    expect(answered).toBeGreaterThan(0);
    expect(errors).toHaveLength(20 - answered);
    expect(errors[0].message).toBe('m@2 cannot answer. The artifact bad is no model.');
    await serve([{ ...second, artifact: { sha256: 'bad', sizeBytes: 1 } }]);
    expect(await predictBatch({ entities })).toMatchObject({ __typename: 'ModelUnavailable' });
  });
});

describe('limits', () => {
  it('of a rateLimitKey are 100 in 60 seconds, of which a batch takes one for every 100 entities', async () => {
    const entities = Array.from({ length: 1_000 }, () => 'u');
    for (let batch = 0; batch < 9; batch++) await predictBatch({ entities, rateLimitKey: 'k' });
    await predictBatch({ entities: entities.slice(0, 801), rateLimitKey: 'k' });
    expect(await predict({ rateLimitKey: 'k' })).toMatchObject({ cached: true });
    expect(await predict({ rateLimitKey: 'k' })).toMatchObject({
      __typename: 'RateLimited',
      message: expect.stringMatching(
        /^The limit of k of 100 predictions in 60 seconds has no room for this: try again in \d+ s\.$/,
      ),
      rateLimit: { limit: 100, remaining: 0, retryAfterSeconds: expect.any(Number) },
    });
    expect(await predict({ rateLimitKey: 'other' })).toMatchObject({ cached: true });
  });
});

describe('limits of callers', () => {
  const settings = { ...DEFAULT_SETTINGS, predictLimit: 2 };
  const ask = (caller: Caller) => predict({}, realtime.another({ settings, caller }));

  it("are each one's own, and lifted by a scope", async () => {
    const caller = { subject: 'limited', scopes: [] };
    await ask(caller);
    await ask(caller);
    expect(await ask(caller)).toMatchObject({
      __typename: 'RateLimited',
      message: expect.stringMatching(/^Your limit of 2 predictions in 60 seconds/),
      rateLimit: { limit: 2 },
    });
    expect(await ask({ ...caller, subject: 'other' })).toMatchObject({ cached: true });
    expect(await ask({ ...caller, scopes: [UNLIMITED_SCOPE] })).toMatchObject({ cached: true });
  });
});

describe('a model that changes', () => {
  it('is loaded before anybody asks', async () => {
    const { db, topics } = realtime;
    const models = createServedModels(db, scorers);
    const following = followModels({ db, topics }, models, pino({ level: 'silent' }));
    try {
      await db.run((redis) => redis.sAdd(db.keys.serving.models, 'm'));
      scorers.warmed.length = 0;
      await serve([second]);
      while (!scorers.warmed.includes('two')) {
        await db.run((redis) => redis.publish(db.keys.serving.changed, 'm'));
        await new Promise(setImmediate);
      }
      expect(models.kept('m')?.deployments).toHaveLength(1);
    } finally {
      await following.close();
    }
  });
});

describe('an ONNX model', () => {
  const log = pino({ level: 'silent' });
  const real = openScorers({ count: 1, memoryMib: 1_024, makeMs: 120_000, runMs: 120_000, log });
  afterAll(() => real.close());

  it('answers from the bytes that lie in Redis', async () => {
    const { sha256, read } = doubling(2);
    const bytes = Buffer.from(await read());
    await realtime.db.run((redis) => redis.set(realtime.db.keys.serving.artifact(sha256), bytes));
    const outputs = [
      { name: 'label', datatype: 'INT64' as const, shape: [-1], features: null },
      { name: 'doubled', datatype: 'FP32' as const, shape: [-1, 2], features: null },
    ];
    const doubles = { ...first, signature: { ...signature('amount', 'visits'), outputs, classes: null } };
    const server = realtime.another({ scorers: real });
    await serve([{ ...doubles, artifact: { sha256, sizeBytes: 1 } }]);
    expect(await predict({}, server)).toMatchObject({
      label: '1',
      output: { label: 1, doubled: [1, 2] },
      cached: false,
    });
    expect(await predict({ features: { amount: 8 } }, server)).toMatchObject({
      ...{ label: '0', output: { doubled: [16, 2] } },
    });
    await serve([{ ...doubles, artifact: { sha256: 'absent', sizeBytes: 1 } }]);
    expect(await predict({}, server)).toEqual({
      __typename: 'ModelUnavailable',
      modelId: 'm',
      message: 'm@1 cannot answer. Its artifact is on its way here: try again in some seconds.',
    });
  });
});
