import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { bytesOf, digestOf, sha256Of, useArtifacts } from '../../../../tests/setup/artifacts.ts';
import { findAuditEvents } from '../audit-outbox.ts';
import { CHUNK_BYTES } from '../gridfs.ts';

const artifacts = useArtifacts();
const { ask, put, get, count } = artifacts;

describe('an artifact', () => {
  it('is stored by the hash of its bytes, and comes back as it was', async () => {
    const bytes = randomBytes(2 * CHUNK_BYTES + 5);
    const sha256 = sha256Of(bytes);
    const uri = `gridfs:artifacts/${sha256}`;
    const stored = await put(bytes, { 'content-digest': digestOf(bytes) }, '?filename=mod%C3%A8le.onnx');
    expect(stored).toMatchObject({ status: 201, body: { uri, sha256, sizeBytes: bytes.length } });
    expect(stored.headers.get('location')).toBe(`/artifacts/${sha256}`);

    const answer = await get(sha256.toUpperCase());
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="mod?le.onnx"; filename*=UTF-8''mod%C3%A8le.onnx`,
      'content-length': String(bytes.length),
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
      'repr-digest': digestOf(bytes),
    });
    expect((await bytesOf(answer)).equals(bytes)).toBe(true);
    expect(await ask('{ artifact(sha256: $s) { uri } }'.replace('$s', `"${sha256}"`))).toEqual({
      data: { artifact: { uri } },
    });
  });

  it('is read by the tools of GridFS, too', async () => {
    const bytes = randomBytes(CHUNK_BYTES + 1);
    await put(bytes);
    const { db } = artifacts.database.db.connection;
    if (!db) throw new Error('The database is open.');
    const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: 'artifacts' });
    const read: Buffer[] = [];
    for await (const piece of bucket.openDownloadStreamByName(sha256Of(bytes))) read.push(piece);
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
  });

  it('that is there already is answered and not stored again, and its first name stays', async () => {
    const bytes = randomBytes(10);
    expect((await put(bytes, {}, '?filename=first.bin')).status).toBe(201);
    const before = await count();
    for (const more of [{}, { 'content-digest': digestOf(bytes) }]) {
      const again = await put(bytes, more, '?filename=second.bin');
      expect(again).toMatchObject({ status: 200, body: { sha256: sha256Of(bytes), sizeBytes: 10 } });
    }
    expect(await count()).toEqual(before);
    const { data } = await ask(`{ artifact(sha256: "${sha256Of(bytes)}") { filename createdBy sizeBytes } }`);
    expect(data).toEqual({ artifact: { filename: 'first.bin', createdBy: 'anna', sizeBytes: 10 } });
  });

  it('that is sent several times at once is stored once, with one entry for the audit', async () => {
    const bytes = randomBytes(CHUNK_BYTES + 1);
    const before = await count();
    const answers = await Promise.all([1, 2, 3].map(() => put(bytes)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(await count()).toEqual({ ...before, files: before.files + 1, chunks: before.chunks + 2 });
    const events = await findAuditEvents(artifacts.database.db, 1_000);
    expect(events.filter(({ targetId }) => targetId === sha256Of(bytes))).toEqual([
      expect.objectContaining({
        action: 'uploadArtifact',
        actor: 'anna',
        targetType: 'Artifact',
        before: null,
        after: expect.stringContaining(`"sizeBytes":${bytes.length}`),
      }),
    ]);
  });

  it('comes by a mutation, too, up to 1 MiB', async () => {
    const upload = async (base64: string, filename?: string) => {
      const query = `mutation ($base64: String!, $filename: String) {
        uploadArtifact(base64: $base64, filename: $filename) {
          ... on UploadArtifactSuccess { uri sha256 sizeBytes }
          ... on InvalidInput { issues { path message } }
        }
      }`;
      return (await ask(query, { base64, filename })).data.uploadArtifact;
    };
    const bytes = randomBytes(CHUNK_BYTES);
    const sha256 = sha256Of(bytes);
    const stored = { uri: `gridfs:artifacts/${sha256}`, sha256, sizeBytes: CHUNK_BYTES };
    expect(await upload(bytes.toString('base64'), 'a.bin')).toEqual(stored);
    expect(await upload(bytes.toString('base64'))).toEqual(stored);
    const refused = (path: string, problem: string) => ({ issues: [{ path: [path], message: problem }] });
    const tooLarge = 'must be at most 1 MiB: send more to PUT /artifacts';
    expect(await upload(Buffer.alloc(CHUNK_BYTES + 1).toString('base64'))).toEqual(refused('base64', tooLarge));
    expect(await upload('a=b')).toEqual(refused('base64', 'must be base64, with its = at the end'));
    expect(await upload('')).toEqual(refused('base64', 'must have at least one byte'));
    expect(await upload('YQ==', '../a')).toEqual(
      refused('filename', 'must not have a slash, a backslash or a control character in it'),
    );
  });

  it('that is not there is null and 404, and what is no hash is told so', async () => {
    const none = '0'.repeat(64);
    expect(await ask(`{ artifact(sha256: "${none}") { uri } }`)).toEqual({ data: { artifact: null } });
    expect((await get(none)).status).toBe(404);
    expect((await get('abc')).status).toBe(400);
    const { errors } = await ask('{ artifact(sha256: "abc") { uri } }');
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is answered to the gateway alone', async () => {
    expect((await fetch(`${artifacts.url}/artifacts`, { method: 'PUT', body: 'x' })).status).toBe(401);
    expect((await fetch(`${artifacts.url}/artifacts/${'0'.repeat(64)}`)).status).toBe(401);
  });
});

describe('a part of an artifact', () => {
  const bytes = randomBytes(2 * CHUNK_BYTES + 5);
  const sha256 = sha256Of(bytes);
  const end = bytes.length - 1;
  beforeAll(() => put(bytes));

  it.each([
    ['bytes=0-0', 0, 0],
    [`bytes=${CHUNK_BYTES - 1}-${CHUNK_BYTES}`, CHUNK_BYTES - 1, CHUNK_BYTES],
    [`bytes=${end}-`, end, end],
    ['bytes=0-', 0, end],
    ['bytes=-3', end - 2, end],
    [`bytes=5-${end + 100}`, 5, end],
    [`bytes=-${end + 100}`, 0, end],
  ])('is answered to Range: %s', async (range, first, last) => {
    const answer = await get(sha256, { range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${first}-${last}/${bytes.length}`);
    expect((await bytesOf(answer)).equals(bytes.subarray(first, last + 1))).toBe(true);
  });

  it.each([`bytes=${end + 1}-`, `bytes=${end + 1}-${end + 5}`, 'bytes=-0'])('is 416 to Range: %s', async (range) => {
    const answer = await get(sha256, { range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    expect(await answer.json()).toEqual({
      errors: [expect.objectContaining({ message: expect.stringContaining(`${bytes.length} bytes`) })],
    });
  });

  it.each([
    ['several ranges', { range: 'bytes=0-1,4-5' }],
    ['an end before the beginning', { range: 'bytes=5-1' }],
    ['another unit', { range: 'lines=0-1' }],
    ['a part of other bytes', { range: 'bytes=0-1', 'if-range': '"other"' }],
  ])('is the whole to %s', async (_what, more) => {
    const answer = await get(sha256, more);
    expect([answer.status, (await bytesOf(answer)).length]).toEqual([200, bytes.length]);
  });

  it('is not read where the client has the bytes, or wants their head alone', async () => {
    artifacts.database.commands.length = 0;
    expect((await get(sha256, { 'if-none-match': `"x", "${sha256}"` })).status).toBe(304);
    const head = await get(sha256, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    expect(artifacts.database.commands.map(({ name }) => name)).toEqual(['find', 'find']);
  });
});

it('every command that an upload or a download sends has a deadline', async () => {
  const bytes = randomBytes(CHUNK_BYTES + 1);
  await put(bytes);
  await bytesOf(await get(sha256Of(bytes)));
  const named = artifacts.database.commands.filter(
    ({ name }) => !['commitTransaction', 'abortTransaction'].includes(name),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ maxTimeMS }) => typeof maxTimeMS !== 'number')).toEqual([]);
});
