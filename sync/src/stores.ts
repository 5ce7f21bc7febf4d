import type { Logger } from '@tributary/common/log';
import { type Database as Configs, openDatabase as openConfigs } from '@tributary/configs/database';
import { openDatabase as openLineage } from '@tributary/lineage/database';
import type { Database as Lineage } from '@tributary/lineage/tables';
import { openDatabase as openRealtime, type Database as Realtime } from '@tributary/realtime/database';
import type { Kysely } from 'kysely';

/** The home of all copies, and where they are brought. */
export interface Stores {
  readonly lineage: Kysely<Lineage>;
  readonly configs: Configs;
  readonly realtime: Realtime;
}

export interface StoreSettings {
  databaseUrl: string;
  mongodbUrl: string;
  redisUrl: string;
  keyPrefix: string;
  timeoutMs: number;
  log: Logger;
}

/** One connection a kind, one for what is carried to the audit, and one for what is folded. */
const POOL_MAX = 6;

/** Connections of its own, which those who wait for copies cannot take. */
export function openStores(settings: StoreSettings, resources: AsyncDisposableStack): Stores {
  const { databaseUrl, mongodbUrl, redisUrl, keyPrefix, timeoutMs, log } = settings;
  const lineage = openLineage({ url: databaseUrl, poolMax: POOL_MAX, timeoutMs });
  resources.defer(() => lineage.close());
  const configs = openConfigs({ url: mongodbUrl, poolMax: POOL_MAX, timeoutMs, log });
  resources.defer(() => configs.close());
  const realtime = openRealtime({ url: redisUrl, keyPrefix, timeoutMs, log });
  resources.defer(() => realtime.close());
  return { lineage: lineage.db, configs: configs.db, realtime: realtime.db };
}
