import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { publishStores } from './config.ts';
import { stopAfterTests } from './global-teardown.ts';
import { startRedisCluster } from './redis-server.ts';

/**
 * Starts the three stores once for all test files, with data that goes with the run and tools that stay. Redis is a
 * cluster of one, which refuses whatever touches two slots; a Tributary that a test starts has a plain one.
 */
export default async function startTestStores(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tributary-test-'));
  const stores = await startStores({
    dataDir,
    toolsDir: testToolsDir,
    log: (line) => console.error(line),
  });
  const cluster = await startRedisCluster();
  publishStores({
    databaseUrl: stores.postgres.url,
    mongodbUrl: stores.mongodb.url,
    redisUrl: cluster.url,
    plainRedisUrl: stores.redis.url,
  });
  stopAfterTests({ stop: () => Promise.all([stores.stop(), cluster.remove()]) }, dataDir);
}
