import { expect, it } from '@jest/globals';
import { createLocks, LockTimeout } from './locks.ts';

const never = new AbortController().signal;
const LONG_MS = 60_000;

it('lets those go on at once that want other keys, and the others in the order of asking', async () => {
  const locks = createLocks();
  const order: string[] = [];
  const take = async (name: string, keys: string[]) => {
    const release = await locks.take(keys, LONG_MS, never);
    order.push(name);
    return release;
  };
  const first = await take('first', ['a', 'b']);
  const [second, third] = [take('second', ['b', 'c']), take('third', ['c', 'a'])];
  const other = await take('other', ['d']);
  first();
  (await second)();
  (await third)();
  other();
  expect(order).toEqual(['first', 'other', 'second', 'third']);
});

it('holds nobody up by one who stopped waiting, nor lets anybody past who still holds it', async () => {
  const locks = createLocks();
  const leaving = new AbortController();
  const release = await locks.take(['a'], LONG_MS, never);
  const left = locks.take(['a'], LONG_MS, leaving.signal);
  const late = locks.take(['a'], 0, never);
  const next = locks.take(['a'], LONG_MS, never);
  const reason = new Error('left');
  leaving.abort(reason);
  await expect(left).rejects.toBe(reason);
  await expect(late).rejects.toThrow(LockTimeout);
  const held = Symbol('held');
  expect(await Promise.race([next, Promise.resolve(held)])).toBe(held);
  release();
  (await next)();
});
