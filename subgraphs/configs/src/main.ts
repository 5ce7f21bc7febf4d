import { createLogger } from '@tributary/common/log';
import { runService } from '@tributary/common/service';
import { toSubgraphLimits } from '@tributary/common/subgraph';
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
const subgraph = createServer(database, log, toSubgraphLimits(config), { maxBytes: config.ARTIFACT_MAX_BYTES });
await runService(subgraph, { name: 'configs', config, log, closeStore: () => database.close() });
