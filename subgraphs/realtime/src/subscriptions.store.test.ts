import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventAnswer } from '@tributary/common/subscribe';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/redis.ts';
import { createRedisServer } from '../../../tests/setup/redis-server.ts';
import { ask as askSubgraph } from '../../../tests/setup/subgraph.ts';
import { eventually } from '../../../tests/setup/waiting.ts';
import { writeRowsOfBoards } from './leaderboards/boards.ts';
import { createLogPlaces } from './predictions/log-places.ts';
import { DEFAULT_LOG } from './predictions/log-settings.ts';
import { recordPredictions } from './predictions/record.ts';
import { tellEnds } from './progress/progress.ts';
import { createServer } from './server.ts';

const BOARD = 'subscription ($name: ID!) { leaderboardChanged(name: $name) { size entries { modelId score } } }';
const RUN = 'subscription { trainingRunProgress(runId: "r") { id progress { epoch metrics } } }';

let database: TestDatabase;
let subgraph: ReturnType<typeof createServer>;
const log = pino({ level: 'silent' });

const open = (options: Parameters<typeof createTestDatabase>[0] = {}) => {
  database = createTestDatabase(options);
  subgraph = createServer(database, log);
};
beforeEach(() => open());
afterEach(() => database.drop());

const ask = (query: string) => askSubgraph(subgraph, query);
const submit = (score: number, board = 'x_b') =>
  ask(`mutation { submitScore(input: { board: "${board}", modelId: "m", score: ${score} }) { __typename } }`);
const report = (input: string) => ask(`mutation { reportProgress(input: { runId: "r", ${input} }) { __typename } }`);

/** A client of a subscription, which asks for its events one by one. */
function subscribe(query: string, variables: Record<string, unknown> = {}) {
  const leaving = new AbortController();
  const events = subgraph.subscribe(
    { query, variables },
    { caller: { subject: 'tester', scopes: [] }, requestId: 'test', signal: leaving.signal },
  );
  return {
    next: async (): Promise<EventAnswer> => {
      const { value, done } = await events.next();
      if (done) throw new Error('the subscription has ended');
      return JSON.parse(JSON.stringify(value));
    },
    isOver: async () => (await events.next()).done,
    leave: async () => {
      leaving.abort(new Error('left'));
      for await (const _ of events);
    },
  };
}

/** Asks for events until one is as it must be. */
async function until(client: ReturnType<typeof subscribe>, expected: EventAnswer): Promise<number> {
  for (let count = 1; ; count += 1) {
    const event = await client.next();
    if (JSON.stringify(event) === JSON.stringify(expected)) return count;
    expect(event.errors).toBeUndefined();
  }
}

const board = (score: number): EventAnswer => ({
  data: { leaderboardChanged: { size: 1, entries: [{ modelId: 'm', score }] } },
});

describe('who follows a board', () => {
  it('is told its present state, and the last of 1,000 changes in few events', async () => {
    // Redis learns the script; what is sent while it does may come in another order.
    await submit(0, 'x_other');
    const client = subscribe(BOARD, { name: 'x_b' });
    expect(await client.next()).toEqual({ data: { leaderboardChanged: null } });
    const began = performance.now();
    const changed = Promise.all(Array.from({ length: 1_000 }, (_, index) => submit(index + 1)));
    const events = await until(client, board(1_000));
    await changed;
    // Changes leave in order; ten events a second are the most, and one of the beginning.
    expect(events).toBeLessThanOrEqual((performance.now() - began) / 100 + 1);
    await client.leave();
  });

  it('is told what sync writes and what is removed', async () => {
    const client = subscribe(BOARD, { name: 'accuracy' });
    await client.next();
    const rows = [{ modelId: 'm', score: 0.5, version: 1 }];
    await writeRowsOfBoards(database.db, [{ board: 'accuracy', goal: 'MAXIMIZE', revision: 1, rows }]);
    await until(client, board(0.5));
    await client.leave();
    await submit(1);
    const own = subscribe(BOARD, { name: 'x_b' });
    expect(await own.next()).toEqual(board(1));
    await ask('mutation { removeScore(board: "x_b", modelId: "m") { __typename } }');
    await until(own, { data: { leaderboardChanged: null } });
    await own.leave();
  });

  it('reads with all others together, over one subscription', async () => {
    await submit(1);
    const clients = Array.from({ length: 50 }, () => subscribe(BOARD, { name: 'x_b' }));
    await Promise.all(clients.map((client) => client.next()));
    const channel = database.db.keys.board('x_b').channel;
    const subscribers = () => database.db.run((redis) => redis.pubSubNumSub([channel]));
    expect(await subscribers()).toEqual({ [channel]: 1 });
    const waiting = clients.map((client) => client.next());
    await submit(2);
    const { answer, roundTrips } = await database.watch(() => Promise.all(waiting));
    expect(new Set(answer.map((event) => JSON.stringify(event)))).toEqual(new Set([JSON.stringify(board(2))]));
    // The board, then its size and its entries; not fifty times.
    expect(roundTrips).toBeLessThanOrEqual(3);
    await Promise.all(clients.map((client) => client.leave()));
    await eventually(async () => expect(await subscribers()).toEqual({ [channel]: 0 }));
  });

  it('is told what is wrong with its question at once', async () => {
    const client = subscribe('subscription { leaderboardChanged(name: "x_b") { entries(first: -1) { rank } } }');
    await submit(1);
    expect((await client.next()).errors).toMatchObject([
      { message: 'first must be between 0 and 1000, not -1.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    await client.leave();
    const query = subscribe('{ leaderboards { nodes { name } } }');
    expect((await query.next()).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await query.isOver()).toBe(true);
  });
});

describe('who follows a deployment', () => {
  it('is told what it has answered, once for all that came together', async () => {
    const client = subscribe('subscription { deploymentStats(deploymentId: "d") { id live { requests errors } } }');
    const event = (requests: number, errors: number): EventAnswer => ({
      data: { deploymentStats: { id: 'd', live: { requests, errors } } },
    });
    expect(await client.next()).toEqual(event(0, 0));
    const asked = { deploymentId: 'd', modelId: 'm', versionNumber: 1, entity: null, entityGeneration: 0 };
    const answered = { ...asked, answer: null, cached: false, latencyMs: 1 };
    const { db } = database;
    const recording = { db, logPlaces: createLogPlaces() };
    for (let count = 0; count < 20; count++) {
      await db.run((redis) => Promise.all(recordPredictions(redis, recording, DEFAULT_LOG, [answered])));
    }
    const began = performance.now();
    const events = await until(client, event(20, 20));
    expect(events).toBeLessThanOrEqual((performance.now() - began) / 1_000 + 1);
    await client.leave();
  });
});

describe('who follows a run', () => {
  const event = (epoch: number | null, metrics = {}): EventAnswer => ({
    data: { trainingRunProgress: { id: 'r', progress: { epoch, metrics } } },
  });

  it('is told its progress until it has ended', async () => {
    const client = subscribe(RUN);
    expect(await client.next()).toEqual({ data: { trainingRunProgress: { id: 'r', progress: null } } });
    await report('epoch: 1');
    await until(client, event(1));
    await report('epoch: 2, metrics: { loss: 0.5 }');
    await until(client, event(2, { loss: 0.5 }));
    await tellEnds(database.db, [{ runId: 'r', ended: true }]);
    expect(await client.next()).toEqual(event(2, { loss: 0.5 }));
    expect(await client.isOver()).toBe(true);
    const late = subscribe(RUN);
    expect(await late.next()).toEqual(event(2, { loss: 0.5 }));
    expect(await late.isOver()).toBe(true);
  });

  it('is told again of one that was reopened', async () => {
    await tellEnds(database.db, [{ runId: 'r', ended: true }]);
    await tellEnds(database.db, [{ runId: 'r', ended: false }]);
    const client = subscribe(RUN);
    await client.next();
    await report('epoch: 1');
    await until(client, event(1));
    await client.leave();
  });
});

describe('while Redis is away', () => {
  it('a subscription fails at once; one that runs goes on with the newest state when Redis is back', async () => {
    const server = await createRedisServer();
    await database.drop();
    open({ url: server.url });
    const early = subscribe(BOARD, { name: 'x_b' });
    expect(await early.next()).toEqual({
      data: null,
      errors: [
        {
          message: 'Redis does not answer.',
          path: ['leaderboardChanged'],
          extensions: { code: 'STORE_UNAVAILABLE', service: 'realtime' },
        },
      ],
    });
    expect(await early.isOver()).toBe(true);
    server.start();
    await eventually(async () => expect(await submit(1)).not.toHaveProperty('errors'));
    const client = await eventually(async () => {
      const running = subscribe(BOARD, { name: 'x_b' });
      await until(running, board(1));
      return running;
    });
    const next = client.next();
    await server.stop();
    server.start();
    expect(await next).toEqual(board(1));
    await eventually(async () => expect(await submit(2)).not.toHaveProperty('errors'));
    await until(client, board(2));
    await client.leave();
    await database.close();
    await server.remove();
    open();
  });

  it('what cannot be read when there is news is read once it can be', async () => {
    await using resources = new AsyncDisposableStack();
    const server = await createRedisServer();
    resources.defer(() => server.remove());
    server.start();
    const away = createTestDatabase({ url: server.url });
    resources.defer(() => away.close());
    let failures = 0;
    const run: typeof away.db.run = async (work) => {
      try {
        return await away.db.run(work);
      } catch (error) {
        failures += 1;
        throw error;
      }
    };
    // News comes from the shared server, which stays; what it is about lies in the one that is taken away.
    subgraph = createServer({ ...away, db: { ...away.db, run }, topics: database.topics }, log);
    await eventually(async () => expect(await submit(1)).not.toHaveProperty('errors'));
    const client = subscribe(BOARD, { name: 'x_b' });
    resources.defer(() => client.leave());
    await until(client, board(1));
    await submit(2);
    await server.stop();
    const next = client.next();
    const before = failures;
    await database.db.run((redis) => redis.publish(away.db.keys.board('x_b').channel, ''));
    await eventually(async () => expect(failures).toBeGreaterThan(before));
    server.start();
    expect(await next).toEqual(board(2));
  });
});
