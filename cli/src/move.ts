import { createLogger } from '@tributary/common/log';
import { toSettings } from '@tributary/lineage/config';
import { deliverAll } from '@tributary/sync/deliver-all';
import { exportPlatform } from '@tributary/sync/export/export';
import { importPlatform } from '@tributary/sync/import/import';
import { createKinds } from '@tributary/sync/kinds';
import { openStores } from '@tributary/sync/stores';
import type { Config } from './config.ts';
import { migrate } from './migrate.ts';
import { print } from './print.ts';
import { showProgresses } from './progress.ts';
import type { Opened, Work } from './with-stores.ts';

/** A table, or a slice of a collection, is read by one command. */
const PATIENCE_MS = 3_600_000;

/** What "tributary export" and "tributary import" do, by their arguments. */
export function readMove(way: 'export' | 'import', [folder, ...rest]: readonly string[]): Work {
  if (folder === undefined || rest.length > 0) throw new Error(`${way} takes one folder.`);
  return way === 'export' ? (opened) => writeTo(folder, opened) : (opened, config) => readFrom(folder, opened, config);
}

async function writeTo(folder: string, { urls, signal }: Opened): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const { stores, progress } = open(urls, resources);
  const began = performance.now();
  const { files } = await exportPlatform(stores, folder, {
    databaseUrl: urls.databaseUrl,
    signal,
    onProgress: progress.update,
  });
  progress.end();
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  print(
    `${folder}: ${rows.toLocaleString('en')} rows in ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, in ${seconds(began)} s.`,
  );
}

async function readFrom(folder: string, { urls, signal }: Opened, config: Config): Promise<void> {
  await migrate(urls, config.CONFIG_INDEXED_PATHS);
  await using resources = new AsyncDisposableStack();
  const { stores, progress, log } = open(urls, resources);
  const began = performance.now();
  const isNew = await importPlatform(stores, folder, {
    databaseUrl: urls.databaseUrl,
    signal,
    onProgress: progress.update,
  });
  if (!isNew) {
    print(`${folder}: these stores have taken it already; nothing was changed.`);
    return;
  }
  // Metrics that came with it have indexes, too.
  await migrate(urls, config.CONFIG_INDEXED_PATHS);
  const left = await deliverAll(stores, {
    kinds: createKinds(toSettings(config)),
    log,
    signal,
    onProgress: (done, total) => progress.update('copies delivered', done, total),
  });
  progress.end();
  const waiting = left === 0 ? '' : `; ${left.toLocaleString('en')} copies wait for a Tributary that serves`;
  print(`${folder}: imported in ${seconds(began)} s${waiting}. "tributary verify" proves it.`);
}

function open(urls: Opened['urls'], resources: AsyncDisposableStack) {
  const log = createLogger('move', 'warn');
  const stores = openStores({ ...urls, timeoutMs: PATIENCE_MS, log }, resources);
  const progress = showProgresses(process.stdout);
  resources.defer(() => progress.end());
  return { stores, progress, log };
}

const seconds = (began: number) => ((performance.now() - began) / 1_000).toFixed(1);
