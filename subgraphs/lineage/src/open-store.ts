import type { Logger } from '@tributary/common/log';
import { type OpenDatabase, openDatabase } from './database.ts';
import { openReplica, type Replica } from './replica/open-replica.ts';

export interface OpenStore extends OpenDatabase {
  /** Where reads may go instead. */
  replica?: Replica;
}

/** By the names of the environment. */
export interface StoreConfig {
  readonly DATABASE_URL: string;
  readonly DATABASE_READ_URL?: string | undefined;
  readonly DATABASE_POOL_MAX: number;
  readonly STORE_TIMEOUT_MS: number;
}

/** PostgreSQL, and the replica beside it where one is given, as the environment says. */
export function openStore(config: StoreConfig, log: Logger): OpenStore {
  const { DATABASE_URL, DATABASE_READ_URL, DATABASE_POOL_MAX: poolMax, STORE_TIMEOUT_MS: timeoutMs } = config;
  const database = openDatabase({ url: DATABASE_URL, poolMax, timeoutMs });
  if (DATABASE_READ_URL === undefined) return database;
  const replica = openReplica({ url: DATABASE_READ_URL, primaryUrl: DATABASE_URL, poolMax, timeoutMs, log });
  const opened = new AsyncDisposableStack();
  opened.defer(database.close);
  opened.defer(replica.close);
  return { ...database, replica, close: () => opened.disposeAsync() };
}
