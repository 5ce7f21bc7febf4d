import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { GivenUp } from '../given-up.ts';
import { slowUpload, testServers } from '../testing/server.ts';
import { signalOf } from './requests.ts';

const start = testServers();
const CLOSED = 'closed';

/** A route that answers when its request is given up, with the reason. */
async function startWaiting() {
  const asked = Promise.withResolvers<AbortSignal>();
  const server = await start({}, (app) => {
    app.post('/', async (_request, reply) => {
      const signal = signalOf(reply);
      asked.resolve(signal);
      if (!signal.aborted) await once(signal, 'abort');
      return { reason: String(signal.reason) };
    });
  });
  return { ...server, asked: asked.promise };
}

const post = (url: string, signal?: AbortSignal) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
    ...(signal && { signal }),
  });

describe('a request', () => {
  it('is given up when its client leaves', async () => {
    const { url, asked } = await startWaiting();
    const client = new AbortController();
    const reply = post(url, client.signal).catch(() => 'left');
    const signal = await asked;
    expect(signal.aborted).toBe(false);
    client.abort();
    expect(await reply).toBe('left');
    if (!signal.aborted) await once(signal, 'abort');
    expect(signal.reason).toBeInstanceOf(GivenUp);
  });

  it('is not given up when it has its answer', async () => {
    let signal: AbortSignal | undefined;
    const { url } = await start({}, (app) => {
      app.post('/', async (_request, reply) => {
        signal = signalOf(reply);
        return {};
      });
    });
    await (await post(url)).json();
    await pause(50);
    expect(signal?.aborted).toBe(false);
  });

  it('leaves its connection to the next one', async () => {
    const { url } = await start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const ask = (connection: string) => `GET /livez HTTP/1.1\r\nhost: localhost\r\nconnection: ${connection}\r\n\r\n`;
    socket.write(ask('keep-alive'));
    await once(socket, 'data');
    socket.write(ask('close'));
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200/);
  });

  it('that does not end when the server closes is given up then, and is told so', async () => {
    const { url, asked, close } = await startWaiting();
    const reply = post(url);
    await asked;
    const closed = close().then(() => CLOSED);
    expect(await Promise.race([closed, pause(500, 'waiting')])).toBe('waiting');
    expect(await (await reply).json()).toEqual({ reason: 'The service is stopping: try again.' });
    expect(await closed).toBe(CLOSED);
  });

  it('whose body is still on its way when the server must close is cut', async () => {
    const { url, close } = await start();
    const upload = await slowUpload(url, 1_000);
    upload.write('"x');
    await pause(50);
    const closed = close().then(() => CLOSED);
    const writing = setInterval(() => upload.write('x'), 100);
    expect(await closed).toBe(CLOSED);
    clearInterval(writing);
    expect(await upload.answer).not.toContain('200');
  });
});
