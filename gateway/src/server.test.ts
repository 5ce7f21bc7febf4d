import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { listen } from '@tributary/common/serve';
import { trustUserHeader } from './caller.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { startTestGateway } from './testing/gateway.ts';
import { composeSupergraph } from './testing/subgraphs.ts';

const cleanup = closeAfterEach();
const start = (options: Parameters<typeof startTestGateway>[2] = {}) => startTestGateway('embedded', cleanup, options);
const urls = { products: 'http://products.invalid', stock: 'http://stock.invalid' };

describe('errors', () => {
  it.each([
    ['a syntax error', { query: '{ ' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a wrong variable',
      { query: 'query($n: Int) { products(first: $n) { id } }', variables: { n: 'x' } },
      'BAD_USER_INPUT',
    ],
    ['a body without a query', {}, 'BAD_REQUEST'],
    ['a body that is no JSON', '{"query"', 'BAD_REQUEST'],
    ['too many tokens', { query: `{ ${'a '.repeat(20)} }` }, 'QUERY_TOO_COMPLEX'],
    [
      'too deep a query',
      { query: '{ products { ...P } } fragment P on Product { maker { name } }' },
      'QUERY_TOO_COMPLEX',
    ],
  ])('say what is wrong with %s, and in which request', async (_what, body, code) => {
    const { send } = await start({ limits: { maxTokens: 20, maxDepth: 2 } });
    const reply = await send({ body, headers: { 'x-request-id': 'request-9' } });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(reply.headers['x-request-id']).toBe('request-9');
    expect(reply.body.errors?.[0]?.extensions).toEqual({ code, requestId: 'request-9' });
    expect(reply.body.errors?.[0]?.message).not.toBe('Internal server error');
    expect(reply.text).not.toContain('stack');
  });

  it.each([
    ['another content type', { 'content-type': 'application/xml' }, '<q/>', 415],
    ['a body that is too large', {}, `{"query":"${'x'.repeat(17 * 1024 * 1024)}"}`, 413],
    ['a form that another site could send', { 'content-type': 'text/plain' }, '{"query":"{stockTotal}"}', 415],
    ['a caller with a name that is none', { 'x-tributary-user': 'a b' }, '{"query":"{stockTotal}"}', 400],
  ])('refuse %s', async (_what, headers, body, status) => {
    const { send } = await start();
    const reply = await send({ body, headers });
    expect(reply.status).toBe(status);
    expect(reply.body.errors?.[0]?.extensions).toEqual({ code: 'BAD_REQUEST', requestId: expect.any(String) });
  });

  it.each([
    [
      'an operation that is not there',
      { operationName: 'Nope', query: 'query A { stockTotal }' },
      'There is no operation "Nope": the document has "A".',
    ],
    [
      'two operations and no name',
      { query: 'query A { stockTotal } query B { stockTotal }' },
      'Say in operationName which operation is meant: the document has "A", "B".',
    ],
    [
      'two operations and an empty name',
      { operationName: '', query: 'query A { stockTotal } { stockTotal }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a subscription',
      { query: 'subscription { productChanged(id: "p1") { id } }' },
      'A subscription is answered as an event stream: send it with accept: text/event-stream.',
    ],
    [
      'a persisted query of another kind',
      { query: '{ stockTotal }', extensions: { persistedQuery: { version: 2, sha256Hash: 'a' } } },
      'Unsupported persisted query version',
    ],
    [
      'a persisted query with a wrong hash',
      { query: '{ stockTotal }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } },
      'provided sha does not match query',
    ],
    [
      'what the planner does not know',
      { query: '{ stockTotal __schema { types { isOneOf } } }' },
      'Cannot query field "isOneOf" on type "__Type".',
    ],
  ])("are the client's for %s, and no failure of ours", async (_what, body, reason) => {
    const { send, lines } = await start();
    const reply = await send({ body });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain(reason.replaceAll('"', '\\"'));
    expect(reply.text).not.toContain('INTERNAL_SERVER_ERROR');
    expect(lines.filter((line) => line.includes('a request failed'))).toEqual([]);
  });

  it('take an empty name for none, by GET, too', async () => {
    const { send } = await start();
    const posted = await send({ body: { operationName: '', query: 'query A { stockTotal }' } });
    const got = await send({ body: undefined, method: 'GET', url: '/graphql?operationName=&query=%7BstockTotal%7D' });
    expect([posted.body.data, got.body.data]).toEqual([{ stockTotal: 60 }, { stockTotal: 60 }]);
  });

  it('say of a persisted query that it is not known, as clients expect it', async () => {
    const { send, lines } = await start();
    const { status, body } = await send({
      body: { extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } },
    });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(lines.filter((line) => line.includes('a request failed'))).toEqual([]);
  });

  it('tell what to send in the place of a NaN', async () => {
    const { send } = await start({
      supergraph: composeSupergraph(
        urls,
        (sdl) =>
          sdl.replace('renameProduct(', 'weigh(input: Weight): Int\n  renameProduct(') +
          (sdl.includes('renameProduct')
            ? 'input Weight { value: Float nonFinite: NonFinite } enum NonFinite { NAN INFINITE }'
            : ''),
      ),
    });
    const { status, body } = await send({ body: '{"query":"{ stockTotal }","variables":{"v":NaN}}' });
    expect(status).toBe(400);
    expect(body.errors?.[0]).toEqual({
      message:
        'The body is no JSON: it has NaN, which JSON does not know. Weight has a field for it: {"nonFinite": "NAN"} (NAN, INFINITE).',
      extensions: { code: 'BAD_REQUEST', requestId: expect.any(String) },
    });
    const { send: sendElsewhere } = await start();
    const elsewhere = await sendElsewhere({ body: '{"query":"{ stockTotal }","variables":{"v":-Infinity}}' });
    expect(elsewhere.body.errors?.[0]?.message).toBe(
      'The body is no JSON: it has -Infinity, which JSON does not know. Send null, or leave it out.',
    );
  });

  it('answer other paths in the same form', async () => {
    const { send } = await start();
    const { status, body } = await send({ body: {}, url: '/other?secret=1' });
    expect([status, body.errors?.[0]?.message]).toEqual([404, 'There is no POST /other: POST to /graphql.']);
  });

  it('of the gateway itself are masked and logged once', async () => {
    const { send, lines } = await start({
      callerOf: () => {
        throw new Error('secret at 10.0.0.1');
      },
    });
    const { status, text } = await send({ body: { query: '{ stockTotal }' } });
    expect(status).toBe(500);
    expect(text).toContain('Internal server error');
    expect(text).not.toContain('secret');
    expect(lines.filter((line) => line.includes('secret'))).toHaveLength(1);
  });
});

describe('the supergraph', () => {
  const inFile = async (text: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
    cleanup(() => rm(folder, { recursive: true }));
    const file = join(folder, 'supergraph.graphql');
    await writeFile(file, text);
    return file;
  };
  const logged = async (lines: readonly string[], text: string) => {
    while (!lines.some((line) => line.includes(text))) await delay(20);
  };
  const renamed = () =>
    composeSupergraph(urls, (sdl) => sdl.replace('stockTotal: Int', 'stockTotal: Int\n  added: Int'));

  it('is loaded again when its file changes, and requests go on meanwhile', async () => {
    const file = await inFile(composeSupergraph(urls));
    const { query, stock, lines } = await start({ supergraph: { file } });
    stock.delayMs = 1_500;
    const running = query('{ products(first: 1) { inStock } }');
    await writeFile(file, renamed());
    await logged(lines, 'supergraph loaded');
    expect(await running).toEqual({ data: { products: [{ inStock: 0 }] } });
    stock.delayMs = 0;
    expect((await query('{ added }')).data).toEqual({ added: null });
  });

  it.each([
    ['no GraphQL', 'type {'],
    ['empty', ''],
    ['no supergraph', 'type Query { a: Int }'],
    ['cut off', composeSupergraph(urls).slice(0, -600)],
    ['one that names a type it lacks', composeSupergraph(urls).replace('warehouse: Warehouse', 'warehouse: Nowhere')],
    ['one whose key is missing', composeSupergraph(urls).replaceAll('key: "id"', 'key: "nothing"')],
  ])('stays as it was when its file becomes %s', async (_what, text) => {
    const file = await inFile(composeSupergraph(urls));
    const { query, lines } = await start({ supergraph: { file } });
    await writeFile(file, text);
    await logged(lines, 'does not load');
    expect(await query('{ products(first: 1) { inStock } stockTotal }')).toEqual({
      data: { products: [{ inStock: 0 }], stockTotal: 60 },
    });
    expect(lines.filter((line) => line.includes('does not load'))).toHaveLength(1);
    await writeFile(file, renamed());
    await logged(lines, 'supergraph loaded');
    expect((await query('{ added }')).data).toEqual({ added: null });
  });

  it('that is not there is named at the start', async () => {
    await expect(start({ supergraph: { file: '/nowhere/supergraph.graphql' } })).rejects.toThrow(
      'The supergraph /nowhere/supergraph.graphql cannot be read',
    );
  });
});

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
    while (stock.calls.length === 0) await delay(5);
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

  it('does not start in production, where it cannot tell who asks', () => {
    expect(() => trustUserHeader('production')).toThrow('With NODE_ENV=production the gateway does not start yet');
  });
});
