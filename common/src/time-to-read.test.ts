import { describe, expect, it } from '@jest/globals';
import { afterTimeToRead } from './time-to-read.ts';

const called = (timeoutMs: number) => new Promise<boolean>((resolve) => afterTimeToRead(timeoutMs, resolve));

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('time to read', () => {
  it('passes like any other while this process waits', async () => {
    const began = performance.now();
    await called(100);
    expect(performance.now() - began).toBeGreaterThanOrEqual(95);
  });

  it('stands still while this process computes, and says so', async () => {
    const over = called(500);
    block(900);
    const blockedUntil = performance.now();
    expect(await over).toBe(true);
    // A slice of the time passed in the block.
    expect(performance.now() - blockedUntil).toBeGreaterThanOrEqual(400);
  });

  it('is not over for who called it off', async () => {
    let isOver = false;
    const cancel = afterTimeToRead(20, () => {
      isOver = true;
    });
    cancel();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(isOver).toBe(false);
  });
});
