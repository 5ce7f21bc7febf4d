import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { FileRow, UnreadableRow } from './file-rows.ts';

/** A JSON object a line. */
export async function* readJsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileRow | UnreadableRow> {
  const lines = createInterface({ input: Readable.from(chunks), crlfDelay: Number.POSITIVE_INFINITY });
  let place = 0;
  for await (const line of lines) {
    place += 1;
    const text = place === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() !== '') yield readLine(place, text);
  }
}

function readLine(place: number, text: string): FileRow | UnreadableRow {
  try {
    const cells: unknown = JSON.parse(text);
    if (isObject(cells)) return { place, cells };
    return { place, problem: 'the line must be a JSON object' };
  } catch (error) {
    return { place, problem: `the line is no JSON: ${error instanceof Error ? error.message : error}` };
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
