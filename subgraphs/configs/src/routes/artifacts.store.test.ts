import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CALLER_HEADER, encodeCaller } from '@tributary/common/caller';
import { type HttpServer, serveSubgraph } from '@tributary/common/serve';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/mongodb.ts';
import { ask } from '../../../../tests/setup/subgraph.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { sweepUploads } from '../artifacts/sweep.ts';
import { Upload } from '../artifacts/upload.ts';
import { findAuditEvents } from '../audit-outbox.ts';
import { CHUNK_BYTES, chunksIn, filesIn, uploadsIn } from '../gridfs.ts';
import { createServer } from '../server.ts';

const MAX_BYTES = 4 * CHUNK_BYTES;
const headers = { [CALLER_HEADER]: encodeCaller({ subject: 'anna', scopes: [] }) };
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const digestOf = (bytes: Buffer) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

let database: TestDatabase;
let server: ReturnType<typeof createServer>;
let http: HttpServer;
beforeAll(async () => {
  database = await createTestDatabase();
  server = createServer(database, pino({ level: 'silent' }), undefined, { maxBytes: MAX_BYTES });
  http = await serveSubgraph(server, { host: '127.0.0.1', port: 0, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await http.close();
  await database.drop();
});
beforeEach(() => {
  database.commands.length = 0;
});

async function put(body: Buffer | undefined, more: Record<string, string> = {}, query = '') {
  const answer = await fetch(`${http.url}/artifacts${query}`, {
    method: 'PUT',
    headers: { ...headers, ...more },
    ...(body && { body: new Uint8Array(body) }),
  });
  const json: unknown = await answer.json();
  return { status: answer.status, headers: answer.headers, body: json };
}

const get = (sha256: string, more: Record<string, string> = {}, method = 'GET') =>
  fetch(`${http.url}/artifacts/${sha256}`, { method, headers: { ...headers, ...more } });

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

const message = (body: unknown) => ({ errors: [expect.objectContaining({ message: body })] });

const count = async () => ({
  files: await filesIn(database.db).countDocuments(),
  chunks: await chunksIn(database.db).countDocuments(),
  uploads: await uploadsIn(database.db).countDocuments(),
});

/** An upload whose bytes are sent by hand. */
function begin(length?: number) {
  const request = send(`${http.url}/artifacts`, {
    method: 'PUT',
    headers: { ...headers, ...(length !== undefined && { 'content-length': length }) },
  });
  const answer = once(request, 'response').then(async ([response]) => ({
    status: response.statusCode,
    body: JSON.parse(await text(response)),
  }));
  answer.catch(() => {});
  return { request, answer };
}

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
    expect(await ask(server, '{ artifact(sha256: $s) { uri } }'.replace('$s', `"${sha256}"`))).toEqual({
      data: { artifact: { uri } },
    });
  });

  it('is read by the tools of GridFS, too', async () => {
    const bytes = randomBytes(CHUNK_BYTES + 1);
    await put(bytes);
    const { db } = database.db.connection;
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
    const { data } = await ask(server, `{ artifact(sha256: "${sha256Of(bytes)}") { filename createdBy sizeBytes } }`);
    expect(data).toEqual({ artifact: { filename: 'first.bin', createdBy: 'anna', sizeBytes: 10 } });
  });

  it('that is sent several times at once is stored once, with one entry for the audit', async () => {
    const bytes = randomBytes(CHUNK_BYTES + 1);
    const before = await count();
    const answers = await Promise.all([1, 2, 3].map(() => put(bytes)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(await count()).toEqual({ ...before, files: before.files + 1, chunks: before.chunks + 2 });
    const events = await findAuditEvents(database.db, 1_000);
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
      return (await ask(server, query, { base64, filename })).data.uploadArtifact;
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
    expect(await ask(server, `{ artifact(sha256: "${none}") { uri } }`)).toEqual({ data: { artifact: null } });
    expect((await get(none)).status).toBe(404);
    expect((await get('abc')).status).toBe(400);
    const { errors } = await ask(server, '{ artifact(sha256: "abc") { uri } }');
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is answered to the gateway alone', async () => {
    expect((await fetch(`${http.url}/artifacts`, { method: 'PUT', body: 'x' })).status).toBe(401);
    expect((await fetch(`${http.url}/artifacts/${'0'.repeat(64)}`)).status).toBe(401);
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
    expect(await answer.json()).toEqual(message(expect.stringContaining(`${bytes.length} bytes`)));
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
    database.commands.length = 0;
    expect((await get(sha256, { 'if-none-match': `"x", "${sha256}"` })).status).toBe(304);
    const head = await get(sha256, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    expect(database.commands.map(({ name }) => name)).toEqual(['find', 'find']);
  });
});

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
    const { db } = database;
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
    const { db } = database;
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

it('every command that an upload or a download sends has a deadline', async () => {
  const bytes = randomBytes(CHUNK_BYTES + 1);
  await put(bytes);
  await bytesOf(await get(sha256Of(bytes)));
  const named = database.commands.filter(({ name }) => !['commitTransaction', 'abortTransaction'].includes(name));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ maxTimeMS }) => typeof maxTimeMS !== 'number')).toEqual([]);
});
