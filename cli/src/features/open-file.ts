import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { CheckColumns, RowFile } from './file-rows.ts';
import { readCsv } from './read-csv.ts';
import { readJsonLines } from './read-json-lines.ts';
import { isParquet, readParquet } from './read-parquet.ts';

/**
 * Opens a file of rows, of whatever form its first bytes say: Parquet, JSON Lines, else CSV.
 * @param path `-` for standard input.
 */
export async function openFile(path: string, check: CheckColumns, resources: AsyncDisposableStack): Promise<RowFile> {
  if (path === '-') return openStream(process.stdin, undefined, check);
  const handle = await open(path).catch((error: unknown) => {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  });
  resources.defer(() => handle.close());
  const { size } = await handle.stat();
  if (isParquet(await readStart(handle))) {
    const slice = async (start: number, end = size) => toArrayBuffer(await readPart(handle, start, end));
    return readParquet({ byteLength: size, slice }, check);
  }
  return openStream(createReadStream(path), size, check);
}

async function openStream(
  input: AsyncIterable<Buffer>,
  size: number | undefined,
  check: CheckColumns,
): Promise<RowFile> {
  const chunks = input[Symbol.asyncIterator]();
  const { value: first = Buffer.alloc(0) } = await chunks.next();
  if (isParquet(first)) {
    const whole = [first];
    for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) whole.push(chunk);
    const bytes = toArrayBuffer(Buffer.concat(whole));
    return readParquet({ byteLength: bytes.byteLength, slice: (start, end) => bytes.slice(start, end) }, check);
  }
  let read = 0;
  async function* counted() {
    for (let chunk: Buffer | undefined = first; chunk; ) {
      read += chunk.length;
      yield chunk;
      const next = await chunks.next();
      chunk = next.done ? undefined : next.value;
    }
  }
  const isJson = first
    .toString('utf8', 0, 100)
    .replace(/^\uFEFF/, '')
    .trimStart()
    .startsWith('{');
  return {
    rows: isJson ? readJsonLines(counted()) : readCsv(counted(), check),
    cellsAreText: !isJson,
    read: () => read,
    size,
  };
}

const readStart = (handle: FileHandle) => readPart(handle, 0, 4);

async function readPart(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
  return bytes.subarray(0, bytesRead);
}

const toArrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;
