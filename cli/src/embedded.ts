import { readFile } from 'node:fs/promises';
import { createLogger } from '@tributary/common/log';
import { listen } from '@tributary/common/serve';
import { openDatabase as openConfigs } from '@tributary/configs/database';
import { createServer as createConfigs } from '@tributary/configs/server';
import { trustUserHeader } from '@tributary/gateway/caller';
import type { DataSource } from '@tributary/gateway/data-source';
import { embeddedDataSource } from '@tributary/gateway/embedded';
import { createGateway } from '@tributary/gateway/server';
import { openDatabase as openLineage } from '@tributary/lineage/database';
import { createServer as createLineage } from '@tributary/lineage/server';
import { openDatabase as openRealtime } from '@tributary/realtime/database';
import { createServer as createRealtime } from '@tributary/realtime/server';
import { SUPERGRAPH_FILE } from '@tributary/schema/files';
import type { Config } from './config.ts';
import { readExample } from './example.ts';
import type { StoreUrls } from './prepare.ts';

const STORE_TIMEOUT_MS = 1_000;
const POOL_MAX = 30;

/** Gateway and subgraphs in this process: what the gateway fetches are function calls. Answers where it listens. */
export async function startEmbedded(config: Config, urls: StoreUrls, resources: AsyncDisposableStack): Promise<string> {
  const log = createLogger('tributary', config.LOG_LEVEL);
  const lineage = openLineage({ url: urls.databaseUrl, poolMax: POOL_MAX, timeoutMs: STORE_TIMEOUT_MS });
  resources.defer(() => lineage.db.destroy());
  const configs = openConfigs({ url: urls.mongodbUrl, poolMax: POOL_MAX, timeoutMs: STORE_TIMEOUT_MS });
  resources.defer(() => configs.close());
  const realtime = openRealtime({ url: urls.redisUrl, timeoutMs: STORE_TIMEOUT_MS, keyPrefix: urls.keyPrefix, log });
  resources.defer(() => realtime.close());

  const subgraphs = {
    lineage: createLineage(lineage, log),
    configs: createConfigs(configs, log),
    realtime: createRealtime(realtime, log),
  };
  for (const { server } of Object.values(subgraphs)) {
    await server.start();
    resources.defer(() => server.stop());
  }
  const sources: Record<string, DataSource> = {
    lineage: embeddedDataSource(subgraphs.lineage, { log }),
    configs: embeddedDataSource(subgraphs.configs, { log }),
    realtime: embeddedDataSource(subgraphs.realtime, { log }),
  };
  const app = await createGateway({
    supergraph: await readFile(SUPERGRAPH_FILE, 'utf8'),
    dataSource: (name) => sources[name] ?? unknownSubgraph(name),
    callerOf: trustUserHeader(config.NODE_ENV),
    log,
    development: config.NODE_ENV === 'development',
    exampleQuery: await readExample(),
  });
  const http = await listen(app, { host: config.HOST, port: config.PORT });
  resources.defer(() => http.close());
  return http.url;
}

function unknownSubgraph(name: string): never {
  throw new Error(`The supergraph names a subgraph "${name}" that is none of ours: compose it anew.`);
}
