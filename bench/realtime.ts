import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@tributary/realtime/database';
import { findEntriesByBoards, findEntriesByModelIds } from '@tributary/realtime/leaderboards/boards';
import { submitScore } from '@tributary/realtime/leaderboards/writes';
import { findRateLimit } from '@tributary/realtime/limits/rate-limits';
import { consumeRateLimit } from '@tributary/realtime/limits/writes';
import { createServer } from '@tributary/realtime/server';
import { findSession } from '@tributary/realtime/sessions/sessions';
import { createSession, touchSession } from '@tributary/realtime/sessions/writes';
import { withRedisClient } from '@tributary/stores/redis/redis-client';
import { startStore } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { pino } from 'pino';
import { ask } from '../tests/setup/subgraph.ts';
import { describeMachine, expectEqual, reportTimes, timeCalls } from './measure.ts';

/**
 * Limits, boards and sessions at the store and through the subgraph, one call after the other, beside the bare client on
 * the same server.
 * Usage: node bin/run.mjs bench/realtime.ts
 */
const MEMBERS = 1_000_000;
const ROUNDS = 2_000;
const BOARD = 'x_bench';

const row = async (name: string, limitMs: number | null, run: (round: number) => Promise<unknown>): Promise<void> =>
  reportTimes(name, await timeCalls(ROUNDS, run), limitMs);

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
const store = await startStore('redis', { dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
const database = openDatabase({ url: store.url, timeoutMs: 60_000, keyPrefix: 'bench:' });
const { db } = database;
const context = { db, caller: { subject: 'bench', scopes: [] } };
const subgraph = createServer(database, pino({ level: 'silent' }));
try {
  console.log(`${describeMachine()}, ${ROUNDS} calls each`);
  console.log('| | median ms | p99 ms | asked | |\n|---|---|---|---|---|');
  await withRedisClient(store.url, async (bare) => {
    await row('bare client: INCR', null, () => bare.incr('bench:counter'));
    await benchLimits();
    await benchBoards(bare);
    await benchSessions();
  });
} finally {
  await database.close();
  await store.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function benchLimits(): Promise<void> {
  const input = (key: string, limit: number) => ({ key, limit, windowSeconds: 60 });
  const crowd = await Promise.all(Array.from({ length: 200 }, () => consumeRateLimit(context, input('crowd', 100))));
  const admitted = crowd.filter((outcome) => 'value' in outcome && outcome.value.allowed);
  expectEqual('admitted of 200 calls at once', admitted.length, 100);
  await row('consumeRateLimit, allowed', 0.5, () => consumeRateLimit(context, input('allowed', 10_000)));
  await row('consumeRateLimit, refused', 0.5, () => consumeRateLimit(context, input('crowd', 100)));
  await row('rateLimit', 0.5, () => findRateLimit(db, 'bench', 'allowed', { limit: 10_000, windowSeconds: 60 }));
  const mutation = 'mutation { consumeRateLimit(key: "graph", limit: 10000) { __typename } }';
  await row('consumeRateLimit, through the subgraph', null, () => ask(subgraph, mutation));
}

async function benchBoards(bare: Parameters<Parameters<typeof withRedisClient>[1]>[0]): Promise<void> {
  const { scores } = db.keys.board(BOARD);
  await submitScore(context, { board: BOARD, modelId: 'm1', score: 1 });
  for (let from = 2; from <= MEMBERS; from += 10_000) {
    const members = Array.from({ length: Math.min(10_000, MEMBERS - from + 1) }, (_, index) => ({
      value: `m${from + index}`,
      score: from + index,
    }));
    await bare.zAdd(scores, members);
  }
  const modelOf = (round: number) => `m${1 + (((round + 200) * 7_919) % MEMBERS)}`;
  const around = (model: string) => findEntriesByBoards(db, [BOARD], { first: 10, around: model });
  const middle = await around('m500000');
  expectEqual(
    'ranks around the middle',
    middle.map(({ rank, modelId }) => [rank, modelId]),
    Array.from({ length: 10 }, (_, index) => [MEMBERS - 500_003 + index, `m${500_004 - index}`]),
  );
  await row(
    `bare client: ZREVRANK, then ZREVRANGE of 10, among ${MEMBERS.toLocaleString('en')}`,
    null,
    async (round) => {
      const rank = (await bare.zRevRank(scores, modelOf(round))) ?? 0;
      return bare.zRangeWithScores(scores, Math.max(0, rank - 4), rank + 5, { REV: true });
    },
  );
  await row(`10 entries around a model, among ${MEMBERS.toLocaleString('en')}`, null, (round) =>
    around(modelOf(round)),
  );
  await row('100 models’ places on it', null, (round) =>
    findEntriesByModelIds(
      db,
      BOARD,
      Array.from({ length: 100 }, (_, index) => modelOf(round + index)),
    ),
  );
  await row('submitScore on it', null, (round) =>
    submitScore(context, { board: BOARD, modelId: modelOf(round), score: Math.random() * MEMBERS }),
  );
  const query = (model: string) =>
    `{ leaderboard(name: "${BOARD}") { entries(first: 10, around: "${model}") { rank } } }`;
  await row('10 entries around a model, through the subgraph', null, (round) => ask(subgraph, query(modelOf(round))));
}

async function benchSessions(): Promise<void> {
  const outcome = await createSession(context, { subject: 'ada', data: { theme: 'dark' } });
  if (!('value' in outcome)) throw new Error('no session was made');
  const { id, subject } = outcome.value;
  expectEqual('the session', (await findSession(db, id))?.subject, subject);
  await row('session', null, () => findSession(db, id));
  await row('touchSession', null, () => touchSession(context, id, null));
  await row('createSession', null, (round) => createSession(context, { subject: `subject-${round}` }));
}
