import { describe, expect, it } from '@jest/globals';
import { waitUntilReady } from './ready.ts';
import { failureOf } from './testing.ts';

describe('waitUntilReady', () => {
  it('repeats until the probe succeeds, and says what it waits for when the reason changes', async () => {
    const reasons = ['connection refused', 'connection refused', 'starting up'];
    const lines: string[] = [];
    const probe = async () => {
      const reason = reasons.shift();
      if (reason) throw new Error(reason);
    };
    await waitUntilReady('PostgreSQL', probe, { timeoutMs: 120_000, log: (line) => lines.push(line) });
    expect(lines).toEqual(['waiting for PostgreSQL: connection refused', 'waiting for PostgreSQL: starting up']);
  });

  it('fails when the time is up, with the last error as the cause', async () => {
    const cause = new Error('connection refused');
    const waiting = waitUntilReady('Redis', () => Promise.reject(cause), { timeoutMs: 200 });
    await expect(waiting).rejects.toMatchObject({
      message: 'Redis was not ready within 0.2 s: connection refused',
      cause,
    });
  });

  it('ends a probe that never answers', async () => {
    const waiting = waitUntilReady('Redis', () => new Promise(() => undefined), { timeoutMs: 100 });
    expect(await failureOf(waiting)).toBe('Redis was not ready within 0.1 s: it did not answer');
  });

  it('ends at once, with the reason, when it is aborted', async () => {
    const stop = new AbortController();
    const reason = new Error('the start was given up');
    setTimeout(() => stop.abort(reason), 50);
    const waiting = waitUntilReady('Redis', () => Promise.reject(new Error('refused')), {
      timeoutMs: 120_000,
      signal: stop.signal,
    });
    await expect(waiting).rejects.toBe(reason);
  });
});
