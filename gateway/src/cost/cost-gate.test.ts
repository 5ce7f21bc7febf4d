import { describe, expect, it } from '@jest/globals';
import { CostGate } from './cost-gate.ts';

const isPending = async (promise: Promise<unknown>) => {
  let settled = false;
  promise.then(
    () => {
      settled = true;
    },
    () => {
      settled = true;
    },
  );
  await new Promise((resolve) => setImmediate(resolve));
  return !settled;
};

describe('the gate for large operations', () => {
  it('lets in together what costs no more than its capacity, one after the other', async () => {
    const gate = new CostGate(100);
    const first = await gate.enter(60);
    const second = await gate.enter(40);
    const third = gate.enter(50);
    const fourth = gate.enter(10);
    expect(await isPending(third)).toBe(true);
    second();
    second();
    expect(await isPending(third)).toBe(true);
    expect(await isPending(fourth)).toBe(true);
    first();
    (await third)();
    (await fourth)();
    (await gate.enter(100))();
  });

  it('lets in what is larger than its capacity, alone', async () => {
    const gate = new CostGate(100);
    const leave = await gate.enter(150);
    const next = gate.enter(50);
    expect(await isPending(next)).toBe(true);
    leave();
    await next;
  });

  it('never lets small ones wait', async () => {
    const gate = new CostGate(100);
    await gate.enter(100);
    await Promise.all(Array.from({ length: 500 }, () => gate.enter(1)));
  });

  it('refuses those who cannot run in time, and lets in who is behind them', async () => {
    const gate = new CostGate(100, 20);
    const leave = await gate.enter(60);
    const large = gate.enter(90);
    await expect(large).rejects.toMatchObject({ extensions: { code: 'OVERLOADED' } });
    (await gate.enter(40))();
    leave();
    await gate.enter(100);
  });

  it('refuses at once when a hundred wait already', async () => {
    const gate = new CostGate(100, 60_000);
    const leave = await gate.enter(100);
    const waiting = Array.from({ length: 100 }, () => gate.enter(100));
    await expect(gate.enter(100)).rejects.toMatchObject({ extensions: { code: 'OVERLOADED' } });
    leave();
    for (const turn of waiting) (await turn)();
  });
});
