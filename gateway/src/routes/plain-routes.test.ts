import { once } from 'node:events';
import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { CALLER_HEADER } from '@tributary/common/caller';
import { createHttpServer } from '@tributary/common/http/http-server';
import { SUBGRAPH_HTTP } from '@tributary/common/http/http-settings';
import { Refusal } from '@tributary/common/http/refusals';
import { mountPlainRoutes, type PlainRouteLimits, type PlainRoutes, readCaller } from '@tributary/common/plain-routes';
import { listen } from '@tributary/common/serve';
import { pino } from 'pino';
import { closeAfterEach } from '../testing/cleanup.ts';
import { startTestGateway, TRANSPORTS, type Transport } from '../testing/gateway.ts';
import { forwardRoutes } from './forward-routes.ts';

const cleanup = closeAfterEach();
const host = '127.0.0.1';

/** A service with routes of every kind, and a gateway that serves them here or passes them on. */
async function start(transport: Transport, plainRouteLimits: PlainRouteLimits = {}) {
  const left = Promise.withResolvers<string>();
  const routes: PlainRoutes = {
    prefix: '/files',
    register(scope) {
      scope.put('/', async (request) => {
        let bytes = 0;
        for await (const piece of request.raw) bytes += piece.length;
        return { bytes, id: request.id, ...readCaller(request) };
      });
      scope.put('/echo', async (request, reply) => reply.send(request.raw));
      scope.put('/refused', async () => {
        throw new Refusal(413, 'Too much.');
      });
      scope.put('/until-you-leave', async (request) => {
        await text(request.raw).catch(() => left.resolve('left'));
      });
      scope.get('/broken', async (_request, reply) => {
        const { raw } = reply.hijack();
        raw.writeHead(200, { 'content-length': 2 }).write('x', () => raw.destroy());
      });
      scope.get('/never', () => {});
    },
  };
  const serve = async () => {
    const app = createHttpServer({ ...SUBGRAPH_HTTP, host, log: pino({ level: 'silent' }), ready: async () => {} });
    await mountPlainRoutes(app, routes);
    const http = await listen(app, { host, port: 0 });
    cleanup(http.close);
    return http;
  };
  const service = transport === 'services' ? await serve() : undefined;
  const served = service && forwardRoutes({ prefix: '/files', service: 'files', urlOf: () => service.url });
  const { app } = await startTestGateway(transport, cleanup, {
    plainRoutes: [served ?? routes],
    plainRouteLimits,
    http: { maxBodyBytes: 1_000, requestTimeoutMs: 300_000 },
  });
  const { url } = await listen(app, { host, port: 0 });
  return { url: `${url}/files`, app, left: left.promise, service };
}

const put = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'PUT', body, headers });

describe.each(TRANSPORTS)('plain routes (%s)', (transport) => {
  it('get bodies of any size and type, with caller and request id, whoever a client says it is', async () => {
    const { url } = await start(transport);
    const answer = await put(url, 'x'.repeat(300_000), {
      'content-type': 'text/plain',
      'x-request-id': 'mine',
      'x-tributary-user': 'anna',
      [CALLER_HEADER]: encodeURIComponent(JSON.stringify({ subject: 'root', scopes: ['all'] })),
    });
    expect(await answer.json()).toEqual({ bytes: 300_000, id: 'mine', subject: 'anna', scopes: [] });
    expect(answer.headers.get('x-request-id')).toBe('mine');
  });

  it('pass bytes on both ways as they come', async () => {
    const { url } = await start(transport);
    const request = send(`${url}/echo`, { method: 'PUT' });
    request.write('first');
    const [answer] = await once(request, 'response');
    expect(String((await once(answer, 'data'))[0])).toBe('first');
    request.end('second');
    expect(await text(answer)).toBe('second');
  });

  it('are kept from foreign hosts, and refuse a caller that is none', async () => {
    const { url, app } = await start(transport);
    expect((await app.inject({ url: '/files/never', headers: { host: 'evil.example' } })).statusCode).toBe(403);
    const answer = await put(url, 'x', { 'x-tributary-user': 'a b' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('answer a refusal to a client that still sends, whose connection goes on', async () => {
    const { url } = await start(transport);
    const request = send(`${url}/refused`, { method: 'PUT', headers: { 'content-length': 40_000_000 } });
    request.write(Buffer.alloc(10_000_000));
    const [answer] = await once(request, 'response');
    const { socket } = answer;
    expect([answer.statusCode, await text(answer)]).toEqual([413, expect.stringContaining('Too much.')]);
    request.end(Buffer.alloc(30_000_000));
    await once(request, 'finish');
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });

  it('hear that the client has left', async () => {
    const { url, left } = await start(transport);
    const request = send(`${url}/until-you-leave`, { method: 'PUT' }).on('error', () => {});
    request.write('x', () => setImmediate(() => request.destroy()));
    expect(await left).toBe('left');
  });

  it('cut the answer of one that breaks off', async () => {
    const { url } = await start(transport);
    await expect(fetch(`${url}/broken`).then((answer) => answer.text())).rejects.toThrow(/terminated|fetch failed/);
  });

  it('end a request when nothing comes any more, or no answer', async () => {
    const { url } = await start(transport, { idleMs: 200 });
    const request = send(`${url}`, { method: 'PUT', headers: { 'content-length': 2 } });
    request.write('x');
    const [answer] = await once(request, 'response');
    expect(answer.statusCode).toBe(408);
    answer.resume();
    expect((await fetch(`${url}/never`)).status).toBe(504);
  });

  it('take so many requests at a time', async () => {
    const { url } = await start(transport, { maxRequests: 1 });
    const first = send(`${url}/echo`, { method: 'PUT' });
    first.write('x');
    const [answer] = await once(first, 'response');
    const refused = await put(url, 'x');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.any(String)]);
    first.end();
    answer.resume();
    await once(answer, 'close');
    expect((await put(url, 'x')).status).toBe(200);
  });

  it('end in peace when the server closes', async () => {
    const { url, app } = await start(transport);
    const request = send(`${url}/echo`, { method: 'PUT' });
    request.write('x');
    const [answer] = await once(request, 'response');
    const closed = app.close();
    request.end('y');
    expect(await text(answer)).toBe('xy');
    await closed;
  });
});

it('a service that is not there is named', async () => {
  const { url, service } = await start('services');
  await service?.close();
  const answer = await put(url, 'x');
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({
    errors: [
      { message: expect.stringMatching(/^files could not be reached/), extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
    ],
  });
});
