import { createLogger } from '@tributary/common/log';
import { serveSubgraph } from '@tributary/common/serve';
import { closeOnSignal } from '@tributary/common/shutdown';
import { readConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { createServer } from './server.ts';

const config = readConfig(process.env);
const log = createLogger('realtime', config.LOG_LEVEL);
const database = openDatabase({
  url: config.REDIS_URL,
  timeoutMs: config.STORE_TIMEOUT_MS,
  keyPrefix: config.KEY_PREFIX,
  log,
});
const http = await serveSubgraph(createServer(database, log), { host: config.HOST, port: config.PORT, log });
log.info(`realtime listens at ${http.url}`);
closeOnSignal(
  () => http.close(),
  () => database.close(),
);
