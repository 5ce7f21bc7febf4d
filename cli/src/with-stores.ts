import { closeOnSignal } from '@tributary/common/shutdown';
import type { Config } from './config.ts';
import { openStores, type StoreUrls } from './stores.ts';

export interface Opened {
  urls: StoreUrls;
  /** What the work opens; closed before the stores are. */
  resources: AsyncDisposableStack;
  /** Aborted when the process is told to end. */
  signal: AbortSignal;
}

/**
 * Finds or starts the three stores and works on them. Ends in order at a signal or a failure.
 * @returns what closes everything that the work has left open, and then the stores.
 */
export async function withStores(
  config: Config,
  options: { fresh: boolean },
  work: (opened: Opened) => Promise<void>,
): Promise<() => Promise<void>> {
  const resources = new AsyncDisposableStack();
  const ending = new AbortController();
  const { signal } = ending;
  const open = async () => {
    const stores = await openStores(config, { ...options, signal });
    resources.defer(() => stores.stop());
    const urls: StoreUrls = {
      databaseUrl: stores.postgres.url,
      mongodbUrl: stores.mongodb.url,
      redisUrl: stores.redis.url,
      keyPrefix: config.KEY_PREFIX,
    };
    await work({ urls, resources, signal });
  };
  const working = open();
  closeOnSignal(async () => {
    ending.abort(new Error('Stopped.'));
    await working.catch(() => {});
    await resources.disposeAsync();
  });
  try {
    await working;
  } catch (error) {
    // A signal's own handler closes what was opened, ends the process, and waits for that.
    if (signal.aborted) return new Promise(() => {});
    await resources.disposeAsync();
    throw error;
  }
  return () => resources.disposeAsync();
}
