import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { createDoor, type DoorOptions } from './door.ts';
import { createLogger } from './log.ts';
import { answerRefusals } from './refusals.ts';

let app: FastifyInstance;
afterEach(() => app.close());

const PATIENT = { queryWaitMs: 60_000, mutationWaitMs: 60_000 };
const times = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => make(index));

/** A server with a door before its only route; what the route has begun ends when the test says. */
async function serve(options: DoorOptions) {
  const lines: string[] = [];
  const log = createLogger('test', 'warn', {
    destination: { write: (line: string) => void lines.push(JSON.parse(line).msg) },
    windowMs: 600_000,
  });
  app = Fastify({ forceCloseConnections: true, loggerInstance: log as FastifyBaseLogger });
  answerRefusals(app);
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
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'There is more to do than can be done now: try again later.',
          extensions: { code: 'OVERLOADED', retryAfterSeconds: Number(refused.headers.get('retry-after')) },
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
