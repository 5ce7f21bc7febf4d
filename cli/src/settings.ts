import { readConfig as readConfigs } from '@tributary/configs/config';
import { trustUserHeader } from '@tributary/gateway/caller';
import { readConfig as readGateway } from '@tributary/gateway/config';
import { readConfig as readLineage } from '@tributary/lineage/config';
import { readConfig as readRealtime } from '@tributary/realtime/config';
import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import { type Config, serviceEnv } from './config.ts';

/**
 * Reads what each service will be set up by, before any store is started and filled.
 * @throws Error that names what does not fit.
 */
export function checkSettings(config: Config): void {
  trustUserHeader(config.NODE_ENV);
  readLineage(serviceEnv({ DATABASE_URL: 'postgres://' }));
  readConfigs(serviceEnv({ MONGODB_URL: 'mongodb://' }));
  readRealtime(serviceEnv({ REDIS_URL: 'redis://', KEY_PREFIX: config.KEY_PREFIX }));
  readGateway(serviceEnv({ SUPERGRAPH: SUPERGRAPH_FILE }));
}
