import { describe, expect, it } from '@jest/globals';
import { deployment, signatureOf } from '../../../../tests/setup/predictions.ts';
import { readCached } from './cached.ts';
import { readyOf } from './ready.ts';
import { usable, valueTargets } from './usable.ts';

const ready = usable(
  'm',
  readyOf('m', deployment({ versionNumber: 1, signature: signatureOf('amount'), sources: [] }), new Map()),
);

/** What an answer holds for, and how often the values were written as text for it. */
function basisOf(predictionTtlSeconds: number, entity: string | null) {
  let writings = 0;
  const amount = { toJSON: () => ++writings };
  const model = { modelId: 'm', version: 1, predictionTtlSeconds, deployments: [] };
  const target = { entity, ready, rows: [], generation: 3, cached: null };
  const prepared = { model, modelGeneration: 2, targets: [target] };
  const [valued] = valueTargets(prepared, ready, [target], new Map([['amount', amount]]));
  return { basis: valued?.basis, writings };
}

describe('the values of a target', () => {
  it('are digested once where an answer may be kept', () => {
    expect(basisOf(300, 'u')).toEqual({
      basis: { digest: expect.any(String), modelGeneration: 2, entityGeneration: 3 },
      writings: 1,
    });
  });

  it.each([
    ['the model keeps no answers', 0, 'u'],
    ['there is no entity', 300, null],
  ])('are not digested where %s, and nothing cached holds for them', (_, ttlSeconds, entity) => {
    const { basis, writings } = basisOf(ttlSeconds, entity);
    expect({ basis, writings }).toEqual({ basis: null, writings: 0 });
    expect(readCached('digest 2 3 4\n{}', null, 300, 0)).toBeNull();
  });
});
