import { createLogger } from '@tributary/common/log';
import { runService } from '@tributary/common/service';
import { toSubgraphLimits } from '@tributary/common/subgraph';
import { readConfig, toScorersOptions, toSettings } from './config.ts';
import { openDatabase } from './database.ts';
import { createServer } from './server.ts';
import { openScoring } from './serving/open-scoring.ts';

const config = readConfig(process.env);
const log = createLogger('realtime', config.LOG_LEVEL);
const database = openDatabase({
  url: config.REDIS_URL,
  timeoutMs: config.STORE_TIMEOUT_MS,
  keyPrefix: config.KEY_PREFIX,
  log,
});
const scoring = openScoring(database, toScorersOptions(config), log);
const { scorers, models } = scoring;
const subgraph = createServer({ ...database, scorers, models }, log, toSubgraphLimits(config), toSettings(config));
const closeStore = async () => {
  await scoring.close();
  await database.close();
};
await runService(subgraph, { name: 'realtime', config, log, closeStore });
