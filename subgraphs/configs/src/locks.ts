/** How long a mutation waits for others that change the same: less than the gateway waits for it. */
export const LOCK_WAIT_MS = 5_000;

/** They were held by others all that time. */
export class LockTimeout extends Error {}

/**
 * Locks by key, within this process, in the order of asking. MongoDB lets the second of two transactions that write the
 * same document fail at once, and begin again: of twenty that begin together most would go on failing. What other
 * processes write is left to that.
 */
export interface Locks {
  /**
   * Waits until all of the keys are free, and answers what gives them free again.
   * @throws LockTimeout, or the reason of the signal.
   */
  take(keys: readonly string[], timeoutMs: number, signal: AbortSignal): Promise<() => void>;
}

export function createLocks(): Locks {
  const last = new Map<string, Promise<unknown>>();
  return {
    take: async (keys, timeoutMs, signal) => {
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const before = Promise.all(keys.map((key) => last.get(key)));
      // All keys are asked for at one moment, so that no two wait for each other.
      const after = before.then(() => released);
      for (const key of keys) last.set(key, after);
      void after.then(() => {
        for (const key of keys) if (last.get(key) === after) last.delete(key);
      });
      try {
        await waitFor(before, timeoutMs, signal);
      } catch (error) {
        release();
        throw error;
      }
      return release;
    },
  };
}

async function waitFor(step: Promise<unknown>, timeoutMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const ended = Promise.withResolvers<never>();
  const giveUp = () => ended.reject(signal.reason);
  const timer = setTimeout(() => ended.reject(new LockTimeout('others changed the same all the time')), timeoutMs);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await Promise.race([step, ended.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
