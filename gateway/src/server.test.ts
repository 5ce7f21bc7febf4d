import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { listen } from '@tributary/common/serve';
import { eventually } from '../../tests/setup/waiting.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { startTestGateway } from './testing/gateway.ts';

const cleanup = closeAfterEach();
const start = (options: Parameters<typeof startTestGateway>[2] = {}) => startTestGateway('embedded', cleanup, options);

describe('serving', () => {
  it('answers queries by GET, but no mutations and none that another site could send', async () => {
    const { send } = await start();
    const url = (query: string) => `/graphql?query=${encodeURIComponent(query)}`;
    const get = (query: string, headers = {}) => send({ body: undefined, method: 'GET', url: url(query), headers });
    expect((await get('{ stockTotal }')).body).toMatchObject({ data: { stockTotal: 60 } });
    expect((await get('mutation { restock(id: "p1") }')).status).toBe(405);
  });

  it('lives and is ready whatever its services do', async () => {
    const { send, stop } = await start();
    await stop('stock');
    for (const url of ['/livez', '/readyz']) {
      const { status, body } = await send({ body: undefined, method: 'GET', url });
      expect([status, body]).toEqual([200, { status: 'UP' }]);
    }
  });

  it.each([
    ['https://studio.apollographql.com', true],
    ['http://localhost:5173', true],
    ['https://127.0.0.1:8443', true],
    ['https://evil.example', false],
    ['http://localhost.evil.example', false],
  ])('admits a browser at %s: %s', async (origin, admitted) => {
    const { send } = await start();
    const preflight = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    for (const headers of [preflight, { origin }]) {
      const method = headers === preflight ? 'OPTIONS' : 'POST';
      const reply = await send({ body: { query: '{ stockTotal }' }, method, headers });
      expect(reply.headers['access-control-allow-origin']).toBe(admitted ? origin : undefined);
    }
  });

  it('refuses for want of a place so that a browser can read it, and a foreign Host as ever', async () => {
    const { send, lines } = await start({ door: { maxRequests: 0, holdMs: 0 } });
    const headers = { origin: 'http://localhost:1', 'x-request-id': 'request-7' };
    const reply = await send({ body: { query: '{ stockTotal }' }, headers });
    expect([reply.status, reply.headers]).toEqual([
      503,
      expect.objectContaining({
        'access-control-allow-origin': 'http://localhost:1',
        'access-control-expose-headers': 'x-request-id, retry-after',
        'x-request-id': 'request-7',
        'content-type': 'application/json; charset=utf-8',
      }),
    ]);
    expect(reply.body.errors?.[0]?.extensions).toEqual({
      code: 'OVERLOADED',
      retryAfterSeconds: Number(reply.headers['retry-after']),
      requestId: 'request-7',
    });
    const foreign = await send({ body: { query: '{ stockTotal }' }, headers: { host: 'evil.example' } });
    expect(foreign.status).toBe(403);
    expect(lines.filter((line) => line.includes('refused: There is more to do'))).toHaveLength(1);
  });

  it('tells no browser and shows no schema outside development', async () => {
    const { send, query } = await start({ development: false });
    const { headers } = await send({ body: { query: '{ stockTotal }' }, headers: { origin: 'http://localhost:1' } });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect((await query('{ __schema { types { name } } }')).errors?.[0]?.extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  it('ends running requests before it closes', async () => {
    const { app, stock } = await start();
    stock.delayMs = 300;
    const { url, close } = await listen(app, { host: '127.0.0.1', port: 0 });
    const reply = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ stockTotal }' }),
    });
    await eventually(async () => expect(stock.calls).not.toEqual([]));
    await close();
    expect(await (await reply).json()).toMatchObject({ data: { stockTotal: 60 } });
    await expect(fetch(`${url}/livez`)).rejects.toThrow();
  });

  it('says what to do when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    cleanup(() => new Promise<void>((resolve) => other.close(() => resolve())));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { app } = await start();
    await expect(listen(app, { host: '127.0.0.1', port })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is taken by another process. Stop that one, or choose a port: PORT=${port + 1}.`,
    );
  });
});
