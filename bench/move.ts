import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIndexes } from '@tributary/configs/database';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { seedBulk } from '@tributary/seed/bulk-load';
import { medium } from '@tributary/seed/sizes';
import { type RunningStores, startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { deliverAll } from '@tributary/sync/deliver-all';
import { exportPlatform } from '@tributary/sync/export/export';
import { importPlatform } from '@tributary/sync/import/import';
import { createKinds } from '@tributary/sync/kinds';
import { openStores, type Stores } from '@tributary/sync/stores';
import { verify } from '@tributary/sync/verify/verify';
import { pino } from 'pino';
import { createBenchDatabase, describeMachine } from './measure.ts';

/**
 * How fast the medium size moves house, and how fast it is proved there.
 * Usage: node bin/run.mjs bench/move.ts
 */
const PATIENCE_MS = 600_000;
const log = pino({ level: 'warn' });

async function open(running: RunningStores, name: string, resources: AsyncDisposableStack) {
  const made = await createBenchDatabase(running.postgres.url, name);
  await made.close();
  const urls = {
    databaseUrl: Object.assign(new URL(running.postgres.url), { pathname: `/${name}` }).href,
    mongodbUrl: Object.assign(new URL(running.mongodb.url), { pathname: `/${name}` }).href,
    redisUrl: running.redis.url,
    keyPrefix: `${name}:`,
  };
  const stores = openStores({ ...urls, timeoutMs: PATIENCE_MS, log }, resources);
  await createIndexes(stores.configs);
  return { stores, databaseUrl: urls.databaseUrl };
}

/** Prints how long the work took, what it moved a second, and the most memory that this process had meanwhile. */
async function time(name: string, work: () => Promise<{ rows: number; bytes?: number }>): Promise<void> {
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  const began = performance.now();
  const { rows, bytes } = await work();
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(watch);
  const rate = Math.round(rows / seconds).toLocaleString('en');
  const speed = bytes === undefined ? '' : (bytes / 1e6 / seconds).toFixed(1);
  console.log(
    `| ${[name, rows.toLocaleString('en'), seconds.toFixed(1), rate, speed, (most / 1e6).toFixed(0)].join(' | ')} |`,
  );
}

const kinds = createKinds(DEFAULT_SETTINGS);

/** Brings all copies, as sync does; answers how many were behind. */
async function deliver(stores: Stores): Promise<{ rows: number }> {
  let rows = 0;
  const onProgress = (_: number, total: number) => {
    rows = total;
  };
  const left = await deliverAll(stores, { kinds, log, onProgress, patienceMs: PATIENCE_MS });
  if (left > 0) throw new Error(`${left} copies were not delivered`);
  return { rows };
}

const verified = async (stores: Stores) => {
  const found = await verify(stores, { report: (line) => console.error(line) });
  if (found.differences + found.waiting > 0) throw new Error(`Copies differ: ${JSON.stringify(found)}`);
  return { rows: found.compared };
};

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
const folder = join(dataDir, 'exported');
const running = await startStores({ dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
const resources = new AsyncDisposableStack();
try {
  console.log(describeMachine());
  const old = await open(running, 'bench_old', resources);
  await seedBulk({ ...old.stores, databaseUrl: old.databaseUrl }, medium, { seed: 42, log: console.error });
  // A bulk seed leaves to sync what answers for its models.
  await deliver(old.stores);
  console.log('| | rows | s | rows a second | MB a second | MB of memory |\n|---|---|---|---|---|---|');
  let moved = { rows: 0, bytes: 0 };
  await time('export', async () => {
    const { files } = await exportPlatform(old.stores, folder, { databaseUrl: old.databaseUrl });
    moved = {
      rows: files.reduce((sum, file) => sum + file.rows, 0),
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    };
    return moved;
  });
  const fresh = await open(running, 'bench_new', resources);
  await time('import', async () => {
    await importPlatform(fresh.stores, folder, { databaseUrl: fresh.databaseUrl });
    return moved;
  });
  await time('verify, before', () => verified(old.stores));
  await time('delivery', () => deliver(fresh.stores));
  await time('verify, after', () => verified(fresh.stores));
} finally {
  await resources.disposeAsync();
  await running.stop();
  await rm(dataDir, { recursive: true, force: true });
}
