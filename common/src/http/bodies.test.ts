import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { sendRaw, slowUpload, statusOf, testServers } from '../testing/server.ts';

const start = testServers();
const KIB = 1024;

const post = (url: string, body: string | ReadableStream, init: RequestInit = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, ...init });

/** JSON of exactly so many bytes. */
const jsonOf = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`;

/** Sent without a length, piece by piece. */
const streamed = (text: string) => ({
  body: ReadableStream.from(text.match(/.{1,10000}/gs) ?? []).pipeThrough(new TextEncoderStream()),
  init: { duplex: 'half' as const },
});

describe('a body', () => {
  it('is read up to its limit, whether its length is announced or not', async () => {
    const { url } = await start({ maxBodyBytes: 100 * KIB });
    const text = jsonOf(100 * KIB);
    expect(await (await post(url, text)).json()).toEqual({ length: text.length });
    const { body, init } = streamed(text);
    expect(await (await post(url, body, init)).json()).toEqual({ length: text.length });
  });

  it('is refused beyond it with the limit and the remedy, whether its length is announced or not', async () => {
    const { url } = await start({ maxBodyBytes: 100 * KIB });
    const text = jsonOf(100 * KIB + 1);
    const { body, init } = streamed(text);
    for (const reply of [await post(url, text), await post(url, body, init)]) {
      expect(reply.status).toBe(413);
      expect(await reply.json()).toEqual({
        errors: [
          {
            message: "The request's body must not have more than 102400 bytes: send it in parts.",
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      });
    }
  });

  it('that is refused leaves the connection whole: what still comes of it is thrown away', async () => {
    const { url } = await start({ maxBodyBytes: 100 * KIB });
    const large = jsonOf(2_000 * KIB);
    const head = (length: number, more = '') =>
      `POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${more}\r\n`;
    const answer = await sendRaw(url, `${head(large.length)}${large}${head(2, 'connection: close\r\n')}{}`);
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['413', '200']);
  });

  it('of another kind is refused with the remedy', async () => {
    const { url } = await start();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const reply = await post(url, '{}', { headers: { 'content-type': type } });
      expect(reply.status).toBe(415);
      expect(await reply.text()).toContain('send JSON, with content-type: application/json.');
    }
  });

  it('that breaks off, since its client left, is no failure of ours', async () => {
    const lines: string[] = [];
    const closed = Promise.withResolvers<void>();
    const { url } = await start({ log: pino({}, { write: (line) => lines.push(line) }) }, (app) => {
      app.addHook('onRequest', async (_request, { raw }) => void raw.once('close', closed.resolve));
      app.post('/', async () => ({}));
    });
    const upload = await slowUpload(url, 1_000);
    upload.write('"x');
    await pause(50);
    upload.end();
    await closed.promise;
    await pause(50);
    expect(lines.filter((line) => line.includes('failed'))).toEqual([]);
  });

  it.each([
    ['that is empty', ''],
    ['that is no JSON', '{"a":'],
  ])("%s is the client's to mend", async (_what, text) => {
    const { url } = await start();
    const reply = await post(url, text);
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain('"code":"BAD_REQUEST"');
  });
});

it('a field that is called as a prototype is one among the others', async () => {
  const names = (app: FastifyInstance) => void app.post('/', async ({ body }) => Object.keys(Object(body)));
  const { url } = await start({}, names);
  const reply = await post(url, '{"__proto__":{"a":1},"constructor":{"prototype":{}},"b":2}');
  expect(await reply.json()).toEqual(['__proto__', 'constructor', 'b']);
});

describe('all bodies together', () => {
  const limits = { maxBodyBytes: 100 * KIB, maxBodiesBytes: 150 * KIB };

  it('have a limit, beyond which one more is refused for a moment, and an ordinary operation is not', async () => {
    const { url } = await start(limits);
    const first = await slowUpload(url, 100 * KIB);
    first.write(jsonOf(100 * KIB).slice(0, 90 * KIB));
    const refused = await untilStatus(503, () => post(url, jsonOf(70 * KIB)));
    expect(refused.headers.get('retry-after')).toMatch(/^[123]$/);
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'Too many large requests come at once: try again.',
          extensions: { code: 'OVERLOADED', retryAfterSeconds: Number(refused.headers.get('retry-after')) },
        },
      ],
    });
    expect((await post(url, jsonOf(10 * KIB))).status).toBe(200);
    first.end();
    await untilStatus(200, () => post(url, jsonOf(70 * KIB)));
  });

  it('are counted as they come: one that is only announced takes no place', async () => {
    const { url } = await start(limits);
    const idle = await Promise.all(Array.from({ length: 5 }, () => slowUpload(url, 100 * KIB)));
    expect((await post(url, jsonOf(100 * KIB))).status).toBe(200);
    for (const { end } of idle) end();
  });

  it('are counted until they are answered, and no longer', async () => {
    const answering = Promise.withResolvers<void>();
    const { url } = await start(limits, (app) => {
      app.post('/', async () => ({}));
      app.post('/slow', async () => answering.promise.then(() => ({})));
    });
    const slow = post(`${url}/slow`, jsonOf(90 * KIB));
    await untilStatus(503, () => post(url, jsonOf(70 * KIB)));
    answering.resolve();
    expect((await slow).status).toBe(200);
    for (let round = 0; round < 10; round += 1) await untilStatus(200, () => post(url, jsonOf(90 * KIB)));
  });
});

/** The server hears of what a client did a moment later. */
async function untilStatus(status: number, ask: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const reply = await ask();
    if (reply.status === status) return reply;
    await reply.text();
    await pause(10);
  }
}

describe('a request that does not come as a whole', () => {
  it.each([
    ['while its headers come', 'POST / HTTP/1.1\r\nhost: loc'],
    [
      'while its body comes',
      'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n"',
    ],
  ])('is ended when its time is over, %s', async (_when, bytes) => {
    const { url } = await start({ requestTimeoutMs: 200 });
    const answer = await sendRaw(url, bytes);
    expect(statusOf(answer)).toBe(408);
    expect(answer).toContain('"The request did not come as a whole in time."');
  });

  it('is ended when its time is over although it was refused: whoever drips keeps no connection', async () => {
    const { url } = await start({ requestTimeoutMs: 200, maxBodyBytes: 100 });
    const answer = await sendRaw(
      url,
      'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n"',
    );
    expect(statusOf(answer)).toBe(413);
  });

  it('breaks nothing where there is no connection', async () => {
    const { app } = await start({ requestTimeoutMs: 1 });
    const headers = { 'content-type': 'text/plain', host: 'localhost' };
    expect((await app.inject({ method: 'POST', url: '/', payload: 'x', headers })).statusCode).toBe(415);
    await pause(20);
  });

  it('is not one that came and is answered late', async () => {
    const { url } = await start({ requestTimeoutMs: 2_000 }, (app) => {
      app.post('/', async () => pause(5_000).then(() => ({ late: true })));
    });
    expect(await (await post(url, '{}')).json()).toEqual({ late: true });
  });

  it('that is no HTTP is told so', async () => {
    const { url } = await start();
    const answer = await sendRaw(url, 'hello\r\n\r\n');
    expect([statusOf(answer), answer.includes('"The request is no HTTP/1.1."')]).toEqual([400, true]);
  });
});
