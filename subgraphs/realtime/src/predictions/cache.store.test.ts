import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { first, PREDICT, second, sigmoid, usePredictions } from '../../../../tests/setup/predictions.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { answerOf } from '../keys.ts';
import { cacheAnswers, forgetPredictions } from './cache-scripts.ts';
import { scoreOnce } from './score-once.ts';
import { createServing } from './serving.ts';

const { scorers, realtime, serve, store, predict, invalidate } = usePredictions();

async function cachedPrediction(entity = 'u') {
  const { data, errors } = await realtime.ask(
    'query ($entity: ID!) { cachedPrediction(modelId: "m", entity: $entity) { id version cached score } }',
    { entity },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.cachedPrediction;
}

/** Runs end only when it is resolved. */
function hold() {
  const held = Promise.withResolvers<void>();
  scorers.hold = held.promise;
  return held;
}

const untilRunning = (count: number) =>
  eventually(async () => expect(scorers.runs.length).toBeGreaterThanOrEqual(count));

/** Another process, which waits for who scores for as long as a busy machine may need. */
const patient = () => realtime.another({ lockMs: 600_000 });

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

  it('scores once for a hundred who ask for the same at once, also in two processes', async () => {
    const held = hold();
    const [one, another] = [patient(), patient()];
    const asked = Array.from({ length: 100 }, (_, index) => predict({}, index % 2 === 0 ? one : another));
    await untilRunning(1);
    held.resolve();
    const ids = new Set((await Promise.all(asked)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    expect(scorers.runs).toHaveLength(1);
  });

  it('takes an answer that another process has kept since this one looked', async () => {
    const { db } = realtime;
    const { id } = await predict({});
    const key = db.keys.entityPredictions('u').answer(answerOf('production', 'm', 1));
    const [digest = '', modelGeneration, entityGeneration] =
      (await db.run((redis) => redis.get(key)))?.split(' ') ?? [];
    const basis = { digest, modelGeneration: Number(modelGeneration), entityGeneration: Number(entityGeneration) };
    const keepable = { modelId: 'm', environment: 'production', version: 1, entity: 'u', basis, ttlSeconds: 300 };
    const serving = createServing(db, { scorers }, pino({ level: 'silent' }));
    const refuse = () => Promise.reject(new Error('It is computed again.'));
    for (let time = 0; time < 2; time++) {
      expect((await scoreOnce(serving, keepable, refuse, refuse)).prediction.id).toBe(id);
    }
  });

  it('says how long an answer still holds that another process has computed meanwhile', async () => {
    const { keys } = realtime.db;
    const about = keys.entityPredictions('u');
    const answer = about.answer(answerOf('production', 'm', 1));
    await predict({});
    const cached = await realtime.db.run((redis) => redis.get(answer));
    const [basis = '', ...text] = cached?.split('\n') ?? [];
    const lock = about.lock('production', 'm', 1, basis.slice(0, basis.indexOf(' ')));
    await realtime.db.run((redis) => Promise.all([redis.del(answer), redis.set(lock, 'of another')]));
    const countSets = () => realtime.commands.filter((name) => name === 'set').length;
    const before = countSets();
    const waiting = predict({}, patient());
    await eventually(async () => expect(countSets()).toBeGreaterThan(before));
    const ends = Date.now() + 100_000;
    await realtime.db.run((redis) => redis.set(answer, [basis.replace(/\d+$/, String(ends)), ...text].join('\n')));
    const { cached: isCached, ttlSeconds } = await waiting;
    expect(isCached).toBe(true);
    expect(ttlSeconds).toBeLessThanOrEqual(100);
    await realtime.db.run((redis) => redis.del(lock));
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

  it('leaves no answer about a person who is forgotten, and all about others', async () => {
    await store('account', 'other', { amount: 1, visits: 1 });
    await predict({});
    await predict({ entity: 'other' });
    await serve([second]);
    await predict({});
    const { db } = realtime;
    const answers = (entity: string) =>
      db.run((redis) => redis.exists([1, 2].map((version) => keyOf(entity, answerOf('production', 'm', version)))));
    const keyOf = (entity: string, of: string) => db.keys.entityPredictions(entity).answer(of);
    expect(await answers('u')).toBe(2);
    expect(await db.run((redis) => forgetPredictions(redis, db.keys.entityPredictions('u')))).toBe(2);
    expect([await answers('u'), await answers('other')]).toEqual([0, 1]);
  });

  it('forgets answers of more versions than one command of a script takes', async () => {
    const { db } = realtime;
    const keys = db.keys.entityPredictions('many');
    for (let batch = 0; batch < 10; batch++) {
      const answers = Array.from({ length: 1_000 }, (_, version) => ({
        keys,
        of: answerOf('production', 'm', batch * 1_000 + version),
        generation: 0,
        text: '{}',
      }));
      const [first, ...others] = answers;
      if (first) await db.run((redis) => cacheAnswers(redis, [first, ...others], 600_000));
    }
    expect(await db.run((redis) => forgetPredictions(redis, keys))).toBe(10_000);
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
});
