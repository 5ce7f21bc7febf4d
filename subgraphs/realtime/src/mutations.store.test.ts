import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { auditEvent } from '@tributary/common/mutations/audit-event';
import { pino } from 'pino';
import { proxyOf } from '../../../tests/setup/proxy.ts';
import { useRealtime } from '../../../tests/setup/realtime.ts';
import { createTestDatabase } from '../../../tests/setup/redis.ts';
import { testStores } from '../../../tests/setup/stores.ts';
import { ask as askSubgraph } from '../../../tests/setup/subgraph.ts';
import { eventually } from '../../../tests/setup/waiting.ts';
import { findAuditEvents, removeAuditEvents } from './audit-streams.ts';
import { writeLeaderboard } from './leaderboards/boards.ts';
import { createServer } from './server.ts';
import { createSession, MAX_SESSIONS } from './sessions/writes.ts';

const realtime = useRealtime();

/** Its answer, which must be without errors. */
async function ask(query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await realtime.ask(query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const FAILURE =
  '__typename ... on UserError { message } ... on Conflict { reason } ... on NotFound { type id } ... on InvalidInput { issues { path message } }';

/** The answer to one mutation. */
async function change(field: string, success: string, variables: Record<string, unknown> = {}, types = '') {
  const name = /^\w+/.exec(field)?.[0] ?? '';
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Success`.replace('EndSessionSuccess', 'EndSessionsSuccess');
  const data = await ask(`mutation ${types} { ${field} { ${FAILURE} ... on ${type} { ${success} } } }`, variables);
  const { __typename, ...answer } = data[name];
  return __typename === type ? answer : { __typename, ...answer };
}

/** What waits for the audit, oldest first, without what every event has. */
async function takeAudit() {
  const found = await findAuditEvents(realtime.db, 1_000);
  await removeAuditEvents(
    realtime.db,
    found.map(({ place }) => place),
  );
  const events = found.map(({ event }) => auditEvent.parse(event)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return events.map(({ action, actor, targetType, targetId, before, after }) => [
    ...[actor, action, targetType, targetId],
    before && JSON.parse(before),
    after && JSON.parse(after),
  ]);
}

const issue = (path: string, message: string) => ({
  __typename: 'InvalidInput',
  message: `${path}: ${message}`,
  issues: [{ path: path.split('.'), message }],
});

describe('a board of the callers’ own', () => {
  const submit = (input: object) =>
    change(
      'submitScore(input: $input)',
      'entry { rank score modelId model { id } }',
      { input },
      '($input: SubmitScoreInput!)',
    );
  const remove = async (board: string, modelId: string) =>
    change(`removeScore(board: "${board}", modelId: "${modelId}")`, 'removed');
  const read = async (name: string) =>
    (
      await ask(
        'query ($name: ID!) { leaderboard(name: $name) { goal synced size entries { rank modelId score } } leaderboards(first: 1000) { nodes { name } } }',
        { name },
      )
    ).leaderboard;
  const entry = (rank: number, modelId: string, score: number) => ({
    entry: { rank, modelId, score, model: { id: modelId } },
  });

  it('is made by its first score, ranks as its goal says, and is listed', async () => {
    expect(await submit({ board: 'x_f1', modelId: 'a', score: 0.5 })).toEqual(entry(1, 'a', 0.5));
    expect(await submit({ board: 'x_f1', modelId: 'b', score: 0.1 + 0.2 })).toEqual(entry(2, 'b', 0.1 + 0.2));
    expect(await submit({ board: 'x_loss', modelId: 'a', score: 3, goal: 'MINIMIZE' })).toEqual(entry(1, 'a', 3));
    expect(await submit({ board: 'x_loss', modelId: 'b', score: -1e21 })).toEqual(entry(1, 'b', -1e21));
    expect(await read('x_loss')).toMatchObject({ goal: 'MINIMIZE', synced: false, size: 2 });
    const { leaderboards } = await ask('{ leaderboards { nodes { name } } }');
    expect(leaderboards.nodes).toEqual([{ name: 'x_f1' }, { name: 'x_loss' }]);
  });

  it('keeps the last score or the better one, as it is told', async () => {
    for (const [board, goal, worse, better] of [
      ['x_best_up', 'MAXIMIZE', 1, 2],
      ['x_best_down', 'MINIMIZE', 2, 1],
    ] as const) {
      const put = async (score: number, mode?: string) =>
        (await submit({ board, modelId: 'a', score, goal, ...(mode && { mode }) })).entry.score;
      expect(await put(worse, 'BEST')).toBe(worse);
      expect(await put(better, 'BEST')).toBe(better);
      expect(await put(worse, 'BEST')).toBe(better);
      expect(await put(worse)).toBe(worse);
    }
  });

  it('refuses another goal than its own, which goes with its last score', async () => {
    await submit({ board: 'x_goal', modelId: 'a', score: 1, goal: 'MINIMIZE' });
    expect(await submit({ board: 'x_goal', modelId: 'a', score: 2, goal: 'MAXIMIZE' })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
      message: expect.stringMatching(/^x_goal has the goal MINIMIZE: leave goal out/),
    });
    expect(await remove('x_goal', 'b')).toEqual({ removed: false });
    expect(await remove('x_goal', 'a')).toEqual({ removed: true });
    expect(await read('x_goal')).toBeNull();
    const { leaderboards } = await ask('{ leaderboards(first: 1000) { nodes { name } } }');
    expect(leaderboards.nodes).not.toContainEqual({ name: 'x_goal' });
    expect(await submit({ board: 'x_goal', modelId: 'a', score: 2, goal: 'MAXIMIZE' })).toEqual(entry(1, 'a', 2));
  });

  it('is none that follows training runs', async () => {
    await writeLeaderboard(realtime.db, { name: 'accuracy', goal: 'MAXIMIZE', synced: true, entries: [] });
    for (const refused of [
      await submit({ board: 'accuracy', modelId: 'a', score: 1 }),
      await remove('accuracy', 'a'),
    ]) {
      expect(refused).toEqual({
        __typename: 'Conflict',
        reason: 'STATE',
        message: 'accuracy follows training runs: choose a board whose name begins with x_, such as x_accuracy.',
      });
    }
  });

  it.each(['1e400', '-1e400'])('refuses the score %s, which no double holds', async (score) => {
    const refused = await change(`submitScore(input: { board: "x_inf", modelId: "a", score: ${score} })`, '__typename');
    expect(refused).toEqual(issue('score', 'must be a finite number'));
    const { errors } = await realtime.ask(
      'mutation ($score: Float!) { submitScore(input: { board: "x_inf", modelId: "a", score: $score }) { __typename } }',
      { score: Number(score) },
    );
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(await read('x_inf')).toBeNull();
  });

  it('tells the audit what a change has changed, and of none where nothing did', async () => {
    await takeAudit();
    const board = 'x_{odd}%"name';
    await submit({ board, modelId: 'a"}', score: 0.1 });
    await submit({ board, modelId: 'a"}', score: 0.1 });
    await submit({ board, modelId: 'a"}', score: 0.05, mode: 'BEST' });
    await submit({ board, modelId: 'a"}', score: 1e-7 });
    await change(`removeScore(board: $board, modelId: "a\\"}")`, 'removed', { board }, '($board: ID!)');
    const at = (score: number) => ({ modelId: 'a"}', score });
    const target = ['Leaderboard', board];
    expect(await takeAudit()).toEqual([
      ['tester', 'submitScore', ...target, null, at(0.1)],
      ['tester', 'submitScore', ...target, at(0.1), at(1e-7)],
      ['tester', 'removeScore', ...target, at(1e-7), null],
    ]);
  });
});

describe('a session', () => {
  const create = async (input: object) =>
    (
      await change(
        'createSession(input: $input)',
        'session { id subject data createdAt expiresAt }',
        { input },
        '($input: CreateSessionInput!)',
      )
    ).session;
  const touch = (id: string, data?: object | null) =>
    change(
      'touchSession(id: $id, data: $data)',
      'session { id data expiresAt }',
      { id, data },
      '($id: ID!, $data: JSONObject)',
    );
  const find = async (id: string) =>
    (await ask('query ($id: ID!) { session(id: $id) { subject data expiresAt } }', { id })).session;
  const endAll = async (subject: string) => (await change(`endSessions(subject: "${subject}")`, 'ended')).ended;
  const digestOf = (id: string) => createHash('sha256').update(id).digest('hex');

  it('is found by its id alone until it ends', async () => {
    const session = await create({ subject: 'ada', data: { theme: 'dark', __proto__: null } });
    expect(session.id).toMatch(/^[\w-]{22}\d\d$/);
    expect(Date.parse(session.expiresAt) - Date.parse(session.createdAt)).toBeGreaterThan(1_790_000);
    expect(await find(session.id)).toMatchObject({ subject: 'ada', data: { theme: 'dark' } });
    expect(await change(`endSession(id: "${session.id}")`, 'ended')).toEqual({ ended: 1 });
    expect(await change(`endSession(id: "${session.id}")`, 'ended')).toEqual({ ended: 0 });
    expect(await find(session.id)).toBeNull();
    expect(await touch(session.id)).toMatchObject({ __typename: 'NotFound', type: 'Session', id: session.id });
  });

  it('lives for its time after it was touched last, which reading does not lengthen', async () => {
    const { id, expiresAt } = await create({ subject: 'bob', ttlSeconds: 1 });
    await find(id);
    expect((await find(id)).expiresAt).toBe(expiresAt);
    const long = await create({ subject: 'bob', ttlSeconds: 3_600, data: { a: 1 } });
    const touched = await touch(long.id, { b: 2 });
    expect(touched.session.data).toEqual({ b: 2 });
    expect(Date.parse(touched.session.expiresAt)).toBeGreaterThanOrEqual(Date.parse(long.expiresAt));
    expect((await touch(long.id, null)).session.data).toEqual({ b: 2 });
    await eventually(async () => expect(await find(id)).toBeNull());
    expect(await endAll('bob')).toBe(1);
  });

  it.each(['', 'guessed', `${'A'.repeat(22)}07`, `${'A'.repeat(22)}99`, '*', 'a'.repeat(250)])(
    'is not found by the guessed id "%s"',
    async (id) => {
      expect(await find(id)).toBeNull();
      expect(await touch(id)).toMatchObject({ __typename: 'NotFound' });
    },
  );

  it('ends with all others of its subject, and with none of another', async () => {
    const ids = await Promise.all(Array.from({ length: 7 }, async () => (await create({ subject: 'eve' })).id));
    const other = await create({ subject: 'eve2' });
    expect(await endAll('eve')).toBe(7);
    expect(await endAll('eve')).toBe(0);
    expect(await Promise.all(ids.map(find))).toEqual(ids.map(() => null));
    expect(await find(other.id)).toMatchObject({ subject: 'eve2' });
  });

  it('beyond a thousand of its subject ends the one whose time would be over first', async () => {
    const context = { db: realtime.db, caller: { subject: 'tester', scopes: [] } };
    const long = Array.from({ length: MAX_SESSIONS - 2 }, () => ({ subject: 'max', ttlSeconds: 7_200 }));
    await Promise.all(long.map((input) => createSession(context, input)));
    const first = await create({ subject: 'max', ttlSeconds: 60 });
    const second = await create({ subject: 'max', ttlSeconds: 120 });
    expect(await find(first.id)).toMatchObject({ subject: 'max' });
    while ((await takeAudit()).length > 0);
    await Promise.all([1, 2, 3].map(() => create({ subject: 'max' })));
    expect(await Promise.all([first, second].map(({ id }) => find(id)))).toEqual([null, null]);
    const ended = (await takeAudit()).filter(([, , , , before]) => before !== null);
    expect(ended).toHaveLength(3);
    expect(ended.slice(0, 2)).toEqual(
      [first, second].map(({ id }) => ['tester', 'createSession', 'Session', digestOf(id), { subject: 'max' }, null]),
    );
    expect(await endAll('max')).toBe(MAX_SESSIONS);
  });

  it('is known to Redis and the audit by its digest alone', async () => {
    await takeAudit();
    const { id } = await create({ subject: 'kim{}', data: { secret: 'in the session alone' } });
    await touch(id);
    await touch(id, { secret: 'another' });
    const keys = await realtime.db.run((redis) => redis.keys('*'));
    expect(keys.some((key) => key.includes(digestOf(id)))).toBe(true);
    expect(keys.some((key) => key.includes(id.slice(0, 22)))).toBe(false);
    await endAll('kim{}');
    const target = ['Session', digestOf(id)];
    const audited = await takeAudit();
    expect(JSON.stringify(audited)).not.toContain(id.slice(0, 22));
    expect(JSON.stringify(audited)).not.toContain('in the session alone');
    const dataDigest = expect.stringMatching(/^sha256:[\da-f]{64}$/);
    expect(audited).toEqual([
      ['tester', 'createSession', ...target, null, { subject: 'kim{}', ttlSeconds: 1_800, dataDigest }],
      ['tester', 'touchSession', ...target, { dataDigest }, { dataDigest }],
      ['tester', 'endSessions', ...target, { subject: 'kim{}' }, null],
    ]);
  });

  it('is refused where its input does not fit', async () => {
    const refuse = async (input: object) =>
      change('createSession(input: $input)', '__typename', { input }, '($input: CreateSessionInput!)');
    expect(await refuse({ subject: '', ttlSeconds: 0 })).toMatchObject({
      issues: [
        { path: ['subject'], message: 'must not be empty' },
        { path: ['ttlSeconds'], message: 'must be at least 1' },
      ],
    });
    expect(await refuse({ subject: 'a', ttlSeconds: 2_592_001 })).toEqual(
      issue('ttlSeconds', 'must be at most 2,592,000'),
    );
    expect(await refuse({ subject: 'a', data: { a: 'b'.repeat(65_536) } })).toEqual(
      issue('data', 'must be at most 65,536 characters long'),
    );
  });
});

describe('a rate limit', () => {
  const STATE = 'rateLimit { key allowed limit remaining resetSeconds retryAfterSeconds }';
  const consume = async (args: string) => change(`consumeRateLimit(${args})`, STATE);
  const look = async (args: string) =>
    (await ask(`{ rateLimit(${args}) { allowed remaining resetSeconds retryAfterSeconds } }`)).rateLimit;

  it('admits exactly 100 of 200 calls that come together', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => consume('key: "crowd"')));
    const limits = answers.map(({ rateLimit }) => rateLimit);
    expect(limits.filter(({ allowed }) => allowed)).toHaveLength(100);
    const left = limits.filter(({ allowed }) => allowed).map(({ remaining }) => remaining);
    expect(left.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    const [refused] = limits.filter(({ allowed }) => !allowed);
    expect(refused).toMatchObject({ key: 'crowd', limit: 100, remaining: 0 });
    expect(refused.retryAfterSeconds).toBeGreaterThan(0);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(refused.resetSeconds);
    expect(refused.resetSeconds).toBeLessThanOrEqual(60);
  });

  it('is looked at without being consumed', async () => {
    const fresh = { allowed: true, remaining: 3, resetSeconds: 0, retryAfterSeconds: null };
    expect(await look('key: "look", limit: 3')).toEqual(fresh);
    expect(await look('key: "look", limit: 3')).toEqual(fresh);
    await consume('key: "look", limit: 3, cost: 2');
    expect(await look('key: "look", limit: 3')).toMatchObject({ allowed: true, remaining: 1 });
    expect(await look('key: "look", limit: 2')).toMatchObject({ allowed: false, remaining: 0 });
  });

  it('consumes nothing where the cost is more than is left, and says when it will be there', async () => {
    await consume('key: "cost", limit: 10, cost: 4');
    await consume('key: "cost", limit: 10, cost: 4');
    const { rateLimit } = await consume('key: "cost", limit: 10, cost: 7');
    expect(rateLimit).toMatchObject({ allowed: false, remaining: 2 });
    // Two entries must leave the window before seven are free.
    expect(rateLimit.retryAfterSeconds).toBe(rateLimit.resetSeconds);
    expect((await consume('key: "cost", limit: 10, cost: 2')).rateLimit).toMatchObject({ allowed: true, remaining: 0 });
  });

  it('slides: what was consumed is free again one by one', async () => {
    const consumeShort = async () => (await consume('key: "slide", limit: 2, windowSeconds: 1')).rateLimit.allowed;
    expect([await consumeShort(), await consumeShort()]).toEqual([true, true]);
    await eventually(async () =>
      expect(await look('key: "slide", limit: 2, windowSeconds: 1')).toMatchObject({ remaining: 2 }),
    );
    expect(await consumeShort()).toBe(true);
    expect(await look('key: "slide", limit: 2, windowSeconds: 1')).toMatchObject({ remaining: 1 });
  });

  it('goes through a long log in pieces', async () => {
    await Promise.all(Array.from({ length: 250 }, () => consume('key: "long", limit: 250')));
    const { rateLimit } = await consume('key: "long", limit: 250, cost: 250');
    expect(rateLimit).toMatchObject({ allowed: false, remaining: 0 });
    expect(rateLimit.retryAfterSeconds).toBe(rateLimit.resetSeconds);
  });

  it('is each window’s and each caller’s own', async () => {
    await consume('key: "own", limit: 1');
    expect(await look('key: "own", limit: 1')).toMatchObject({ allowed: false });
    expect(await look('key: "own", limit: 1, windowSeconds: 61')).toMatchObject({ allowed: true });
    const { keys } = realtime.db;
    expect(keys.rateLimit('ab', 'c', 60)).not.toEqual(keys.rateLimit('a', 'bc', 60));
  });

  it.each([
    ['key: "a", limit: 0', 'limit', 'must be at least 1'],
    ['key: "a", limit: 10001', 'limit', 'must be at most 10,000'],
    ['key: "a", windowSeconds: 0', 'windowSeconds', 'must be at least 1'],
    ['key: "a", windowSeconds: 86401', 'windowSeconds', 'must be at most 86,400'],
    ['key: ""', 'key', 'must not be empty'],
  ])('is refused: %s', async (args, path, message) => {
    expect(await consume(args)).toEqual(issue(path, message));
    const { errors } = await realtime.ask(`{ rateLimit(${args}) { allowed } }`);
    expect(errors[0]).toMatchObject({ message: `${path}: ${message}.`, extensions: { code: 'BAD_USER_INPUT' } });
  });

  it.each([
    ['cost: 0', 'must be at least 1'],
    ['limit: 5, cost: 6', 'must be at most the limit'],
  ])('is refused with %s', async (args, message) => {
    expect(await consume(`key: "a", ${args}`)).toEqual(issue('cost', message));
  });

  it('costs one round trip', async () => {
    const answer = await realtime.watch('mutation { consumeRateLimit(key: "trips") { __typename } }');
    expect(answer.roundTrips).toBe(1);
  });
});

describe('a run’s progress', () => {
  const PROGRESS = 'progress { epoch epochs step percent metrics message updatedAt }';
  const report = (input: object) =>
    change(
      'reportProgress(input: $input)',
      `trainingRun { id ${PROGRESS} }`,
      { input },
      '($input: ReportProgressInput!)',
    );
  const NOTHING = { epoch: null, epochs: null, step: null, percent: null, metrics: {}, message: null };
  const updatedAt = expect.any(String);

  it('keeps what is left out, and loses what is given as null', async () => {
    const all = { epoch: 1, epochs: 10, step: 2 ** 53 - 1, percent: 12.5, message: 'warm' };
    const first = await report({ runId: 'r', ...all, metrics: { loss: 0.5, __proto__x: 1, 'a.b': -1e-7 } });
    expect(first).toEqual({
      trainingRun: {
        id: 'r',
        progress: { ...all, metrics: { loss: 0.5, __proto__x: 1, 'a.b': -1e-7 }, updatedAt },
      },
    });
    const second = await report({ runId: 'r', epoch: 2, percent: null, metrics: { loss: 0.25, 'a.b': null } });
    expect(second.trainingRun.progress).toEqual({
      ...{ ...all, epoch: 2, percent: null },
      metrics: { loss: 0.25, __proto__x: 1 },
      updatedAt,
    });
    const third = await report({ runId: 'r', metrics: null });
    expect(third.trainingRun.progress.metrics).toEqual({});
  });

  it('is that of each run, and none where nothing was reported', async () => {
    await report({ runId: '{a}' });
    const representations = ['{a}', 'b'].map((id) => ({ __typename: 'TrainingRun', id }));
    const { _entities } = await ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on TrainingRun { id ${PROGRESS} } } }`,
      { representations },
    );
    expect(_entities).toEqual([
      { id: '{a}', progress: { ...NOTHING, updatedAt } },
      { id: 'b', progress: null },
    ]);
  });

  it('has at most 1,000 metrics, and stays as it was where there would be more', async () => {
    const metrics = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`m${index}`, index]));
    await report({ runId: 'full', metrics });
    expect(await report({ runId: 'full', epoch: 3, metrics: { other: 1 } })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['metrics'] }],
    });
    const swapped = await report({ runId: 'full', epoch: 4, metrics: { other: 1, m0: null } });
    expect(Object.keys(swapped.trainingRun.progress.metrics)).toHaveLength(1_000);
  });

  it.each([
    [{ percent: 100.1 }, 'percent', 'must lie between 0 and 100'],
    [{ epoch: -1 }, 'epoch', 'must be at least 0'],
    [{ metrics: { loss: 'NaN' } }, 'metrics.loss', 'must be a finite number'],
    [{ message: 'a'.repeat(1_001) }, 'message', 'must be at most 1,000 characters long'],
  ])('is refused: %j', async (input, path, message) => {
    const refused = await report({ runId: 'refused', ...input });
    expect(refused.issues).toEqual([{ path: path.split('.'), message }]);
  });

  it('is kept for a day', async () => {
    await report({ runId: 'day', epoch: 1 });
    const ttl = await realtime.db.run((redis) => redis.ttl(realtime.db.keys.progress('day').values));
    expect(ttl).toBeGreaterThan(86_000);
    expect(ttl).toBeLessThanOrEqual(86_400);
  });
});

describe('a script', () => {
  it('is sent whole where Redis has forgotten it, once', async () => {
    await realtime.db.run((redis) => redis.scriptFlush());
    const look = '{ rateLimit(key: "forgotten") { remaining } }';
    expect((await realtime.watch(look)).commands).toEqual({ evalSha: 1, eval: 1 });
    expect((await realtime.watch(look)).commands).toEqual({ evalSha: 1 });
  });
});

describe('a mutation whose script was sent and not answered', () => {
  it('says that nobody knows, and one that was not sent says no such thing', async () => {
    const proxy = await proxyOf(testStores().redisUrl);
    const database = createTestDatabase({ url: proxy.url });
    const subgraph = createServer(database, pino({ level: 'silent' }));
    const consume = () =>
      askSubgraph(subgraph, 'mutation { consumeRateLimit(key: "unknown", limit: 9) { __typename } }');
    await consume();
    proxy.interfere = (from, text) => (from === 'client' && text.includes('EVALSHA') ? 'cut' : 'pass');
    const { data, errors } = await consume();
    expect(data).toEqual({ consumeRateLimit: null });
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(/^Redis does not answer\. It is not known whether this was done/),
      extensions: { code: 'STORE_UNAVAILABLE', outcome: 'UNKNOWN' },
    });
    proxy.interfere = undefined;
    await proxy.stop();
    await eventually(async () => expect((await consume()).errors[0].extensions).not.toHaveProperty('outcome'));
    await database.close();
    await proxy.close();
  });
});
