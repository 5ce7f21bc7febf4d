import type { Config } from './config.ts';
import { showExample, showPlaces } from './example.ts';
import { migrate } from './migrate.ts';
import { print } from './print.ts';
import { seedFirst } from './seed.ts';
import { checkSettings } from './settings.ts';
import { withStores } from './with-stores.ts';

export interface StartOptions {
  /** Clears the data of the stores that we run ourselves. */
  fresh: boolean;
  /** Each service in a process of its own. */
  services: boolean;
}

/** Stores, schema, seed, graph: then the first query with its answer. Stays until it is told to end. */
export async function start(config: Config, options: StartOptions): Promise<void> {
  await checkSettings(config);
  // Services do so by themselves.
  const delayMs = options.services ? 0 : config.SHUTDOWN_DELAY_MS;
  await withStores(config, { fresh: options.fresh, delayMs }, async (opened) => {
    const { urls, signal } = opened;
    await migrate(urls, config.CONFIG_INDEXED_PATHS);
    signal.throwIfAborted();
    await seedFirst(urls);
    signal.throwIfAborted();
    const { url, deliver } = options.services
      ? { url: await (await import('./services.ts')).startServices(config, opened), deliver: undefined }
      : await (await import('./embedded.ts')).startEmbedded(config, opened);
    await showExample(`${url}/graphql`).catch((error: unknown) =>
      print(`The example query has no answer: ${reasonOf(error)}`),
    );
    // To begin keeps this process so busy that whatever waits for a store meanwhile would call it away.
    deliver?.();
    showPlaces(url);
  });
}

/** fetch hides the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!Error.isError(error)) return String(error);
  return Error.isError(error.cause) ? error.cause.message : error.message;
}
