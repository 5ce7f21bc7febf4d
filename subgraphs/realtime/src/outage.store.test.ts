import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { storeFailure } from './database.ts';
import { writeLeaderboard } from './leaderboards.ts';
import { createTestServer, eventually, openTestGraph, type TestGraph } from './testing.ts';

const TIMEOUT_MS = 400;
/** The machine's own time on top of the deadline. */
const SLACK_MS = 400;
const QUERY = '{ leaderboard(name: "a") { size } }';
const HEALTH = '{ health { redis { status latencyMs serverVersion keys } } }';

let server: Awaited<ReturnType<typeof createTestServer>>;
let graph: TestGraph;
beforeEach(async () => {
  server = await createTestServer('--maxmemory', '64mb', '--maxmemory-policy', 'noeviction');
  graph = openTestGraph(server.url, TIMEOUT_MS);
});
afterEach(async () => {
  await graph.db.close();
  await server.remove();
});

async function startWithBoard() {
  server.start();
  await eventually(() => write(3));
}

const write = (size: number) =>
  writeLeaderboard(graph.db, {
    name: 'a',
    goal: 'MAXIMIZE',
    synced: true,
    entries: Array.from({ length: size }, (_, index) => ({ modelId: `model-${index}`, score: index })),
  });

const isWhole = async () => expect(await graph.ask(QUERY)).toEqual({ data: { leaderboard: { size: 3 } } });

async function failureOf(query: string) {
  const began = performance.now();
  const { data, errors } = await graph.ask(query);
  return { data, message: errors?.[0].message, code: errors?.[0].extensions.code, ms: performance.now() - began };
}

const away = { data: { leaderboard: null }, message: 'Redis does not answer.', code: 'STORE_UNAVAILABLE' };
const late = { ...away, message: 'Redis took too long to answer.' };

describe('while Redis is away', () => {
  it('says so at once from the first query on, and answers when it has come', async () => {
    const failure = await failureOf(QUERY);
    expect(failure).toMatchObject(away);
    expect(failure.ms).toBeLessThan(TIMEOUT_MS);
    await startWithBoard();
    await isWhole();
  });

  it('answers health with DOWN', async () => {
    expect(await graph.ask(HEALTH)).toEqual({
      data: { health: { redis: { status: 'DOWN', latencyMs: null, serverVersion: null, keys: null } } },
    });
  });

  it('answers again after a restart, without one of ours', async () => {
    await startWithBoard();
    await server.stop();
    expect(await failureOf(QUERY)).toMatchObject(away);
    server.start();
    await eventually(isWhole);
    for (let round = 0; round < 20; round += 1) await isWhole();
  });

  it('logs once that it went and once that it came, however long it was away', async () => {
    await startWithBoard();
    graph.logged.length = 0;
    await server.stop();
    await new Promise((resolve) => setTimeout(resolve, 500));
    server.start();
    await eventually(isWhole);
    const outage = graph.logged.filter((message) => message.startsWith('Redis'));
    expect(outage).toEqual(['Redis does not answer', 'Redis answers again']);
  });
});

describe('while Redis hangs', () => {
  it('fails within the deadline, many queries too, and answers when it goes on', async () => {
    await startWithBoard();
    server.signal('SIGSTOP');
    for (let round = 0; round < 2; round += 1) {
      const failures = await Promise.all(Array.from({ length: 20 }, () => failureOf(QUERY)));
      for (const failure of failures) {
        expect([away.message, late.message]).toContain(failure.message);
        expect(failure.code).toBe('STORE_UNAVAILABLE');
        expect(failure.ms).toBeLessThan(TIMEOUT_MS + SLACK_MS);
      }
    }
    expect((await graph.ask(HEALTH)).data.health.redis.status).toBe('DOWN');
    server.signal('SIGCONT');
    await eventually(isWhole);
  });

  it('ends a transaction within the deadline, which the client itself gives none', async () => {
    await startWithBoard();
    server.signal('SIGSTOP');
    const began = performance.now();
    const failure = await write(3).catch((error: unknown) => error);
    expect(storeFailure(failure)).toBe(late.message);
    expect(performance.now() - began).toBeLessThan(TIMEOUT_MS + SLACK_MS);
    server.signal('SIGCONT');
  });
});

describe('what Redis refuses', () => {
  it('is a full store, which says that it is full and goes on reading', async () => {
    await startWithBoard();
    await graph.db.run((redis) => redis.configSet('maxmemory', '1mb'));
    const failure = await write(4).catch((error: unknown) => error);
    expect(storeFailure(failure)).toBe('Redis is full: it has reached its memory limit and takes no writes.');
    expect((await graph.ask(HEALTH)).data.health.redis.status).toBe('DEGRADED');
    await isWhole();
  });

  it('is a connection without a password, which names no password', async () => {
    await startWithBoard();
    await graph.db.run((redis) => redis.configSet('requirepass', 'secret'));
    const stranger = openTestGraph(server.url, TIMEOUT_MS);
    const { errors } = await stranger.ask(QUERY);
    expect(errors[0].message).toBe('Redis refuses this service: its password or rights do not fit.');
    await stranger.db.close();
  });

  it('is no failure of the store where the fault is ours', async () => {
    await startWithBoard();
    const { keys } = graph.db;
    const fault = await graph.db.run((redis) => redis.get(keys.boardNames)).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(storeFailure(fault)).toBeUndefined();
  });
});

describe('health', () => {
  it('is what Redis says of itself', async () => {
    await startWithBoard();
    const { data } = await graph.ask(
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
    const later = await graph.ask('{ health { redis { hits misses hitRatio } } }');
    expect(later.data.health.redis).toEqual({ hits: 2, misses: 0, hitRatio: 1 });
  });
});
