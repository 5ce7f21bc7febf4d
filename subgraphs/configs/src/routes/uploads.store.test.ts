import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { digestOf, MAX_BYTES, sha256Of, useArtifacts } from '../../../../tests/setup/artifacts.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { sweepUploads } from '../artifacts/sweep.ts';
import { Upload } from '../artifacts/upload.ts';
import { CHUNK_BYTES, uploadsIn } from '../gridfs.ts';

const artifacts = useArtifacts();
const { put, begin, count } = artifacts;

const message = (body: unknown) => ({ errors: [expect.objectContaining({ message: body })] });

describe('an upload that is refused', () => {
  it.each<[what: string, status: number, problem: string, body: Buffer | undefined, more: Record<string, string>]>([
    ['without a body', 400, 'at least one byte', undefined, {}],
    ['of no bytes', 400, 'at least one byte', Buffer.alloc(0), {}],
    ['of too many', 413, '4,194,304 bytes', Buffer.alloc(MAX_BYTES + 1), {}],
    ['with a digest of another kind', 400, 'sha-256=:', Buffer.from('x'), { 'content-digest': 'md5=:YQ==:' }],
    ['that is compressed on its way', 415, 'Content-Encoding', Buffer.from('x'), { 'content-encoding': 'gzip' }],
    ['that is a part', 400, 'Content-Range', Buffer.from('x'), { 'content-range': 'bytes 0-0/2' }],
  ])('%s says what must be, and leaves nothing', async (_what, status, problem, body, more) => {
    const before = await count();
    expect(await put(body, more)).toMatchObject({ status, body: message(expect.stringContaining(problem)) });
    expect(await count()).toEqual(before);
  });

  it('with a wrong digest names both, and leaves nothing, whether the other bytes are there or not', async () => {
    const there = randomBytes(CHUNK_BYTES + 1);
    await put(there);
    const before = await count();
    const bytes = randomBytes(CHUNK_BYTES + 1);
    for (const other of [there, randomBytes(5)]) {
      const answer = await put(bytes, { 'content-digest': `sha-512=:YQ==:, ${digestOf(other)}` });
      for (const named of [bytes, other]) {
        expect(answer).toMatchObject({ status: 400, body: message(expect.stringContaining(sha256Of(named))) });
      }
    }
    expect(await count()).toEqual(before);
  });

  it('in the middle, since it had not said its length, leaves nothing; one that is not refused is stored', async () => {
    const before = await count();
    const large = begin();
    for (let sent = 0; sent <= MAX_BYTES; sent += CHUNK_BYTES) large.request.write(Buffer.alloc(CHUNK_BYTES));
    expect(await large.answer).toMatchObject({ status: 413 });
    large.request.destroy();
    expect(await count()).toEqual(before);

    const small = begin();
    small.request.write('ab');
    small.request.end('c');
    expect(await small.answer).toMatchObject({ status: 201, body: { sha256: sha256Of(Buffer.from('abc')) } });
  });
});

describe('half an upload', () => {
  it('is removed when its client leaves', async () => {
    const before = await count();
    const { request } = begin(3 * CHUNK_BYTES);
    request.on('error', () => {}).write(randomBytes(CHUNK_BYTES + 10));
    await eventually(async () => expect((await count()).chunks).toBe(before.chunks + 1));
    expect((await count()).uploads).toBe(before.uploads + 1);
    request.destroy();
    await eventually(async () => expect(await count()).toEqual(before));
  });

  it('of a process that was killed is swept, and none that goes on', async () => {
    const { db } = artifacts.database;
    const before = await count();
    const killed = new Upload(db);
    const goesOn = new Upload(db);
    for (const upload of [killed, goesOn]) await upload.write(db, Buffer.from('x'));
    killed.stop();
    await uploadsIn(db).updateOne({ _id: killed.fileId }, { $set: { touchedAt: new Date(Date.now() - 700_000) } });
    expect(await sweepUploads(db)).toBe(1);
    expect(await count()).toEqual({ ...before, chunks: before.chunks + 1, uploads: before.uploads + 1 });
    await goesOn.remove();
    expect(await count()).toEqual(before);
  });

  it('that was swept by mistake becomes no file', async () => {
    const { db } = artifacts.database;
    const bytes = randomBytes(CHUNK_BYTES + 10);
    const before = await count();
    const { request, answer } = begin(bytes.length);
    request.write(bytes.subarray(0, CHUNK_BYTES + 1));
    await eventually(async () => expect((await count()).chunks).toBe(before.chunks + 1));
    expect(await sweepUploads(db, -60_000)).toBe(1);
    request.end(bytes.subarray(CHUNK_BYTES + 1));
    expect(await answer).toMatchObject({ status: 503 });
    expect(await count()).toEqual(before);
  });
});
