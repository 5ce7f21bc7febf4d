import { describe, expect, it } from '@jest/globals';
import { closeAfterEach } from './testing/cleanup.ts';
import { EMBEDDED_URLS, startTestGateway } from './testing/gateway.ts';
import { composeSupergraph } from './testing/subgraphs.ts';

const cleanup = closeAfterEach();
const start = (options: Parameters<typeof startTestGateway>[2] = {}) => startTestGateway('embedded', cleanup, options);

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
        EMBEDDED_URLS,
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
