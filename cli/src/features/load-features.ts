import type { InputIssue } from '@tributary/common/mutations/outcome';
import type { Database } from '@tributary/realtime/database';
import { checkRow } from '@tributary/realtime/features/check-rows';
import type { Registry } from '@tributary/realtime/features/registry';
import { type PackedRow, storeRows } from '@tributary/realtime/features/rows';
import type { FileRow, RowFile } from './file-rows.ts';
import { toRow } from './to-row.ts';

/** Rows that are written together. */
const ROWS_A_BATCH = 1_000;
const MOST_SHOWN = 20;

export interface LoadReport {
  read: number;
  stored: number;
  /** Older than what is stored. */
  skippedStale: number;
  refused: number;
  /** Why, of the first of them. */
  refusals: { place: number; problem: string }[];
}

export interface LoadOptions {
  readonly signal: AbortSignal;
  /** @param total undefined where nobody knows. */
  onProgress(done: number, total: number | undefined): void;
}

/**
 * Stores the rows of a file; those that do not fit are left out and reported. While some are written the next are read.
 * @throws Error where the view takes no rows any more.
 */
export async function loadFeatures(
  db: Database,
  registry: Registry,
  file: RowFile,
  { signal, onProgress }: LoadOptions,
): Promise<LoadReport> {
  const report: LoadReport = { read: 0, stored: 0, skippedStale: 0, refused: 0, refusals: [] };
  let writing: Promise<void> = Promise.resolve();
  let batch: PackedRow[] = [];
  const write = async (rows: readonly PackedRow[]) => {
    const stored = await storeRows(db, registry, rows, registry.ttlSeconds);
    if (stored === null)
      throw new Error(`${registry.view} was deleted meanwhile; what was stored before that goes, too.`);
    report.stored += stored;
    report.skippedStale += rows.length - stored;
    onProgress(report.read, estimate(file, report.read));
  };
  const flush = async () => {
    await writing;
    signal.throwIfAborted();
    writing = write(batch);
    // It is waited for at the next flush.
    writing.catch(() => {});
    batch = [];
  };
  for await (const row of file.rows) {
    report.read += 1;
    const packed = 'problem' in row ? row.problem : packRow(registry, row, file.cellsAreText);
    if (typeof packed === 'string') {
      report.refused += 1;
      if (report.refusals.length < MOST_SHOWN) report.refusals.push({ place: row.place, problem: packed });
    } else batch.push(packed);
    if (batch.length === ROWS_A_BATCH) await flush();
  }
  await flush();
  await writing;
  report.refusals.sort((a, b) => a.place - b.place);
  return report;
}

/** The row, or what is wrong with it. */
function packRow(registry: Registry, { cells }: FileRow, cellsAreText: boolean): PackedRow | string {
  const issues: InputIssue[] = [];
  try {
    const row = toRow(registry, cells, cellsAreText);
    const packed = checkRow(registry, row, Date.now(), (issue) => issues.push(issue));
    const [first] = issues;
    return first ? `${first.path.filter((part) => part !== 'values').join('.')} ${first.message}` : packed;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** How many rows there are, by the length of those that were read. */
function estimate({ read, size }: RowFile, rows: number): number | undefined {
  const done = read();
  return size === undefined || done === 0 ? undefined : Math.max(rows, Math.round((rows * size) / done));
}
