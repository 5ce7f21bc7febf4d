import { describe, expect, it } from '@jest/globals';
import type { Caller } from '@tributary/common/caller';
import { first, second, sigmoid, usePredictions } from '../../../../tests/setup/predictions.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { UNLIMITED_SCOPE } from './limit.ts';

const { scorers, realtime, serve, store, predict } = usePredictions();

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
