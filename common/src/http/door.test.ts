import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { createLogger } from '../log.ts';
import { createDoor, type DoorOptions } from './door.ts';
import { answerRefusals } from './refusals.ts';
import { drainOnClose } from './requests.ts';

let app: FastifyInstance;
afterEach(() => app.close());

const PATIENT = { queryWaitMs: 60_000, mutationWaitMs: 60_000, holdMs: 0 };
const FOR_EVER = 600_000;
const times = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => make(index));

/** A server with a door before its only route; what the route has begun ends when the test says. */
async function serve(options: DoorOptions) {
  const lines: string[] = [];
  const log = createLogger('test', 'warn', {
    destination: { write: (line: string) => void lines.push(JSON.parse(line).msg) },
    windowMs: 600_000,
  });
  app = Fastify({ forceCloseConnections: 'idle', loggerInstance: log as FastifyBaseLogger });
  answerRefusals(app);
  drainOnClose(app);
  const begun: unknown[] = [];
  let ends: (() => void)[] = [];
  app.post('/work', createDoor(app, options), async ({ body }) => {
    begun.push(body);
    await new Promise<void>((resolve) => ends.push(resolve));
    return {};
  });
  app.get('/livez', async () => ({}));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const ask = (query = '{ a }', signal?: AbortSignal) =>
    fetch(`${url}/work`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      ...(signal && { signal }),
    });
  const endAll = () => {
    for (const end of ends) end();
    ends = [];
  };
  const untilBegun = async (count: number) => {
    while (begun.length < count) await delay(1);
  };
  return { url, ask, begun, lines, untilBegun, endAll };
}

describe('the door', () => {
  it('lets everybody in while there is room', async () => {
    const { ask, untilBegun, endAll } = await serve({ ...PATIENT, maxRequests: 100 });
    const replies = times(100, () => ask());
    await untilBegun(100);
    endAll();
    expect((await Promise.all(replies)).every(({ status }) => status === 200)).toBe(true);
  });

  it('refuses who comes beyond the most, says when to come again, and leaves probes alone', async () => {
    const { url, ask, begun, untilBegun, endAll } = await serve({ ...PATIENT, maxRequests: 2 });
    const replies = [ask(), ask()];
    await untilBegun(2);
    const refused = await ask();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^[123]$/);
    expect(refused.headers.get('x-request-id')).toMatch(/./);
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'There is more to do than can be done now: try again later.',
          extensions: {
            code: 'OVERLOADED',
            retryAfterSeconds: Number(refused.headers.get('retry-after')),
            requestId: refused.headers.get('x-request-id'),
          },
        },
      ],
    });
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    endAll();
    await Promise.all(replies);
    const next = ask();
    await untilBegun(3);
    endAll();
    expect((await next).status).toBe(200);
    expect(begun).toHaveLength(3);
  });

  it('leaves places to queries, however many mutations come', async () => {
    const { ask, begun, untilBegun, endAll } = await serve({ ...PATIENT, maxRequests: 4, holdMs: FOR_EVER });
    const leaving = new AbortController();
    const mutations = times(3, () => ask('mutation { a }'));
    await untilBegun(3);
    const refused = times(4, () => ask('mutation { b }', leaving.signal).catch(() => 'left'));
    const query = ask('{ c }');
    await untilBegun(4);
    expect(begun).toEqual([...times(3, () => ({ query: 'mutation { a }' })), { query: '{ c }' }]);
    endAll();
    expect((await Promise.all([...mutations, query])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    leaving.abort();
    expect(await Promise.all(refused)).toEqual(times(4, () => 'left'));
  });

  it('holds a refusal back, so that who asks again at once asks seldom', async () => {
    const { ask } = await serve({ ...PATIENT, maxRequests: 1, holdMs: 40, queryWaitMs: 0 });
    const running = ask();
    const began = performance.now();
    for (let round = 0; round < 5; round++) expect((await ask()).status).toBe(503);
    expect(performance.now() - began).toBeGreaterThan(5 * 39);
    running.catch(() => {});
  });

  it('holds no more back than it has places', async () => {
    const { ask, untilBegun, endAll } = await serve({ ...PATIENT, maxRequests: 1, holdMs: FOR_EVER });
    const running = ask();
    await untilBegun(1);
    const leaving = new AbortController();
    const crowd = times(2, () =>
      ask('{ a }', leaving.signal).then(
        ({ status }) => status,
        () => 'left',
      ),
    );
    expect(await Promise.race(crowd)).toBe(503);
    leaving.abort();
    expect((await Promise.all(crowd)).sort()).toEqual([503, 'left']);
    endAll();
    expect((await running).status).toBe(200);
  });

  it('lets out whom it holds back before it closes', async () => {
    const { ask, untilBegun, endAll } = await serve({ ...PATIENT, maxRequests: 1, holdMs: 300 });
    const running = ask();
    await untilBegun(1);
    const came = once(app.server, 'request');
    const refused = ask();
    await came;
    const closed = app.close();
    endAll();
    const { status, headers } = await refused;
    expect([status, headers.get('connection')]).toEqual([503, 'close']);
    expect((await running).status).toBe(200);
    await closed;
  });

  it('logs a crowd that it refuses as one line', async () => {
    const { ask, lines, untilBegun, endAll } = await serve({ ...PATIENT, maxRequests: 1 });
    const running = ask();
    await untilBegun(1);
    const refused = await Promise.all(times(20, () => ask()));
    expect(refused.map(({ status }) => status)).toEqual(times(20, () => 503));
    expect(lines).toEqual(['refused: There is more to do than can be done now: try again later.']);
    endAll();
    await running;
  });

  it('does not wait for the body of who is refused', async () => {
    const { url, ask, untilBegun, endAll } = await serve({ ...PATIENT, maxRequests: 1 });
    const running = ask();
    await untilBegun(1);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(
      'POST /work HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{',
    );
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 503 /);
    socket.destroy();
    endAll();
    await running;
  });

  it('has room again when a client has left', async () => {
    const { ask, begun, untilBegun, endAll } = await serve({ ...PATIENT, maxRequests: 1 });
    const leaving = new AbortController();
    const left = ask('{ a }', leaving.signal).catch(() => 'left');
    await untilBegun(1);
    leaving.abort();
    expect(await left).toBe('left');
    // The server hears of it a moment later, and refuses until then.
    let next = ask();
    while ((await Promise.race([next.then(({ status }) => status), untilBegun(2)])) === 503) next = ask();
    endAll();
    expect((await next).status).toBe(200);
    expect(begun).toHaveLength(2);
  });
});
