import { describe, expect, it } from '@jest/globals';
import { Breaker } from './breaker.ts';

/** A breaker that so many deadlines in a row have passed at, the last one now. */
function afterTimeouts(count: number, now = 0): Breaker {
  const breaker = new Breaker();
  for (let nth = 0; nth < count; nth += 1) breaker.timedOut(now);
  return breaker;
}

describe('a breaker', () => {
  it('stays closed until the fifth deadline in a row', () => {
    expect(afterTimeouts(4).admits(0)).toBe(true);
    expect(afterTimeouts(5).admits(0)).toBe(false);
  });

  it('lets one fetch a second through while it is open', () => {
    const breaker = afterTimeouts(5);
    expect([999, 1_000, 1_001, 1_999, 2_000].map((now) => breaker.admits(now))).toEqual([
      ...[false, true, false, false, true],
    ]);
  });

  it('closes with the first answer', () => {
    const breaker = afterTimeouts(5);
    breaker.answered();
    expect([breaker.isOpen(0), breaker.admits(0), breaker.admits(0)]).toEqual([false, true, true]);
  });
});
