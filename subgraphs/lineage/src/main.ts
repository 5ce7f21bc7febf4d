import { createLogger } from '@tributary/common/log';
import { serveSubgraph } from '@tributary/common/serve';
import { closeOnSignal } from '@tributary/common/shutdown';
import { readConfig, toSettings } from './config.ts';
import { openDatabase } from './database.ts';
import { createServer } from './server.ts';

const config = readConfig(process.env);
const log = createLogger('lineage', config.LOG_LEVEL);
const database = openDatabase({
  url: config.DATABASE_URL,
  poolMax: config.DATABASE_POOL_MAX,
  timeoutMs: config.STORE_TIMEOUT_MS,
});
const http = await serveSubgraph(createServer(database, log, toSettings(config)), {
  host: config.HOST,
  port: config.PORT,
  log,
});
log.info(`lineage listens at ${http.url}`);
closeOnSignal(
  () => http.close(),
  () => database.db.destroy(),
);
