import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import { waitUntilReady } from '@tributary/stores/ready';
import { type Config, serviceEnv } from './config.ts';
import { EXAMPLES_FILE } from './example.ts';
import { keepService } from './service-process.ts';
import type { Opened } from './with-stores.ts';

const READY_MS = 60_000;
const LOOPBACK = { host: '127.0.0.1', port: 0 };

/**
 * The three subgraphs and sync, on free ports of loopback, and the gateway, where HOST and PORT say, each a process of its own
 * that is started again should it end. Answers where the gateway listens.
 * @throws Error when one of them ends before it listens; `resources` stops the others.
 */
export async function startServices(config: Config, { urls, resources, ...opened }: Opened): Promise<string> {
  const givenUp = new AbortController();
  const signal = AbortSignal.any([opened.signal, givenUp.signal]);
  const start = async (name: string, folder: string, settings: Record<string, string>, address = LOOPBACK) => {
    const env = serviceEnv({ LOG_LEVEL: config.LOG_LEVEL, ...settings });
    const { onGivenUp } = opened;
    const service = await keepService(name, { folder, env, address, dataDir: config.DATA_DIR, signal, onGivenUp });
    resources.defer(service.stop);
    const ask = async () => {
      if (!(await fetch(`${service.url}/readyz`, { signal })).ok) throw new Error('its store does not answer');
    };
    await waitUntilReady(name, ask, { timeoutMs: READY_MS, signal });
    return service;
  };
  const postgres = { DATABASE_URL: urls.databaseUrl };
  const mongodb = { MONGODB_URL: urls.mongodbUrl };
  const redis = { REDIS_URL: urls.redisUrl, KEY_PREFIX: urls.keyPrefix };
  const services = [
    { name: 'lineage', folder: 'subgraphs/lineage', stores: postgres },
    { name: 'configs', folder: 'subgraphs/configs', stores: mongodb },
    { name: 'realtime', folder: 'subgraphs/realtime', stores: redis },
    { name: 'sync', folder: 'sync', stores: { ...postgres, ...mongodb, ...redis } },
  ];
  // A port for probes is the gateway's: the processes share this environment.
  const starting = services.map(({ name, folder, stores }) => start(name, folder, { ...stores, PROBE_PORT: '' }));
  for (const one of starting) one.catch((error: unknown) => givenUp.abort(error));
  await Promise.allSettled(starting);
  signal.throwIfAborted();
  const subgraphs = (await Promise.all(starting)).filter(({ name }) => name !== 'sync');
  const gatewaySettings = {
    SUPERGRAPH: SUPERGRAPH_FILE,
    SUBGRAPH_URLS: subgraphs.map(({ name, url }) => `${name}=${url}/graphql`).join(),
    PLAIN_ROUTES: '/artifacts=configs',
    EXAMPLE_QUERY_FILE: EXAMPLES_FILE,
  };
  const gateway = await start('gateway', 'gateway', gatewaySettings, { host: config.HOST, port: config.PORT });
  return gateway.url;
}
