import { createLogger } from '@tributary/common/log';
import { serveSubgraph } from '@tributary/common/serve';
import { closeOnSignal } from '@tributary/common/shutdown';
import { readConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { createServer } from './server.ts';

const config = readConfig(process.env);
const log = createLogger('lineage', config.LOG_LEVEL);
const database = openDatabase({
  url: config.DATABASE_URL,
  poolMax: config.DATABASE_POOL_MAX,
  timeoutMs: config.STORE_TIMEOUT_MS,
});
const settings = {
  environments: config.ENVIRONMENTS,
  approvedOnly: config.APPROVED_ONLY,
  reviewOwn: config.REVIEW_OWN,
};
const http = await serveSubgraph(createServer(database, log, settings), { host: config.HOST, port: config.PORT, log });
log.info(`lineage listens at ${http.url}`);
closeOnSignal(
  () => http.close(),
  () => database.db.destroy(),
);
