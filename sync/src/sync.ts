import type { Logger } from '@tributary/common/log';
import { listenForCopies } from '@tributary/lineage/copies/wake-workers';
import { DEFAULT_SETTINGS, type Settings } from '@tributary/lineage/settings';
import { startCarrier } from './audit-carrier.ts';
import type { Config } from './config.ts';
import { startFolding } from './folding.ts';
import { createKinds } from './kinds.ts';
import { openStores, type Stores } from './stores.ts';
import { startWorker } from './worker.ts';

export interface Sync {
  readonly stores: Stores;
  /** Ends what is being delivered, then closes the stores. */
  close(): Promise<void>;
}

type StoreConfig = Pick<Config, 'DATABASE_URL' | 'MONGODB_URL' | 'REDIS_URL' | 'KEY_PREFIX' | 'STORE_TIMEOUT_MS'>;

/** Brings copies to the stores, in a process of its own or beside the subgraphs. */
export function startSync(config: StoreConfig, log: Logger, settings: Settings = DEFAULT_SETTINGS): Sync {
  const resources = new AsyncDisposableStack();
  const stores = openStores(
    {
      databaseUrl: config.DATABASE_URL,
      mongodbUrl: config.MONGODB_URL,
      redisUrl: config.REDIS_URL,
      keyPrefix: config.KEY_PREFIX,
      timeoutMs: config.STORE_TIMEOUT_MS,
      log,
    },
    resources,
  );
  const worker = startWorker(stores, { kinds: createKinds(settings, log), log });
  resources.defer(() => worker.stop());
  const carrier = startCarrier(stores, { log });
  resources.defer(() => carrier.stop());
  const folding = startFolding(stores, { log });
  resources.defer(() => folding.stop());
  const listening = listenForCopies({ url: config.DATABASE_URL, timeoutMs: config.STORE_TIMEOUT_MS }, worker.wake);
  resources.defer(() => listening.close());
  return { stores, close: () => resources.disposeAsync() };
}
