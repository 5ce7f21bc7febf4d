import { setTimeout as pause } from 'node:timers/promises';
import type { Topics } from '../topics.ts';

const PAUSE_MS = 1_000;

/**
 * Calls at each news of a channel until it is closed: first of all, and also when the store is back after it was away.
 * Where a call fails, it is made again after a while.
 */
export function onNews(topics: Topics, channel: string, call: () => Promise<void>): { close(): Promise<void> } {
  const closing = new AbortController();
  const listen = async () => {
    while (!closing.signal.aborted) {
      try {
        for await (const _ of topics.listen(channel, closing.signal)) await call();
      } catch {
        // The store is away, which its client says in the log.
        await pause(PAUSE_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  const listening = listen();
  return {
    close: async () => {
      closing.abort();
      await listening;
    },
  };
}
