import { toHttpSettings } from '@tributary/common/env';
import { limitHeapGrowth } from '@tributary/common/heap';
import { createHttpServer } from '@tributary/common/http/http-server';
import { SUBGRAPH_HTTP } from '@tributary/common/http/http-settings';
import { closeOnSignal } from '@tributary/common/http/shutdown';
import { createLogger } from '@tributary/common/log';
import { tellParent } from '@tributary/common/parent';
import { listen } from '@tributary/common/serve';
import { toSettings } from '@tributary/lineage/config';
import { probe } from '@tributary/lineage/health';
import { readConfig } from './config.ts';
import { startSync } from './sync.ts';

const config = readConfig(process.env);
limitHeapGrowth();
const log = createLogger('sync', config.LOG_LEVEL);
const sync = startSync(config, log, toSettings(config));
// Ready means that it can see what is behind; where a store of copies is away, they wait.
const app = createHttpServer({
  ...toHttpSettings({
    ...config,
    MAX_BODY_BYTES: SUBGRAPH_HTTP.maxBodyBytes,
    MAX_BODIES_BYTES: SUBGRAPH_HTTP.maxBodiesBytes,
  }),
  host: config.HOST,
  log,
  ready: () => probe(sync.stores.lineage),
});
const http = await listen(app, { host: config.HOST, port: config.PORT });
closeOnSignal(
  { delayMs: config.SHUTDOWN_DELAY_MS },
  () => http.close(),
  () => sync.close(),
);
log.info(`sync listens at ${http.url}`);
tellParent(http.url);
