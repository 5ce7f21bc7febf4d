import { describe, expect, it } from '@jest/globals';
import { issue, useMutations } from '../../../../tests/setup/realtime-mutations.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';

const { realtime, ask, change } = useMutations();

describe('a rate limit', () => {
  const STATE = 'rateLimit { key allowed limit remaining resetSeconds retryAfterSeconds }';
  const consume = async (args: string) => change(`consumeRateLimit(${args})`, STATE);
  const look = async (args: string) =>
    (await ask(`{ rateLimit(${args}) { allowed remaining resetSeconds retryAfterSeconds } }`)).rateLimit;

  it('admits exactly 100 of 200 calls that come together', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => consume('key: "crowd"')));
    const limits = answers.map(({ rateLimit }) => rateLimit);
    expect(limits.filter(({ allowed }) => allowed)).toHaveLength(100);
    const left = limits.filter(({ allowed }) => allowed).map(({ remaining }) => remaining);
    expect(left.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    const [refused] = limits.filter(({ allowed }) => !allowed);
    expect(refused).toMatchObject({ key: 'crowd', limit: 100, remaining: 0 });
    expect(refused.retryAfterSeconds).toBeGreaterThan(0);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(refused.resetSeconds);
    expect(refused.resetSeconds).toBeLessThanOrEqual(60);
  });

  it('is looked at without being consumed', async () => {
    const fresh = { allowed: true, remaining: 3, resetSeconds: 0, retryAfterSeconds: null };
    expect(await look('key: "look", limit: 3')).toEqual(fresh);
    expect(await look('key: "look", limit: 3')).toEqual(fresh);
    await consume('key: "look", limit: 3, cost: 2');
    expect(await look('key: "look", limit: 3')).toMatchObject({ allowed: true, remaining: 1 });
    expect(await look('key: "look", limit: 2')).toMatchObject({ allowed: false, remaining: 0 });
  });

  it('consumes nothing where the cost is more than is left, and says when it will be there', async () => {
    await consume('key: "cost", limit: 10, cost: 4');
    await consume('key: "cost", limit: 10, cost: 4');
    const { rateLimit } = await consume('key: "cost", limit: 10, cost: 7');
    expect(rateLimit).toMatchObject({ allowed: false, remaining: 2 });
    // Two entries must leave the window before seven are free.
    expect(rateLimit.retryAfterSeconds).toBe(rateLimit.resetSeconds);
    expect((await consume('key: "cost", limit: 10, cost: 2')).rateLimit).toMatchObject({ allowed: true, remaining: 0 });
  });

  it('slides: what was consumed is free again one by one', async () => {
    const consumeShort = async () => (await consume('key: "slide", limit: 2, windowSeconds: 1')).rateLimit.allowed;
    expect([await consumeShort(), await consumeShort()]).toEqual([true, true]);
    await eventually(async () =>
      expect(await look('key: "slide", limit: 2, windowSeconds: 1')).toMatchObject({ remaining: 2 }),
    );
    expect(await consumeShort()).toBe(true);
    expect(await look('key: "slide", limit: 2, windowSeconds: 1')).toMatchObject({ remaining: 1 });
  });

  it('goes through a long log in pieces', async () => {
    await Promise.all(Array.from({ length: 250 }, () => consume('key: "long", limit: 250')));
    const { rateLimit } = await consume('key: "long", limit: 250, cost: 250');
    expect(rateLimit).toMatchObject({ allowed: false, remaining: 0 });
    expect(rateLimit.retryAfterSeconds).toBe(rateLimit.resetSeconds);
  });

  it('is each window’s and each caller’s own', async () => {
    await consume('key: "own", limit: 1');
    expect(await look('key: "own", limit: 1')).toMatchObject({ allowed: false });
    expect(await look('key: "own", limit: 1, windowSeconds: 61')).toMatchObject({ allowed: true });
    const { keys } = realtime.db;
    expect(keys.rateLimit('ab', 'c', 60)).not.toEqual(keys.rateLimit('a', 'bc', 60));
  });

  it.each([
    ['key: "a", limit: 0', 'limit', 'must be at least 1'],
    ['key: "a", limit: 10001', 'limit', 'must be at most 10,000'],
    ['key: "a", windowSeconds: 0', 'windowSeconds', 'must be at least 1'],
    ['key: "a", windowSeconds: 86401', 'windowSeconds', 'must be at most 86,400'],
    ['key: ""', 'key', 'must not be empty'],
  ])('is refused: %s', async (args, path, message) => {
    expect(await consume(args)).toEqual(issue(path, message));
    const { errors } = await realtime.ask(`{ rateLimit(${args}) { allowed } }`);
    expect(errors[0]).toMatchObject({ message: `${path}: ${message}.`, extensions: { code: 'BAD_USER_INPUT' } });
  });

  it.each([
    ['cost: 0', 'must be at least 1'],
    ['limit: 5, cost: 6', 'must be at most the limit'],
  ])('is refused with %s', async (args, message) => {
    expect(await consume(`key: "a", ${args}`)).toEqual(issue('cost', message));
  });

  it('costs one round trip', async () => {
    const answer = await realtime.watch('mutation { consumeRateLimit(key: "trips") { __typename } }');
    expect(answer.roundTrips).toBe(1);
  });
});
