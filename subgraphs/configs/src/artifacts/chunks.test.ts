import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { CHUNK_BYTES } from '../gridfs.ts';
import { toChunks } from './chunks.ts';

it.each([
  ['none', []],
  ['smaller than a chunk', [1, 2, CHUNK_BYTES - 1, 7]],
  ['as large as chunks', [CHUNK_BYTES, 2 * CHUNK_BYTES]],
  ['larger than a chunk', [2 * CHUNK_BYTES + 1, 0, 5]],
])('pieces come in chunks of one size: %s', async (_what, sizes) => {
  const pieces = sizes.map((size) => randomBytes(size));
  const chunks: Buffer[] = [];
  for await (const chunk of toChunks(pieces)) chunks.push(Buffer.from(chunk));
  expect(Buffer.concat(chunks).equals(Buffer.concat(pieces))).toBe(true);
  expect(chunks.slice(0, -1).every(({ length }) => length === CHUNK_BYTES)).toBe(true);
  expect(chunks).toHaveLength(Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / CHUNK_BYTES));
});
