import { requireFree } from '@tributary/common/http/address';
import { readConfig as readConfigs } from '@tributary/configs/config';
import { trustUserHeader } from '@tributary/gateway/caller';
import { readConfig as readGateway } from '@tributary/gateway/config';
import { readConfig as readLineage } from '@tributary/lineage/config';
import { readConfig as readRealtime } from '@tributary/realtime/config';
import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import { type Config, serviceEnv } from './config.ts';

/**
 * Reads what each service will be set up by, and tries whether the ports are free, before any store is started and filled.
 * @throws Error that names what does not fit, with the remedy.
 */
export async function checkSettings(config: Config): Promise<void> {
  trustUserHeader(config.NODE_ENV);
  readLineage(serviceEnv({ DATABASE_URL: 'postgres://' }));
  readConfigs(serviceEnv({ MONGODB_URL: 'mongodb://' }));
  readRealtime(serviceEnv({ REDIS_URL: 'redis://', KEY_PREFIX: config.KEY_PREFIX }));
  const { http } = readGateway(serviceEnv({ SUPERGRAPH: SUPERGRAPH_FILE }));
  await requireFree({ host: config.HOST, port: config.PORT });
  if (http.probePort !== undefined) await requireFree({ host: config.HOST, port: http.probePort }, 'PROBE_PORT');
}
