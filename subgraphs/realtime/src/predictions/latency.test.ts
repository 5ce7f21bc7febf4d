import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeSketches, percentile, toSketch } from './latency.ts';

const latency = fc.double({ min: 0.001, max: 100_000, noNaN: true });
const nearestRank = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(values.length * share)) - 1] ?? Number.NaN;

describe('a percentile of sketches', () => {
  it.each([0.5, 0.95, 0.99])('of %d lies within one percent of the true one, however they were divided', (share) => {
    const sketches = fc.array(fc.array(latency, { maxLength: 50 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sketches, (parts) => {
        const found = percentile(mergeSketches(parts.map(toSketch)), share);
        const all = parts.flat();
        if (all.length === 0) return found === null;
        return found !== null && Math.abs(found / nearestRank(all, share) - 1) <= 0.01 + 1e-9;
      }),
    );
  });

  it('counts what takes no time as a microsecond', () => {
    expect(percentile(toSketch([0]), 0.99)).toBeCloseTo(0.001, 4);
  });
});
