import { createLogger } from '@tributary/common/log';
import { runService } from '@tributary/common/service';
import { toSubgraphLimits } from '@tributary/common/subgraph';
import { readConfig, toSettings } from './config.ts';
import { openStore } from './open-store.ts';
import { createServer } from './server.ts';

const config = readConfig(process.env);
const log = createLogger('lineage', config.LOG_LEVEL);
const database = openStore(config, log);
const subgraph = createServer(database, log, toSettings(config), toSubgraphLimits(config));
await runService(subgraph, { name: 'lineage', config, log, closeStore: () => database.close() });
