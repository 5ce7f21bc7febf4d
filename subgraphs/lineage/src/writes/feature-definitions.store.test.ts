import { describe, expect, it } from '@jest/globals';
import { clicks, type Feature, useFeatureViews, viewOf } from '../../../../tests/setup/feature-views.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();
const { apply } = useFeatureViews(lineage);

describe('the features of a view', () => {
  it('takes defaults that are values of their type, and keeps them', async () => {
    const features = [
      { name: 'a', type: 'FLOAT', default: 'NaN' },
      { name: 'b', type: 'FLOAT', default: -1.5e300 },
      { name: 'c', type: 'INT', default: -9007199254740991 },
      { name: 'd', type: 'BOOL', default: false },
      { name: 'e', type: 'STRING', default: '' },
      { name: 'f', type: 'FLOAT_VECTOR', default: [0.1, 2] },
      { name: 'g', type: 'INT_VECTOR', default: [] },
      { name: 'h', type: 'STRING_VECTOR', default: ['x'] },
      { name: 'i', type: 'TIMESTAMP', default: '2024-02-29T23:59:59.1234567+02:00' },
      { name: 'j', type: 'BYTES', default: 'AAE=' },
      { name: 'k', type: 'JSON', default: { b: [1, null], a: -0 } },
      { name: 'l', type: 'JSON', default: null },
      { name: 'm', type: 'FLOAT', default: -0 },
    ];
    const made = await apply(viewOf('typed', ...features));
    expect(made.featureView.features.map((feature: Feature) => feature.default)).toEqual([
      ...features.slice(0, 8).map((feature) => feature.default),
      '2024-02-29T21:59:59.123Z',
      'AAE=',
      { b: [1, null], a: 0 },
      null,
      0,
    ]);
    expect(await apply(viewOf('typed', ...features))).toEqual(made);
  });

  it.each([
    ['FLOAT', 'Infinity'],
    ['FLOAT', '1'],
    ['INT', 0.5],
    ['INT', 9007199254740994],
    ['INT', 'NaN'],
    ['BOOL', 0],
    ['STRING', 1],
    ['STRING', 'a\0'],
    ['STRING', 'x'.repeat(100_001)],
    ['FLOAT_VECTOR', [1e39]],
    ['FLOAT_VECTOR', ['NaN']],
    ['FLOAT_VECTOR', 1],
    ['INT_VECTOR', [0.5]],
    ['STRING_VECTOR', ['\ud800']],
    ['TIMESTAMP', '2023-02-29T00:00:00Z'],
    ['TIMESTAMP', '2023-02-28T00:00Z'],
    ['TIMESTAMP', '2023-02-28'],
    ['TIMESTAMP', 1],
    ['BYTES', 'AAE'],
    ['BYTES', '*'],
  ])('takes no default that is no %s (%#)', async (type, value) => {
    expect(await apply(viewOf('untyped', clicks, { name: 'x', type, default: value }))).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['features', '1', 'default'] }],
    });
  });

  it.each([
    [['name'], { name: 'a__b' }],
    [['name'], { name: '1a' }],
    [['name'], { name: 'a b' }],
    [['name'], { name: 'x'.repeat(101) }],
    [['entity'], { entity: ' ' }],
    [['joinKeys'], { joinKeys: [] }],
    [['joinKeys'], { joinKeys: ['a', 'a'] }],
    [['ttlSeconds'], { ttlSeconds: 0 }],
    [['features'], { features: [] }],
    [['features'], { features: Array.from({ length: 1_001 }, (_, index) => ({ name: `f${index}`, type: 'INT' })) }],
    [['features', '0', 'name'], { features: [{ name: 'a__b', type: 'INT' }] }],
    [['features', '0', 'name'], { features: [{ name: 'created', type: 'INT' }] }],
    [['features', '0', 'name'], { features: [{ name: 'event_timestamp', type: 'INT' }] }],
    [['features', '0', 'name'], { features: [{ name: 'user', type: 'INT' }] }],
    [['features', '1', 'name'], { joinKeys: ['user_id'], features: [clicks, { name: 'user_id', type: 'INT' }] }],
    [['features', '1', 'name'], { features: [clicks, clicks] }],
    [['sourceDatasetVersionIds'], { sourceDatasetVersionIds: Array.from({ length: 101 }, (_, index) => `d@${index}`) }],
  ])('says what does not fit at %j (%#)', async (path, change) => {
    expect(await apply({ ...viewOf('wrong', clicks), ...change })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path }],
    });
  });
});
