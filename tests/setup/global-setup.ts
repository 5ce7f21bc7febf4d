import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { publishStores } from './config.ts';
import { stopAfterTests } from './global-teardown.ts';

/** Starts the three stores once for all test files, with data that goes with the run and tools that stay. */
export default async function startTestStores(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tributary-test-'));
  const stores = await startStores({
    dataDir,
    toolsDir: testToolsDir,
    log: (line) => console.error(line),
  });
  publishStores({ databaseUrl: stores.postgres.url, mongodbUrl: stores.mongodb.url, redisUrl: stores.redis.url });
  stopAfterTests(stores, dataDir);
}
