import { readDocuments } from '@tributary/configs/moving';
import { COPY_KINDS } from '@tributary/lineage/copies/copies';
import { rebuildCopies } from '@tributary/lineage/copies/copy-care';
import { readOwnBoards } from '@tributary/realtime/moving/boards';
import { readFeatures } from '@tributary/realtime/moving/features';
import { readPredictions } from '@tributary/realtime/moving/predictions';
import { Client } from 'pg';
import type { MoveOptions } from '../export/export.ts';
import { checkFile, readLines } from '../move/lines.ts';
import { type ExportedFile, type Manifest, readManifest } from '../move/manifest.ts';
import { findTables, readSchema, type Table } from '../move/tables.ts';
import { readWaitingAudit } from '../move/waiting-audit.ts';
import type { Stores } from '../stores.ts';
import { readArtifacts } from './artifacts.ts';
import { fillTable, noteDone } from './postgres.ts';
import { beginImport, finishImport } from './state.ts';

/** Lines that are written together; what documents take is bounded, too. */
const BATCH = 500;
const BATCH_LENGTH = 4_000_000;

/**
 * Fills empty stores, whose schema is in place, with an exported platform, and puts all copies on the list. Begun again
 * after it was ended, it goes on with what is missing.
 * @returns false where these stores have taken this export before.
 * @throws Error where a store is not empty, or a file is not as it was exported: of that file nothing is imported.
 */
export async function importPlatform(stores: Stores, folder: string, options: MoveOptions): Promise<boolean> {
  const manifest = await readManifest(folder);
  if (manifest.finishedAt === null) {
    throw new Error(`${folder} holds a part of an export: run "tributary export ${folder}" again, which goes on.`);
  }
  const client = new Client({ connectionString: options.databaseUrl, keepAlive: true, options: '-c timezone=UTC' });
  await client.connect();
  try {
    await refuseOtherSchema(client, manifest);
    const tables = await findTables(client);
    const { isFinished, done } = await beginImport(client, stores, manifest.id, tables);
    if (isFinished) return false;
    const total = manifest.files.reduce((sum, { rows }) => sum + rows, 0);
    let rows = 0;
    for (const file of manifest.files) {
      options.signal?.throwIfAborted();
      if (!done.has(file.path)) {
        await checkFile(folder, file);
        await importFile(stores, client, folder, file, tables, (count) => {
          options.signal?.throwIfAborted();
          options.onProgress?.('rows imported', rows + count, total);
        });
      }
      rows += file.rows;
      options.onProgress?.('rows imported', rows, total);
    }
    await finishImport(client);
    for (const kind of COPY_KINDS) await rebuildCopies(stores.lineage, kind, options.signal);
    return true;
  } finally {
    await client.end();
  }
}

async function refuseOtherSchema(client: Client, { schema }: Manifest): Promise<void> {
  const ours = await readSchema(client);
  if (ours === schema) return;
  throw new Error(
    `The export is of schema ${schema}, and these stores are of ${ours}: export and import with the same version of Tributary.`,
  );
}

async function importFile(
  stores: Stores,
  client: Client,
  folder: string,
  file: ExportedFile,
  tables: readonly Table[],
  onRows: (count: number) => void,
): Promise<void> {
  const [store = '', name = ''] = file.path.slice(0, -'.jsonl'.length).split('/');
  if (store === 'postgres') {
    const table = tables.find((one) => one.name === name);
    if (!table) throw new Error(`The export has a table ${name}, which this version of Tributary does not know.`);
    return fillTable(client, folder, file, table);
  }
  const read = readerOf(stores, folder, store, name);
  let count = 0;
  for await (const lines of bounded(readLines(folder, file.path))) {
    await read(lines);
    count += lines.length;
    onRows(count);
  }
  await noteDone(client, file.path);
}

type Reader = (lines: readonly string[]) => Promise<void>;

function readerOf(stores: Stores, folder: string, store: string, name: string): Reader {
  const { configs, realtime } = stores;
  if (store === 'mongodb') return (lines) => readDocuments(configs, name, lines);
  const readers: Record<string, Reader> = {
    'audit/waiting': (lines) => readWaitingAudit(stores, lines),
    'artifacts/artifacts': (lines) => readArtifacts(stores, folder, lines),
    'redis/features': (lines) => readFeatures(realtime, lines),
    'redis/boards': (lines) => readOwnBoards(realtime, lines),
    'redis/predictions': (lines) => readPredictions(realtime, lines),
  };
  const reader = readers[`${store}/${name}`];
  if (!reader)
    throw new Error(`The export has a file ${store}/${name}, which this version of Tributary does not know.`);
  return reader;
}

async function* bounded(lines: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  let length = 0;
  for await (const line of lines) {
    batch.push(line);
    length += line.length;
    if (batch.length < BATCH && length < BATCH_LENGTH) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}
