import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ExportedFile, isMissing } from './manifest.ts';
import { writeWhole } from './whole-file.ts';

const NEWLINE = 0x0a;
const CHUNK_LENGTH = 256 * 1024;

/**
 * Writes a file of lines as they come; it has its name once it is whole and on the disk.
 * @param onRows hears how many rows are written.
 */
export async function writeLines(
  folder: string,
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  onRows: (count: number) => void,
): Promise<ExportedFile> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  async function* counted() {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      const count = countNewlines(chunk);
      rows += count;
      yield chunk;
      onRows(count);
    }
  }
  await writeWhole(target, counted());
  return { path, rows, bytes, sha256: hash.digest('hex') };
}

function countNewlines(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

/** Lines as bytes, many at a time. */
export async function* toChunks(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const line of lines) {
    text += `${line}\n`;
    if (text.length < CHUNK_LENGTH) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

/**
 * Reads a file to its end, before anything of it is used.
 * @throws Error, one sentence, where it is not as its export has written it.
 */
export async function checkFile(folder: string, { path, rows, bytes, sha256 }: ExportedFile): Promise<void> {
  const hash = createHash('sha256');
  let length = 0;
  let lines = 0;
  let last: number | undefined;
  try {
    for await (const chunk of createReadStream(join(folder, path), { highWaterMark: 1024 * 1024 })) {
      hash.update(chunk);
      length += chunk.length;
      lines += countNewlines(chunk);
      last = chunk.at(-1);
    }
  } catch (error) {
    throw isMissing(error) ? new Error(`${path} of the export is missing. ${NOTHING}`) : error;
  }
  if (length > 0 && last !== NEWLINE) throw new Error(`${path} is cut off in its line ${lines + 1}. ${NOTHING}`);
  if (length !== bytes || lines !== rows || hash.digest('hex') !== sha256) {
    throw new Error(`${path} is not as it was exported: its checksum differs from the manifest's. ${NOTHING}`);
  }
}

const NOTHING = 'Nothing of this file was imported: copy the export again, then run the command again.';

/** The lines of a file, one at a time. */
export const readLines = (folder: string, path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(join(folder, path)), crlfDelay: Number.POSITIVE_INFINITY });
