import { findCollections, writeDocuments } from '@tributary/configs/moving';
import { writeOwnBoards } from '@tributary/realtime/moving/boards';
import { writeFeatures } from '@tributary/realtime/moving/features';
import { writePredictions } from '@tributary/realtime/moving/predictions';
import { Client } from 'pg';
import { toChunks, writeLines } from '../move/lines.ts';
import { beginManifest, type ExportedFile, type Manifest, writeManifest } from '../move/manifest.ts';
import { estimateRows, findTables, readSchema } from '../move/tables.ts';
import { writeWaitingAudit } from '../move/waiting-audit.ts';
import type { Stores } from '../stores.ts';
import { writeArtifacts } from './artifacts.ts';
import { atOneSnapshot, readTable } from './postgres.ts';

export interface MoveOptions {
  databaseUrl: string;
  signal?: AbortSignal;
  onProgress?(noun: string, done: number, total: number | undefined): void;
}

/**
 * Writes the whole platform to a folder, while it serves. What was acknowledged before it began is in it; of what is
 * written meanwhile, PostgreSQL's part has what it had at one moment, and the others' may have some. Begun again after
 * it was ended, it goes on with what is missing.
 * @throws Error where the folder is not empty and has no part of an export, or has a whole one.
 */
export async function exportPlatform(stores: Stores, folder: string, options: MoveOptions): Promise<Manifest> {
  const client = new Client({ connectionString: options.databaseUrl, keepAlive: true, options: '-c timezone=UTC' });
  await client.connect();
  try {
    let manifest = await beginManifest(folder, await readSchema(client));
    const add = async (files: readonly ExportedFile[]) => {
      manifest = { ...manifest, files: [...manifest.files, ...files] };
      await writeManifest(folder, manifest);
    };
    const isThere = (path: string) => manifest.files.some((file) => file.path === path);
    if (!manifest.files.some(({ path }) => path.startsWith('postgres/'))) {
      await add(await exportPostgres(stores, client, folder, options));
    }
    const sources = [
      ...(await findCollections(stores.configs)).map(
        (name) => [`mongodb/${name}`, () => writeDocuments(stores.configs, name)] as const,
      ),
      ['artifacts/artifacts', () => writeArtifacts(stores, folder)] as const,
      ['redis/features', () => writeFeatures(stores.realtime)] as const,
      ['redis/boards', () => writeOwnBoards(stores.realtime)] as const,
      ['redis/predictions', () => writePredictions(stores.realtime)] as const,
    ];
    for (const [name, lines] of sources) {
      const path = `${name}.jsonl`;
      options.signal?.throwIfAborted();
      if (isThere(path)) continue;
      const count = counting(`rows of ${name}`, options);
      await add([await writeLines(folder, path, toChunks(lines()), count)]);
    }
    manifest = { ...manifest, finishedAt: new Date().toISOString() };
    await writeManifest(folder, manifest);
    return manifest;
  } finally {
    await client.end();
  }
}

/** All tables at one snapshot, together or none; before it, what waits for the audit elsewhere, so that none is lost between. */
async function exportPostgres(
  stores: Stores,
  client: Client,
  folder: string,
  options: MoveOptions,
): Promise<ExportedFile[]> {
  const waiting = await writeLines(
    folder,
    'audit/waiting.jsonl',
    toChunks(writeWaitingAudit(stores)),
    counting('events', options),
  );
  return atOneSnapshot(client, async () => {
    const tables = await findTables(client);
    const count = counting('rows of PostgreSQL', options, await estimateRows(client, tables));
    const files: ExportedFile[] = [];
    for (const table of tables) {
      files.push(await writeLines(folder, `postgres/${table.name}.jsonl`, readTable(client, table), count));
    }
    // It is added to the audit, which must be there first.
    return [...files, waiting];
  });
}

/** @param total about how many there are. */
function counting(noun: string, { signal, onProgress }: MoveOptions, total?: number): (count: number) => void {
  let done = 0;
  return (count) => {
    signal?.throwIfAborted();
    done += count;
    // Tables that were never analysed count as empty.
    onProgress?.(noun, done, total ? Math.max(total, done + 1) : undefined);
  };
}
