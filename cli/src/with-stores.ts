import { closeOnSignal } from '@tributary/common/http/shutdown';
import type { Config } from './config.ts';
import { print } from './print.ts';
import { openStores, type StoreUrls } from './stores.ts';

export interface Opened {
  urls: StoreUrls;
  /** What the work opens; closed before the stores are. */
  resources: AsyncDisposableStack;
  /** Aborted when the process is told to end. */
  signal: AbortSignal;
  /** Ends the process for a reason, which is printed: what it needs does not run, and is not started again. */
  onGivenUp: (reason: Error) => void;
}

/** What a command does with the stores. */
export type Work = (opened: Opened, config: Config) => Promise<void>;

export interface WithStoresOptions {
  fresh?: boolean;
  attach?: boolean;
  delayMs?: number;
  log?: (line: string) => void;
}

/**
 * Finds or starts the three stores and works on them. Ends in order at a signal, a failure, or when a store that was
 * started dies again and again.
 * @param options.attach uses those of a Tributary that runs on the same data, where one does.
 * @param options.log hears which stores they are.
 * @param options.delayMs how long what the work has left open still serves after that.
 * @returns what closes everything that the work has left open, and then the stores.
 */
export async function withStores(
  config: Config,
  { fresh = false, attach = false, delayMs = 0, log = print }: WithStoresOptions,
  work: (opened: Opened) => Promise<void>,
): Promise<() => Promise<void>> {
  const resources = new AsyncDisposableStack();
  const ending = new AbortController();
  const { signal } = ending;
  const open = async () => {
    const stores = await openStores(config, { fresh, attach, signal, onGivenUp, log });
    resources.defer(() => stores.stop());
    const urls: StoreUrls = {
      databaseUrl: stores.postgres.url,
      mongodbUrl: stores.mongodb.url,
      redisUrl: stores.redis.url,
      keyPrefix: config.KEY_PREFIX,
    };
    await work({ urls, resources, signal, onGivenUp });
  };
  const end = closeOnSignal({ delayMs }, async () => {
    ending.abort(new Error('Stopped.'));
    await working.catch(() => {});
    await resources.disposeAsync();
  });
  const onGivenUp = (reason: Error) => {
    console.error(reason.message);
    end(1);
  };
  const working = open();
  try {
    await working;
  } catch (error) {
    // Whatever told it to end closes what was opened, ends the process, and waits for that.
    if (signal.aborted) return new Promise(() => {});
    await resources.disposeAsync();
    throw error;
  }
  return () => resources.disposeAsync();
}
