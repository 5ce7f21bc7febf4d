import { resolve } from 'node:path';
import { type RunningStores, type StoreSettings, startStores } from '@tributary/stores/start';
import type { Config } from './config.ts';
import { print } from './print.ts';

export interface StoreUrls {
  databaseUrl: string;
  mongodbUrl: string;
  redisUrl: string;
  keyPrefix: string;
}

/** Finds or starts the three stores, as the settings say; tells at once, with the end of its log, of one that dies. */
export function openStores(
  config: Config,
  options: Pick<StoreSettings, 'signal' | 'fresh' | 'attach' | 'onGivenUp' | 'log'>,
): Promise<RunningStores> {
  return startStores({
    dataDir: config.DATA_DIR,
    ...(config.TOOLS_DIR !== undefined && { toolsDir: resolve(config.TOOLS_DIR) }),
    ...(config.DATABASE_URL !== undefined && { databaseUrl: config.DATABASE_URL }),
    ...(config.MONGODB_URL !== undefined && { mongodbUrl: config.MONGODB_URL }),
    ...(config.REDIS_URL !== undefined && { redisUrl: config.REDIS_URL }),
    offline: config.OFFLINE,
    ...options,
    onDied: (store, lastLines) => {
      print(
        `${store.name}: ${store.engine} ended by itself and is started again; the graph answers without it. Its last words:`,
      );
      for (const line of lastLines) print(`  ${line}`);
    },
  });
}
