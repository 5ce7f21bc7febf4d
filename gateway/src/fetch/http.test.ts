import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Budget } from '@tributary/common/budget';
import { pino } from 'pino';
import { eventually } from '../../../tests/setup/waiting.ts';
import { closeAfterEach } from '../testing/cleanup.ts';
import { serveRaw, startTestGateway } from '../testing/gateway.ts';
import type { GatewayContext } from './data-source.ts';
import { type HttpDataSourceOptions, httpDataSource } from './http.ts';
import { RequestFetches } from './request-fetches.ts';

const cleanup = closeAfterEach();
const log = pino({ level: 'silent' });

/** Sends one operation to a service, with nothing but its data source before it. */
function ask(url: string, query: string, options: Partial<HttpDataSourceOptions> & { signal?: AbortSignal } = {}) {
  const source = httpDataSource('shop', url, { log, timeoutMs: 10_000, ...options });
  cleanup(() => source.close());
  const context: GatewayContext = {
    caller: { subject: 'ada', scopes: [] },
    requestId: 'request-1',
    signal: options.signal ?? new AbortController().signal,
    sent: Promise.resolve(),
    fetches: new RequestFetches(),
    budget: new Budget(1_000),
  };
  return source.fetch({ query, operationName: undefined, variables: {} }, context);
}

const failed = (key: string, code = 'SUBGRAPH_UNAVAILABLE') => ({
  data: null,
  errors: [{ message: expect.any(String), path: [key], extensions: { code, service: 'shop' } }],
});
const unknown = (message: string, code = 'SUBGRAPH_UNAVAILABLE') => ({
  data: null,
  errors: [
    {
      message: `${message} It is not known whether this was done: look before you send it again; with an idempotencyKey it can be sent at once.`,
      path: ['name'],
      extensions: { code, service: 'shop', outcome: 'UNKNOWN' },
    },
  ],
});

describe('a service over HTTP', () => {
  it.each([
    ['a status of 500 with a page', 500, '<html>Internal Server Error at 10.0.0.1</html>'],
    ['no JSON', 200, '{"data": {"na'],
    ['JSON that is no answer', 200, '[1, 2, 3]'],
    ['an answer without data and errors', 200, '{}'],
    ['errors that are none', 200, '{"errors": ["broken"]}'],
  ])('that answers %s is unavailable', async (_what, status, text) => {
    const url = await serveRaw(cleanup, (_request, reply) => reply.writeHead(status).end(text));
    expect(await ask(url, '{ name }')).toEqual(failed('name'));
  });

  it('that answers more than is allowed is unavailable', async () => {
    const url = await serveRaw(cleanup, (_request, reply) => reply.end(`{"data":{"name":"${'x'.repeat(5_000)}"}}`));
    expect(await ask(url, '{ name }', { maxResponseBytes: 1_000 })).toEqual(failed('name'));
  });

  it('that begins its answer and does not end it, is late', async () => {
    const url = await serveRaw(cleanup, (_request, reply) => void reply.write('{"data":'));
    // Where this process stood still meanwhile, the service is not blamed.
    await eventually(async () =>
      expect(await ask(url, '{ name }', { timeoutMs: 100 })).toEqual(failed('name', 'SUBGRAPH_TIMEOUT')),
    );
  });

  it("has its errors without a path put where the fetch's fields are missing", async () => {
    const body = { errors: [{ message: 'No such id.', extensions: { code: 'BAD_USER_INPUT', host: '10.0.0.1' } }] };
    const url = await serveRaw(cleanup, (_request, reply) => reply.writeHead(400).end(JSON.stringify(body)));
    const { errors } = await ask(url, '{ a b }');
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([
      ['No such id.', ['a']],
      ['No such id.', ['b']],
    ]);
  });

  it.each([
    ['{ name }', 2, { data: { name: 'x' } }],
    ['mutation { name }', 1, unknown('shop was asked and gave no answer.')],
  ])('that drops the connection gets %s sent %i times', async (query, times, answer) => {
    let calls = 0;
    const url = await serveRaw(cleanup, (request, reply) => {
      calls += 1;
      if (calls === 1) request.socket.destroy();
      else reply.end('{"data":{"name":"x"}}');
    });
    expect(await ask(url, query)).toEqual(answer);
    expect(calls).toBe(times);
  });

  it('that refuses and goes on refusing is asked twice, and is unavailable', async () => {
    let calls = 0;
    const url = await serveRaw(cleanup, ({ socket }) => {
      calls += 1;
      socket.destroy();
    });
    expect(await ask(url, '{ name }')).toEqual(failed('name'));
    expect(calls).toBe(2);
  });

  it.each([
    ['a status of 500 with a page', 500, '<html>'],
    ['an answer without data and errors', 200, '{}'],
    ['half an answer', 200, '{"data":'],
  ])('that answers a mutation with %s may have done it', async (_what, status, text) => {
    const url = await serveRaw(cleanup, (_request, reply) => reply.writeHead(status).end(text));
    expect(await ask(url, 'mutation { name }')).toEqual(unknown('shop was asked and gave no answer.'));
  });

  it('that lets a mutation wait in vain may have done it', async () => {
    const url = await serveRaw(cleanup, () => {});
    const answer = await ask(url, 'mutation { name }', { mutationTimeoutMs: 100 });
    expect(answer).toEqual(unknown('shop did not answer in time.', 'SUBGRAPH_TIMEOUT'));
  });

  it('that is not there, refuses, or says itself what is wrong has not done a mutation', async () => {
    expect(await ask('http://127.0.0.1:1/graphql', 'mutation { name }')).toEqual(failed('name'));
    expect(await ask('http://nowhere.invalid/graphql', 'mutation { name }')).toEqual(failed('name'));
    const body = { errors: [{ message: 'Come again.', extensions: { code: 'OVERLOADED' } }] };
    const url = await serveRaw(cleanup, (_request, reply) => reply.writeHead(503).end(JSON.stringify(body)));
    expect(await ask(url, 'mutation { name }')).toEqual(failed('name', 'OVERLOADED'));
  });

  it('is told when the client leaves', async () => {
    const left = new AbortController();
    const aborted = Promise.withResolvers<boolean>();
    const url = await serveRaw(cleanup, (_request, reply) => {
      reply.once('close', () => aborted.resolve(!reply.writableFinished));
      left.abort();
    });
    await ask(url, '{ name }', { signal: left.signal });
    expect(await aborted.promise).toBe(true);
  });

  it('is told when the client of the gateway leaves', async () => {
    const aborted = Promise.withResolvers<boolean>();
    const asked = Promise.withResolvers<void>();
    const url = await serveRaw(cleanup, (_request, reply) => {
      reply.once('close', () => aborted.resolve(!reply.writableFinished));
      asked.resolve();
    });
    const { app } = await startTestGateway('services', cleanup, {
      dataSource: (name) => httpDataSource(name, url, { log, timeoutMs: 20_000 }),
    });
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const client = new AbortController();
    const request = fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ stockTotal }' }),
      signal: client.signal,
    }).catch(() => 'left');
    await asked.promise;
    await delay(20);
    client.abort();
    expect(await request).toBe('left');
    expect(await aborted.promise).toBe(true);
  });
});
