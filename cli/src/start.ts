import { closeOnSignal } from '@tributary/common/shutdown';
import type { Config } from './config.ts';
import { startEmbedded } from './embedded.ts';
import { showExample, showPlaces } from './example.ts';
import { migrate, type StoreUrls, seedFirst } from './prepare.ts';
import { startServices } from './services.ts';
import { checkSettings } from './settings.ts';
import { openStores } from './stores.ts';

export interface StartOptions {
  /** Clears the data of the stores that we run ourselves. */
  fresh: boolean;
  /** Each service in a process of its own. */
  services: boolean;
}

/** Stores, schema, seed, graph: then the first query with its answer. Ends in order at a signal or a failure. */
export async function start(config: Config, options: StartOptions): Promise<void> {
  checkSettings(config);
  const resources = new AsyncDisposableStack();
  const ending = new AbortController();
  const started = startAll(config, options, resources, ending.signal);
  closeOnSignal(async () => {
    ending.abort(new Error('Stopped while starting.'));
    await started.catch(() => {});
    await resources.disposeAsync();
  });
  try {
    await started;
  } catch (error) {
    // A signal's own handler closes what was opened, and waits for that.
    if (ending.signal.aborted) return;
    await resources.disposeAsync();
    throw error;
  }
}

async function startAll(config: Config, options: StartOptions, resources: AsyncDisposableStack, signal: AbortSignal) {
  const stores = await openStores(config, { fresh: options.fresh, signal });
  resources.defer(() => stores.stop());
  const urls: StoreUrls = {
    databaseUrl: stores.postgres.url,
    mongodbUrl: stores.mongodb.url,
    redisUrl: stores.redis.url,
    keyPrefix: config.KEY_PREFIX,
  };
  await migrate(urls);
  signal.throwIfAborted();
  await seedFirst(urls);
  signal.throwIfAborted();
  const url = await (options.services ? startServices : startEmbedded)(config, urls, resources);
  await showExample(`${url}/graphql`);
  showPlaces(url);
}
