import type { Config } from './config.ts';
import { startEmbedded } from './embedded.ts';
import { showExample, showPlaces } from './example.ts';
import { migrate } from './migrate.ts';
import { seedFirst } from './seed.ts';
import { startServices } from './services.ts';
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
  checkSettings(config);
  await withStores(config, options, async ({ urls, resources, signal }) => {
    await migrate(urls);
    signal.throwIfAborted();
    await seedFirst(urls, signal);
    signal.throwIfAborted();
    const url = await (options.services ? startServices : startEmbedded)(config, urls, resources);
    await showExample(`${url}/graphql`);
    showPlaces(url);
  });
}
