import { describe, expect, it } from '@jest/globals';
import { giveBack, type Share, splitAmong, takeShare } from './traffic.ts';

/** A generator of its own, so that a failure can be run again. */
function createRandom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const sharesOf = (percents: readonly number[]): Share[] =>
  percents.map((percent, index) => ({ id: `d${index}`, percent }));
const split = (percents: readonly number[], total: number) => [...splitAmong(sharesOf(percents), total).values()];
const sumOf = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

/** Up to 20 deployments that add up to 100, some at 0. */
function drawShares(random: (below: number) => number): Share[] {
  const percents = Array.from({ length: 1 + random(20) }, () => 0);
  for (let unit = 0; unit < 100; unit++) {
    const at = random(3) === 0 ? 0 : random(percents.length);
    percents[at] = (percents[at] ?? 0) + 1;
  }
  return sharesOf(percents);
}

describe('what is left', () => {
  it('is split in proportion, with ties to the newer', () => {
    expect(split([50, 50], 75)).toEqual([38, 37]);
    expect(split([70, 30], 90)).toEqual([63, 27]);
    expect(split([34, 33, 33], 50)).toEqual([17, 17, 16]);
  });

  it('leaves at least 1 to each that held some, and nothing to who held none', () => {
    expect(split([98, 1, 1, 0], 50)).toEqual([48, 1, 1, 0]);
    expect(split([98, 1, 1], 3)).toEqual([1, 1, 1]);
    // The first of those at 1 gets its 1 by rounding, so only the others have to be raised to it.
    expect(split([1, 90, 0, 0, 1, 2, 3, 3], 50)).toEqual([1, 45, 0, 0, 1, 1, 1, 1]);
  });

  it('goes to the largest, then the newest, where it is too little for all', () => {
    expect(split([1, 1, 98], 2)).toEqual([1, 0, 1]);
    expect(split([60, 40], 0)).toEqual([0, 0]);
  });

  it('adds up and keeps its order for two thousand draws', () => {
    const random = createRandom(7);
    for (let draw = 0; draw < 2_000; draw++) {
      const shares = drawShares(random);
      const total = random(101);
      const after = splitAmong(shares, total);
      expect(sumOf(after.values())).toBe(total);
      const holders = shares.filter(({ percent }) => percent > 0);
      const kept = holders.filter(({ id }) => (after.get(id) ?? 0) > 0);
      expect(kept).toHaveLength(Math.min(holders.length, total));
      const grown = shares.filter(({ id, percent }) => percent === 0 && after.get(id) !== 0);
      const turned = shares.flatMap(({ id, percent }) =>
        shares.filter((other) => percent > other.percent && (after.get(id) ?? 0) < (after.get(other.id) ?? 0)),
      );
      expect([...grown, ...turned]).toEqual([]);
    }
  });
});

it('gives a share back in proportion, or to the newest where all hold nothing', () => {
  expect([...giveBack(sharesOf([30, 10])).values()]).toEqual([75, 25]);
  expect([...giveBack(sharesOf([0, 0])).values()]).toEqual([100, 0]);
  expect(giveBack([]).size).toBe(0);
});

it('gives the first one everything', () => {
  expect(takeShare([], 10)).toBe(100);
  expect(takeShare(sharesOf([0]), 10)).toBe(100);
  expect(takeShare(sharesOf([100]), 10)).toBe(10);
});
