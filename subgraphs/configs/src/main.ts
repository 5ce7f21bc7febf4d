import { createLogger } from '@tributary/common/log';
import { serveSubgraph } from '@tributary/common/serve';
import { closeOnSignal } from '@tributary/common/shutdown';
import { readConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { createServer } from './server.ts';

const config = readConfig(process.env);
const log = createLogger('configs', config.LOG_LEVEL);
const database = openDatabase({
  url: config.MONGODB_URL,
  poolMax: config.MONGODB_POOL_MAX,
  timeoutMs: config.STORE_TIMEOUT_MS,
  log,
});
const http = await serveSubgraph(createServer(database, log), { host: config.HOST, port: config.PORT, log });
log.info(`configs listens at ${http.url}`);
closeOnSignal(
  () => http.close(),
  () => database.close(),
);
