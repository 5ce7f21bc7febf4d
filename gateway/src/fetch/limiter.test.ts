import { describe, expect, it } from '@jest/globals';
import type { OperationKind } from '@tributary/common/http/turns';
import { Limiter, NoPlace } from './limiter.ts';

const never = new AbortController().signal;

/** Work that is begun as the limiter says, and ends when the test says. */
function workIn(limiter: Limiter) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, kind: OperationKind = 'query', signal = never) => {
    const done = limiter.run(kind, signal, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
    // A refusal that a test does not look at is none of its failures.
    done.catch(() => {});
    return done;
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { begun, start, end };
}

describe('the limiter', () => {
  it('lets the next one in when one ends, first come, first served', async () => {
    const { begun, start, end } = workIn(new Limiter({ width: 2 }));
    for (const name of ['a', 'b', 'c', 'd']) start(name);
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives a place back that failed work has held', async () => {
    const limiter = new Limiter({ width: 1 });
    const failing = limiter.run('query', never, async () => {
      throw new Error('broken');
    });
    const next = limiter.run('query', never, async () => 'next');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });

  it('lets the next one in when one leaves its place, and once for each', async () => {
    const limiter = new Limiter({ width: 1 });
    const { begun, start } = workIn(limiter);
    const ended = Promise.withResolvers<void>();
    const first = limiter.run('mutation', never, async (leave) => {
      leave();
      leave();
      await ended.promise;
    });
    for (const name of ['a', 'b']) start(name);
    expect(begun).toEqual(['a']);
    ended.resolve();
    await first;
    expect(begun).toEqual(['a']);
  });

  it('keeps places for queries while mutations wait', async () => {
    const { begun, start, end } = workIn(new Limiter({ width: 3, keptForQueries: 1 }));
    for (const name of ['m1', 'm2', 'm3']) start(name, 'mutation');
    start('q1');
    start('q2');
    expect(begun).toEqual(['m1', 'm2', 'q1']);
    await end('m1');
    // The third mutation has waited longer than the second query.
    expect(begun).toEqual(['m1', 'm2', 'q1', 'm3']);
    await end('q1');
    expect(begun).toEqual(['m1', 'm2', 'q1', 'm3', 'q2']);
  });

  it('refuses who finds as many waiting as may', async () => {
    const { begun, start } = workIn(new Limiter({ width: 1, maxWaiting: 1 }));
    start('a');
    start('b');
    await expect(start('c')).rejects.toThrow(NoPlace);
    expect(begun).toEqual(['a']);
  });

  it('refuses who has waited too long, without having begun', async () => {
    const { begun, start, end } = workIn(new Limiter({ width: 1, waitMs: { query: 20, mutation: Infinity } }));
    start('a');
    const mutation = start('m', 'mutation');
    await expect(start('b')).rejects.toThrow(NoPlace);
    await end('a');
    expect(begun).toEqual(['a', 'm']);
    await end('m');
    await mutation;
  });

  it('refuses at once who could not get a place in time, as long as those before took', async () => {
    const { start, end } = workIn(new Limiter({ width: 1, waitMs: { query: 50, mutation: 50 } }));
    for (let nth = 0; nth < 10; nth++) {
      start(`slow ${nth}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await end(`slow ${nth}`);
    }
    start('a');
    const began = start('b');
    const refused = await Promise.race([began.catch((error) => error), new Promise(setImmediate)]);
    expect(refused).toBeInstanceOf(NoPlace);
  });

  it('forgets who waits and leaves', async () => {
    const { begun, start, end } = workIn(new Limiter({ width: 1 }));
    const leaving = new AbortController();
    start('a');
    const left = start('b', 'query', leaving.signal);
    start('c');
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    await end('a');
    expect(begun).toEqual(['a', 'c']);
  });
});
