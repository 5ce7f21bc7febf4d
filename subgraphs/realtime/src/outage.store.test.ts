import { once } from 'node:events';
import { type AddressInfo, connect, createServer as createServerOfTcp, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/redis.ts';
import { createRedisServer, type RedisServer } from '../../../tests/setup/redis-server.ts';
import { ask as askSubgraph } from '../../../tests/setup/subgraph.ts';
import { eventually } from '../../../tests/setup/waiting.ts';
import { keepConnection } from './connection.ts';
import { UnreachableError } from './connection-errors.ts';
import { storeFailure } from './database.ts';
import { writeLeaderboard } from './leaderboards/boards.ts';
import { createServer } from './server.ts';

/**
 * No clock is read here: while the server hangs, an answer can only be the deadline's; and a failure's message says
 * whether it waited for the deadline.
 */
const TIMEOUT_MS = 2_000;
const QUERY = '{ leaderboard(name: "a") { size } }';
const HEALTH = '{ health { redis { status latencyMs serverVersion keys } } }';

let server: RedisServer;
let database: TestDatabase;
let subgraph: ReturnType<typeof createServer>;
/** The message of each line in the log. */
const logged: string[] = [];
const log = pino({}, { write: (line) => logged.push(JSON.parse(line).msg) });

beforeEach(async () => {
  server = await createRedisServer('--maxmemory', '64mb', '--maxmemory-policy', 'noeviction');
  database = createTestDatabase({ url: server.url, timeoutMs: TIMEOUT_MS, log });
  subgraph = createServer(database, log);
});
afterEach(async () => {
  await database.close();
  await server.remove();
});

const ask = (query: string) => askSubgraph(subgraph, query);

async function startWithBoard() {
  server.start();
  await eventually(() => write(3));
}

const write = (size: number) =>
  writeLeaderboard(database.db, {
    name: 'a',
    goal: 'MAXIMIZE',
    synced: true,
    entries: Array.from({ length: size }, (_, index) => ({ modelId: `model-${index}`, score: index })),
  });

const isWhole = async () => expect(await ask(QUERY)).toEqual({ data: { leaderboard: { size: 3 } } });

async function failureOf(query: string) {
  const { data, errors } = await ask(query);
  return { data, message: errors?.[0].message, code: errors?.[0].extensions.code };
}

const away = { data: { leaderboard: null }, message: 'Redis does not answer.', code: 'STORE_UNAVAILABLE' };
const late = 'Redis took too long to answer.';

describe('while Redis is away', () => {
  it('says so from the first query on, without waiting for the deadline, and answers when it has come', async () => {
    expect(await failureOf(QUERY)).toEqual(away);
    await startWithBoard();
    await isWhole();
  });

  it('answers health with DOWN', async () => {
    expect(await ask(HEALTH)).toEqual({
      data: { health: { redis: { status: 'DOWN', latencyMs: null, serverVersion: null, keys: null } } },
    });
  });

  it('answers again after a restart, without one of ours', async () => {
    await startWithBoard();
    await server.stop();
    expect(await failureOf(QUERY)).toEqual(away);
    server.start();
    await eventually(isWhole);
    for (let round = 0; round < 20; round += 1) await isWhole();
  });

  it('logs once that it went and once that it came, however often it is tried', async () => {
    await startWithBoard();
    logged.length = 0;
    await server.stop();
    for (let attempt = 0; attempt < 50; attempt += 1) await failureOf(QUERY);
    server.start();
    await eventually(isWhole);
    const outage = logged.filter((message) => message.startsWith('Redis'));
    expect(outage).toEqual(['Redis does not answer', 'Redis answers again']);
  });
});

describe('while Redis hangs', () => {
  it('fails by the deadline, many queries too, and answers when it goes on', async () => {
    await startWithBoard();
    server.signal('SIGSTOP');
    for (let round = 0; round < 2; round += 1) {
      const failures = await Promise.all(Array.from({ length: 20 }, () => failureOf(QUERY)));
      for (const failure of failures) {
        expect([away.message, late]).toContain(failure.message);
        expect(failure.code).toBe('STORE_UNAVAILABLE');
      }
    }
    expect((await ask(HEALTH)).data.health.redis.status).toBe('DOWN');
    server.signal('SIGCONT');
    await eventually(isWhole);
  });

  it('ends a transaction by the deadline, which the client itself gives none', async () => {
    await startWithBoard();
    server.signal('SIGSTOP');
    const failure = await write(3).catch((error: unknown) => error);
    expect(storeFailure(failure)).toBe(late);
    server.signal('SIGCONT');
  });
});

describe('what Redis refuses', () => {
  it('is a full store, which says that it is full and goes on reading', async () => {
    await startWithBoard();
    await database.db.run((redis) => redis.configSet('maxmemory', '1mb'));
    const failure = await write(4).catch((error: unknown) => error);
    expect(storeFailure(failure)).toBe('Redis is full: it has reached its memory limit and takes no writes.');
    expect((await ask(HEALTH)).data.health.redis.status).toBe('DEGRADED');
    await isWhole();
  });

  it('is no write that only frees memory', async () => {
    await startWithBoard();
    const submit = 'mutation { submitScore(input: { board: "x_full", modelId: "m", score: 1 }) { __typename } }';
    const create =
      'mutation { createSession(input: { subject: "ada" }) { ... on CreateSessionSuccess { session { id } } } }';
    await ask(submit);
    const { id } = (await ask(create)).data.createSession.session;
    await database.db.run((redis) => redis.configSet('maxmemory', '1mb'));
    const full = 'Redis is full: it has reached its memory limit and takes no writes.';
    for (const mutation of [
      submit,
      create,
      'mutation { consumeRateLimit(key: "a") { __typename } }',
      'mutation { reportProgress(input: { runId: "r", epoch: 1 }) { __typename } }',
    ]) {
      const { errors } = await ask(mutation);
      expect(errors[0].message).toBe(full);
      expect(errors[0].extensions).toEqual({ code: 'STORE_UNAVAILABLE', service: 'realtime' });
    }
    expect(await ask('{ rateLimit(key: "a") { remaining } }')).toEqual({ data: { rateLimit: { remaining: 100 } } });
    const freed = await ask(`mutation {
      endSession(id: "${id}") { ... on EndSessionsSuccess { ended } }
      removeScore(board: "x_full", modelId: "m") { ... on RemoveScoreSuccess { removed } }
    }`);
    expect(freed).toEqual({ data: { endSession: { ended: 1 }, removeScore: { removed: true } } });
  });

  it('is a connection without a password, which names no password', async () => {
    await startWithBoard();
    await database.db.run((redis) => redis.configSet('requirepass', 'secret'));
    const stranger = createTestDatabase({ url: server.url, timeoutMs: TIMEOUT_MS });
    const { errors } = await askSubgraph(createServer(stranger, log), QUERY);
    expect(errors[0].message).toBe('Redis refuses this service: its password or rights do not fit.');
    await stranger.close();
  });

  it('is no failure of the store where the fault is ours', async () => {
    await startWithBoard();
    const { keys } = database.db;
    const fault = await database.db.run((redis) => redis.get(keys.boardNames)).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(storeFailure(fault)).toBeUndefined();
  });
});

describe('health', () => {
  it('is what Redis says of itself', async () => {
    await startWithBoard();
    await database.db.run((redis) => redis.configResetStat());
    const { data } = await ask(
      '{ health { redis { status latencyMs serverVersion keys usedMemoryBytes maxMemoryBytes evictedKeys hits misses hitRatio connectedClients } } }',
    );
    expect(data.health.redis).toEqual({
      status: 'UP',
      latencyMs: expect.any(Number),
      serverVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      keys: 3,
      usedMemoryBytes: expect.any(Number),
      maxMemoryBytes: 64 * 1024 * 1024,
      evictedKeys: 0,
      hits: 0,
      misses: 0,
      hitRatio: null,
      connectedClients: 1,
    });
    expect(data.health.redis.usedMemoryBytes).toBeGreaterThan(100_000);
    await isWhole();
    const later = await ask('{ health { redis { hits misses hitRatio } } }');
    expect(later.data.health.redis).toEqual({ hits: 2, misses: 0, hitRatio: 1 });
  });

  it('asks no more of it than an answer to know that it is there', async () => {
    await startWithBoard();
    expect(await database.watch(() => subgraph.ready())).toMatchObject({ roundTrips: 1, commands: { ping: 1 } });
  });
});

it('opens no further connection once it is closed while it tries again', async () => {
  let connections = 0;
  const refusing = createServerOfTcp((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  const { port } = addressOf(refusing);
  const connection = keepConnection({ urls: [`redis://127.0.0.1:${port}`], timeoutMs: TIMEOUT_MS });
  // By then it pauses for longer than it takes to be closed.
  await eventually(async () => expect(connections).toBeGreaterThan(5));
  await connection.close();
  const before = connections;
  // Whoever comes after it is accepted after it.
  const last = connect(port, '127.0.0.1');
  await once(last, 'close');
  expect(connections).toBe(before + 1);
  refusing.close();
});

it('sends nothing any more that was given up while there was no connection', async () => {
  await startWithBoard();
  const silent = createServerOfTcp().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const silentUrl = `redis://127.0.0.1:${addressOf(silent).port}`;
  // The write is given up while the second is tried.
  const connection = keepConnection({ urls: [silentUrl, silentUrl, server.url], timeoutMs: 500 });
  await expect(connection.write((redis) => redis.set('late', 'x'))).rejects.toBeInstanceOf(UnreachableError);
  expect(await eventually(() => connection.run((redis) => redis.get('late')))).toBeNull();
  await connection.close();
  silent.close();
});

function addressOf(tcp: Server): AddressInfo {
  const address = tcp.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address;
}
