import { registryCopy } from '@tributary/lineage/copies/copies';
import { findRegistries } from '@tributary/lineage/feature-views/view-registries';
import { type Database, openDatabase } from '@tributary/realtime/database';
import { readRegistry } from '@tributary/realtime/features/registries';
import type { Registry } from '@tributary/realtime/features/registry';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import { type LoadReport, loadFeatures } from './features/load-features.ts';
import { openFile } from './features/open-file.ts';
import { checkColumns } from './features/to-row.ts';
import { onPostgres } from './on-postgres.ts';
import { print } from './print.ts';
import { showProgress } from './progress.ts';
import type { StoreUrls } from './stores.ts';
import type { Opened, Work } from './with-stores.ts';

const PATIENCE_MS = 60_000;

/** What "tributary features" does, by its arguments. */
export function readFeatures([name, view, path, ...rest]: readonly string[]): Work {
  if (name !== 'load' || view === undefined || path === undefined || rest.length > 0) {
    throw new Error(
      'features takes: load VIEW FILE, where FILE is CSV, JSON Lines or Parquet, or - for standard input.',
    );
  }
  return (opened) => load(opened, view, path);
}

async function load({ urls, signal }: Opened, view: string, path: string): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const realtime = openDatabase({ url: urls.redisUrl, timeoutMs: PATIENCE_MS, keyPrefix: urls.keyPrefix });
  resources.defer(() => realtime.close());
  const registry = await findRegistry(urls, realtime.db, view);
  const file = await openFile(path, (names) => checkColumns(registry, names), resources);
  const progress = showProgress('rows', process.stdout);
  resources.defer(() => progress.end());
  const began = performance.now();
  const report = await loadFeatures(realtime.db, registry, file, { signal, onProgress: progress.update });
  progress.end();
  printReport(view, report, performance.now() - began);
}

/** The view as its home has it now, whoever else brings it to Redis. */
async function findRegistry(urls: StoreUrls, db: Database, view: string): Promise<Registry> {
  const home = await onPostgres(urls, PATIENCE_MS, (lineage) => findRegistries(lineage, [registryCopy(view)]));
  await writeRegistries(db, home);
  const registry = await readRegistry(db, view);
  if (!registry) throw new Error(`There is no feature view ${view}: apply it first, by applyFeatureView.`);
  return registry;
}

const rows = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;

function printReport(view: string, { stored, skippedStale, refused, refusals }: LoadReport, tookMs: number): void {
  const rate = Math.round((stored * 1_000) / Math.max(1, tookMs));
  print(`${view}: ${rows(stored)} stored in ${(tookMs / 1_000).toFixed(1)} s, ${rate.toLocaleString('en')} a second.`);
  if (skippedStale > 0) print(`Left out, since they are older than what is stored: ${rows(skippedStale)}.`);
  if (refused === 0) return;
  print(`Refused: ${rows(refused)}.`);
  for (const { place, problem } of refusals) print(`  row ${place}: ${problem}`);
  if (refused > refusals.length) print(`  and ${rows(refused - refusals.length)} more`);
  process.exitCode = 1;
}
