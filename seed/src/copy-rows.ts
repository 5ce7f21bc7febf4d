import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** How much text is made before PostgreSQL takes it. */
const CHUNK_LENGTH = 64 * 1024;

/** What PostgreSQL keeps as text[]; any other list is part of a document. */
const LISTS = new Set(['tags', 'joinKeys', 'key']);

/** Writes rows by COPY, in the columns that the first row has; constraints hold as for any insert. */
export async function copyRows<Row extends object>(client: Client, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const keys = Object.keys(first);
  const columns = keys.map((key) => `"${toColumn(key)}"`).join(', ');
  const target = client.query(copyFrom(`copy ${table} (${columns}) from stdin`));
  await pipeline(Readable.from(toChunks(rows, keys)), target);
}

function* toChunks(rows: readonly object[], keys: readonly string[]): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] ?? '';
      chunk += at === 0 ? '' : '\t';
      chunk += toText(Reflect.get(row, key), LISTS.has(key));
    }
    chunk += '\n';
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk) yield chunk;
}

/** A value in COPY's text format. */
function toText(value: unknown, isList: boolean): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return escapeText(value);
  if (isList && Array.isArray(value)) return escapeText(`{${value.map((item) => JSON.stringify(item)).join(',')}}`);
  return escapeText(JSON.stringify(value));
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escapeText = (text: string) => text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);

const toColumn = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
