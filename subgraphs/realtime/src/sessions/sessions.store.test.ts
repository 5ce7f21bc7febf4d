import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { issue, useMutations } from '../../../../tests/setup/realtime-mutations.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { createSession, MAX_SESSIONS } from './writes.ts';

const { realtime, ask, change, takeAudit } = useMutations();

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

  it('ends others in steps where its subject has far more, as before there was a limit', async () => {
    const { index } = realtime.db.keys.sessionsOf('old');
    const score = Date.now() + 3_600_000;
    const old = Array.from({ length: MAX_SESSIONS + 1_100 }, (_, number) => ({
      score,
      value: digestOf(`old ${number}`),
    }));
    await realtime.db.run((redis) => redis.zAdd(index, old));
    const { commands } = await realtime.watch('mutation { createSession(input: { subject: "old" }) { __typename } }');
    // It is refused, 1,101 are ended, and it is taken in.
    expect(commands).toMatchObject({ zRange: 1, evalSha: 1 + 3 + 1 });
    expect(await realtime.db.run((redis) => redis.zCard(index))).toBe(MAX_SESSIONS);
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
