import { beforeEach, describe, expect, it } from '@jest/globals';
import type { InputIssue } from '@tributary/common/mutations/outcome';
import { CLICKS, minutesAgo, SPENT, useFeatures } from '../../../../tests/setup/stored-features.ts';
import { checkRow } from './check-rows.ts';
import { readRegistry } from './registries.ts';

const { realtime, apply, store, storeOne, readOne, deleteRows } = useFeatures();

describe('a row', () => {
  beforeEach(() => apply('user', [{ features: [CLICKS, SPENT] }]));

  it('is read as it was stored, column by column, in one round trip and one command a tag', async () => {
    const entities = Array.from({ length: 1_000 }, (_, index) => `u${index}`);
    const eventTime = minutesAgo(1);
    const rows = entities.map((entity, index) => ({ entity, values: { clicks: index, spent: index / 8 }, eventTime }));
    expect(await store('user', rows)).toEqual({ __typename: 'StoreFeaturesSuccess', stored: 1_000, skippedStale: 0 });
    const { data, roundTrips } = await realtime.watch(
      'query ($entities: [ID!]!) { featureVectors(view: "user", entities: $entities) { entities eventTimes columns { name values statuses } } }',
      { entities: [...entities, 'nobody'].slice(1) },
    );
    expect(roundTrips).toBe(1);
    const { columns, eventTimes } = data.featureVectors;
    expect(data.featureVectors.entities).toEqual([...entities.slice(1), 'nobody']);
    expect(eventTimes).toEqual([...entities.slice(1).map(() => eventTime.getTime()), null]);
    expect(columns[0].values).toEqual([...entities.keys()].slice(1).concat([null as never]));
    expect(columns[1].values.slice(0, 3)).toEqual([0.125, 0.25, 0.375]);
    expect(columns[1].statuses.slice(-2)).toEqual(['PRESENT', 'NOT_FOUND']);
  });

  it('has a status for each value', async () => {
    await storeOne('user', 'half', { clicks: 3 });
    expect(await readOne('user', 'half')).toMatchObject({
      names: ['clicks', 'spent'],
      values: [3, null],
      statuses: ['PRESENT', 'NULL_VALUE'],
    });
    await storeOne('user', 'old', { clicks: 3, spent: 1 }, minutesAgo(61));
    expect(await readOne('user', 'old', ['spent'])).toMatchObject({ values: [null], statuses: ['OUTSIDE_MAX_AGE'] });
    expect(await readOne('user', 'none')).toMatchObject({
      values: [null, null],
      statuses: ['NOT_FOUND', 'NOT_FOUND'],
      eventTime: null,
    });
    expect(await readOne('nowhere', 'half')).toBeNull();
  });

  it('is replaced whole by one of its time or later, never by an older one', async () => {
    const time = minutesAgo(5);
    await storeOne('user', 'guarded', { clicks: 1, spent: 1 }, time);
    expect(await storeOne('user', 'guarded', { clicks: 2 }, new Date(time.getTime() - 1))).toMatchObject({
      stored: 0,
      skippedStale: 1,
    });
    expect(await readOne('user', 'guarded')).toMatchObject({ values: [1, 1], eventTime: time.toISOString() });
    expect(await storeOne('user', 'guarded', { clicks: 3 }, time)).toMatchObject({ stored: 1 });
    expect(await readOne('user', 'guarded')).toMatchObject({ values: [3, null] });
    const twice = [
      { entity: 'twice', values: { clicks: 2 }, eventTime: time },
      { entity: 'twice', values: { clicks: 1 }, eventTime: minutesAgo(6) },
    ];
    expect(await store('user', twice)).toMatchObject({ stored: 1, skippedStale: 1 });
    expect(await readOne('user', 'twice')).toMatchObject({ values: [2, null] });
  });

  it('may lie five minutes ahead and no more', async () => {
    const registry = await readRegistry(realtime.db, 'user');
    if (!registry) throw new Error('The view is not there');
    const now = Date.now();
    const issuesOf = (aheadMs: number) => {
      const issues: InputIssue[] = [];
      const eventTime = new Date(now + aheadMs);
      checkRow(registry, { entity: 'soon', values: {}, eventTime }, now, (issue) => issues.push(issue));
      return issues;
    };
    expect(issuesOf(300_000)).toEqual([]);
    expect(issuesOf(300_001)).toEqual([{ path: ['eventTime'], message: 'must not lie more than five minutes ahead' }]);
    expect(await storeOne('user', 'soon', {}, new Date(Date.now() + 3_600_000))).toMatchObject({
      issues: [{ path: ['rows', '0', 'eventTime'] }],
    });
  });

  it('expires with its view, or sooner where it is asked, and its time begins anew when it is written', async () => {
    const { db } = realtime;
    const { features } = db.keys;
    const leftMs = (entity: string) =>
      db.run((redis) => redis.pTTL(features.row(features.tag(entity), { view: 'user', firstRevision: 1 }, entity)));
    await store('user', [{ entity: 'short', values: {} }], 10);
    expect(await leftMs('short')).toBeLessThanOrEqual(10_000);
    await store('user', [{ entity: 'short', values: {} }]);
    expect(await leftMs('short')).toBeGreaterThan(3_000_000);
    expect(await store('user', [], 3_601)).toMatchObject({
      issues: [{ path: ['ttlSeconds'], message: 'must be at most 3,600, the time to live of user' }],
    });
  });

  it('of any entity is its own, and one that cannot be an id is refused', async () => {
    const odd = ['{u}', '}{', 'a|b', '%7C', '{', 'é😀', ' ', 'user@1:x', 'x'.repeat(1_024)];
    expect(
      await store(
        'user',
        odd.map((entity, index) => ({ entity, values: { clicks: index } })),
      ),
    ).toMatchObject({
      stored: odd.length,
    });
    for (const [index, entity] of odd.entries()) expect((await readOne('user', entity)).values[0]).toBe(index);
    for (const entity of ['', 'x'.repeat(1_025), 'é'.repeat(513), 'x'.repeat(10_000_000), '\ud800', 'a\0b']) {
      expect((await storeOne('user', entity, {})).issues[0].path).toEqual(['rows', '0', 'entity']);
    }
  });

  it('of several join keys has a part for each of them', async () => {
    await apply('pair', [{ features: [CLICKS] }], { joinKeys: ['user_id', 'merchant_id'] });
    expect(await storeOne('pair', 'a%7Cb|100%25', { clicks: 1 })).toMatchObject({ stored: 1 });
    for (const entity of ['a', 'a|b|c', 'a|', 'a%|b', 'a%7c|b']) {
      expect(await storeOne('pair', entity, {})).toMatchObject({ issues: [{ path: ['rows', '0', 'entity'] }] });
    }
    const { errors } = await realtime.ask('{ featureVector(view: "pair", entity: "a") { values } }');
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('entities.0 must have 2 parts, as user_id|merchant_id, not 1'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('is written with all of its call, or none is', async () => {
    const refused = await store('user', [
      { entity: 'fine', values: { clicks: 1 } },
      { entity: 'wrong', values: { clicks: 'many', unknown: 1 } },
    ]);
    expect(refused.issues).toEqual([
      { path: ['rows', '1', 'values', 'clicks'], message: 'must be a whole number up to 2^53 - 1 either way' },
      { path: ['rows', '1', 'values', 'unknown'], message: 'must be a feature of the view, such as clicks' },
    ]);
    expect(await readOne('user', 'fine')).toMatchObject({ eventTime: null });
    const many = Array.from({ length: 1_001 }, (_, index) => ({ entity: `m${index}`, values: {} }));
    expect((await store('user', many)).issues).toEqual([
      { path: ['rows'], message: 'must have at most 1,000 entries' },
    ]);
    expect(await store('user', [])).toMatchObject({ stored: 0 });
    const { errors } = await realtime.ask(
      'query ($entities: [ID!]!) { featureVectors(view: "user", entities: $entities) { entities } }',
      { entities: many.map(({ entity }) => entity) },
    );
    expect(errors?.[0]?.message).toBe('entities must have at most 1,000 entries');
  });

  it('is read by names of features, and another name is refused with those that there are', async () => {
    await storeOne('user', 'named', { clicks: 1, spent: 2 });
    expect(await readOne('user', 'named', ['spent', 'clicks', 'spent'])).toMatchObject({ values: [2, 1, 2] });
    const { errors } = await realtime.ask(
      '{ featureVector(view: "user", entity: "a", features: ["clocks"]) { values } }',
    );
    expect(errors?.[0]?.message).toBe('features must be of user: clicks, spent; it has no clocks');
  });

  it('is removed with an event for the audit that names nobody', async () => {
    await storeOne('user', 'removed', { clicks: 1 });
    expect(await deleteRows('user', 'removed', 'removed', 'never')).toEqual({
      __typename: 'DeleteFeaturesSuccess',
      deleted: 1,
    });
    expect(await readOne('user', 'removed')).toMatchObject({ eventTime: null });
    const { db } = realtime;
    const stream = db.keys.auditStream(db.keys.features.tag('removed'));
    const entries = await db.run((redis) => redis.xRange(stream, '-', '+'));
    const event = JSON.parse(entries?.[0]?.message.event ?? '');
    expect(event).toMatchObject({
      action: 'deleteFeatures',
      targetType: 'FeatureView',
      targetId: 'user',
      before: null,
    });
    expect(event.after).toMatch(/^\{"entity":"sha256:[0-9a-f]{64}","deleted":true\}$/);
    expect(await deleteRows('nowhere', 'removed')).toMatchObject({ __typename: 'NotFound' });
  });
});
