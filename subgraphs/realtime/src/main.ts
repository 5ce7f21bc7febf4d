import { createLogger } from '@tributary/common/log';
import { runService } from '@tributary/common/service';
import { toSubgraphLimits } from '@tributary/common/subgraph';
import { readConfig, toSettings } from './config.ts';
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
const subgraph = createServer(database, log, toSubgraphLimits(config), toSettings(config));
await runService(subgraph, { name: 'realtime', config, log, closeStore: () => database.close() });
