import { describe, expect, it } from '@jest/globals';
import { first, sigmoid, signatureOf, usePredictions } from '../../../../tests/setup/predictions.ts';

const { serve, apply, store, predict } = usePredictions();

describe('predict', () => {
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
    await serve([{ ...first, artifact: { sha256: 'three', sizeBytes: 1 }, sources, signature: signatureOf(...names) }]);
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
});
