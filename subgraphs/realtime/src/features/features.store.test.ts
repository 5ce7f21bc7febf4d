import { beforeEach, describe, expect, it } from '@jest/globals';
import type { InputIssue } from '@tributary/common/mutations/outcome';
import { useRealtime } from '../../../../tests/setup/realtime.ts';
import { checkRow } from './check-rows.ts';
import { removeFormerRows } from './former-rows.ts';
import { readRegistry } from './registries.ts';
import { type RegistryState, writeRegistries } from './write-registries.ts';

const realtime = useRealtime();

type Feature = [name: string, type: string, value?: unknown];
type Revision = { features: Feature[]; ttlSeconds?: number | null };

let version = 0;

/** A view with these revisions; what is not said of it is of no matter. */
function apply(view: string, revisions: Revision[], more: Partial<RegistryState> = {}): Promise<void> {
  version += 1;
  const firstRevision = more.firstRevision ?? 1;
  const layouts = revisions.map(({ features, ttlSeconds = 3_600 }, index) => ({
    features: features.map(([name, type, value = null]) => ({ name, type, default: value })),
    revisions: [{ revision: firstRevision + index, ttlSeconds }],
  }));
  const state = { view, version, entity: 'user', joinKeys: ['user_id'], firstRevision, layouts, ...more };
  return writeRegistries(realtime.db, [state]);
}

const remove = (view: string) => apply(view, [], { firstRevision: null });

const CLICKS: Feature = ['clicks', 'INT'];
const SPENT: Feature = ['spent', 'FLOAT'];

interface Row {
  entity: string;
  values: object;
  eventTime?: Date | string | undefined;
}

async function store(view: string, rows: Row[], ttlSeconds?: number) {
  const { data, errors } = await realtime.ask(
    `mutation ($input: StoreFeaturesInput!) {
      outcome: storeFeatures(input: $input) {
        __typename
        ... on StoreFeaturesSuccess { stored skippedStale }
        ... on UserError { message }
        ... on InvalidInput { issues { path message } }
      }
    }`,
    { input: { view, rows, ttlSeconds } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.outcome;
}

const storeOne = (view: string, entity: string, values: object, eventTime?: Date | string) =>
  store(view, [{ entity, values, eventTime }]);

/** What is wrong with a row's only value. */
async function refusal(view: string, values: object) {
  const { __typename, issues } = await storeOne(view, 'e', values);
  expect(__typename).toBe('InvalidInput');
  return issues;
}

async function readOne(view: string, entity: string, features?: string[]) {
  const { data, errors } = await realtime.ask(
    'query ($view: ID!, $entity: ID!, $features: [String!]) { featureVector(view: $view, entity: $entity, features: $features) { names values statuses eventTime } }',
    { view, entity, features },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.featureVector;
}

async function deleteRows(view: string, ...entities: string[]) {
  const { data } = await realtime.ask(
    'mutation ($view: ID!, $entities: [ID!]!) { outcome: deleteFeatures(view: $view, entities: $entities) { __typename ... on DeleteFeaturesSuccess { deleted } ... on UserError { message } } }',
    { view, entities },
  );
  return data.outcome;
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

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

describe('a value', () => {
  const TYPES: Feature[] = [
    ['float', 'FLOAT'],
    ['int', 'INT'],
    ['bool', 'BOOL'],
    ['string', 'STRING'],
    ['floats', 'FLOAT_VECTOR'],
    ['ints', 'INT_VECTOR'],
    ['strings', 'STRING_VECTOR'],
    ['time', 'TIMESTAMP'],
    ['bytes', 'BYTES'],
    ['json', 'JSON'],
  ];
  const MAX = 2 ** 53 - 1;

  beforeEach(() => apply('typed', [{ features: TYPES }]));

  it.each<[string, unknown, unknown?]>([
    ['float', 0.1],
    ['float', -1.7976931348623157e308],
    ['float', 'NaN'],
    ['int', MAX],
    ['int', -MAX],
    ['bool', false],
    ['string', ''],
    ['string', 'é😀\n'],
    ['floats', [0.5, -3.4028234663852886e38]],
    ['floats', []],
    ['ints', [MAX, -MAX, 0]],
    ['strings', ['', 'a|b', '😀']],
    ['time', '2025-01-31T13:00:00.1239+01:00', '2025-01-31T12:00:00.123Z'],
    ['time', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['bytes', 'AAECAw=='],
    ['bytes', ''],
    ['json', { a: [1, null, 'x'], __proto: { b: true } }],
    ['json', 'text'],
  ])('of %s %j comes back', async (name, value, expected = value) => {
    await storeOne('typed', 'e', { [name]: value });
    expect(await readOne('typed', 'e', [name])).toMatchObject({ values: [expected], statuses: ['PRESENT'] });
  });

  it.each<[string, unknown, string[]?]>([
    ['float', '0.1'],
    ['float', 'Infinity'],
    ['int', 2 ** 53],
    ['int', 0.5],
    ['int', 'NaN'],
    ['bool', 0],
    ['string', 1],
    ['string', '\ud800'],
    ['floats', [0, 3.5e38], ['1']],
    ['floats', [0, 'NaN'], ['1']],
    ['floats', 1],
    ['ints', [2 ** 53], ['0']],
    ['strings', ['a', null], ['1']],
    ['time', '2025-02-30T00:00:00Z'],
    ['time', 1_700_000_000_000],
    ['bytes', 'not base64!'],
    ['bytes', 'AAE'],
  ])('of %s is never %j', async (name, value, inside = []) => {
    const [issue, ...others] = await refusal('typed', { [name]: value });
    expect(others).toEqual([]);
    expect(issue.path).toEqual(['rows', '0', 'values', name, ...inside]);
    expect(issue.message).toMatch(/^must /);
  });

  it('of varying width is found behind others that are there or not', async () => {
    const whole = { float: 1, string: 'a', floats: [1], strings: ['b'], bytes: 'AA==', json: [2] };
    await storeOne('typed', 'whole', whole);
    await storeOne('typed', 'part', { json: [3], strings: ['c'] });
    expect(await readOne('typed', 'whole', Object.keys(whole))).toMatchObject({ values: Object.values(whole) });
    expect(await readOne('typed', 'part', ['json', 'bytes', 'strings'])).toMatchObject({ values: [[3], null, ['c']] });
  });

  it('may be one of a thousand, and of a mebibyte with the others', async () => {
    const features = Array.from(
      { length: 1_000 },
      (_, index): Feature => [`f${index}`, index % 2 ? 'FLOAT' : 'STRING'],
    );
    await apply('wide', [{ features }]);
    const values = Object.fromEntries(features.map(([name, type], index) => [name, type === 'FLOAT' ? index : name]));
    expect(await storeOne('wide', 'e', values)).toMatchObject({ stored: 1 });
    expect(await readOne('wide', 'e')).toMatchObject({ values: Object.values(values) });
    expect(await refusal('wide', { f0: 'x'.repeat(1_048_576) })).toEqual([
      { path: ['rows', '0', 'values'], message: 'must take at most 1,048,576 bytes' },
    ]);
  });
});

describe('a view', () => {
  it('takes rows once it is there', async () => {
    expect(await storeOne('coming', 'e', {})).toEqual({
      __typename: 'NotFound',
      message:
        'There is no FeatureView coming: one that was applied just now is on its way here, and takes rows once its registrySync is SYNCED.',
    });
    await apply('coming', [{ features: [CLICKS] }]);
    expect(await storeOne('coming', 'e', {})).toMatchObject({ stored: 1 });
  });

  it('that has changed reads old rows as they were written', async () => {
    const first = { features: [CLICKS, SPENT] };
    await apply('changing', [first]);
    await storeOne('changing', 'old', { clicks: 1, spent: 0.5 });
    await apply('changing', [first, { features: [['tags', 'STRING_VECTOR'], SPENT, ['more', 'BOOL']] }]);
    await storeOne('changing', 'new', { tags: ['a'], more: true });
    expect(await readOne('changing', 'old')).toMatchObject({
      names: ['tags', 'spent', 'more'],
      values: [null, 0.5, null],
      statuses: ['NULL_VALUE', 'PRESENT', 'NULL_VALUE'],
    });
    expect(await readOne('changing', 'new')).toMatchObject({ values: [['a'], null, true] });
    expect(await refusal('changing', { clicks: 1 })).toMatchObject([{ path: ['rows', '0', 'values', 'clicks'] }]);
  });

  it('that was deleted and applied again has none of its rows, which are then removed', async () => {
    const features: Feature[] = [CLICKS];
    await apply('again', [{ features, ttlSeconds: null }]);
    await apply('again-too', [{ features }]);
    const rows = Array.from({ length: 500 }, (_, index) => ({ entity: `u${index}`, values: { clicks: index } }));
    await store('again', rows);
    await storeOne('again-too', 'u1', { clicks: 7 });
    await remove('again');
    expect(await readOne('again', 'u1')).toBeNull();
    expect(await storeOne('again', 'u1', {})).toMatchObject({ __typename: 'NotFound' });
    await apply('again', [{ features, ttlSeconds: null }], { firstRevision: 2 });
    expect(await readOne('again', 'u1')).toMatchObject({ statuses: ['NOT_FOUND'] });
    expect(await storeOne('again', 'u1', { clicks: 9 }, minutesAgo(60))).toMatchObject({ stored: 1 });
    const { db } = realtime;
    const keysOf = async () => {
      const found: string[] = [];
      await db.run(async (redis) => {
        for await (const keys of redis.scanIterator({ MATCH: db.keys.features.pattern('again'), COUNT: 1_000 })) {
          found.push(...keys);
        }
      });
      return found.length;
    };
    expect(await keysOf()).toBeGreaterThan(500);
    await removeFormerRows(db);
    expect(await keysOf()).toBe(2);
    expect(await readOne('again', 'u1')).toMatchObject({ values: [9] });
    expect(await readOne('again-too', 'u1')).toMatchObject({ values: [7] });
    expect(await db.run((redis) => redis.sMembers(db.keys.features.former))).toEqual([]);
  });

  it('that is deleted while rows are stored keeps none of them', async () => {
    await apply('torn', [{ features: [CLICKS], ttlSeconds: null }]);
    let isDeleted = false;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let round = 0; ; round++) {
        const ended = isDeleted;
        const rows = Array.from({ length: 50 }, (_, index) => ({ entity: `${writer}-${round}-${index}`, values: {} }));
        const { __typename } = await store('torn', rows);
        if (__typename === 'NotFound') return;
        expect(ended).toBe(false);
      }
    });
    await remove('torn');
    isDeleted = true;
    await Promise.all(writers);
    await removeFormerRows(realtime.db);
    const { keys } = realtime.db;
    await realtime.db.run(async (redis) => {
      for await (const found of redis.scanIterator({ MATCH: keys.features.pattern('torn'), COUNT: 1_000 })) {
        expect(found).toEqual([]);
      }
    });
  });

  it('never goes back to what it was before', async () => {
    const state = { view: 'late', entity: 'user', joinKeys: ['user_id'], firstRevision: 1 };
    const layout = (name: string, revision: number) => [
      { features: [{ name, type: 'INT', default: null }], revisions: [{ revision, ttlSeconds: 60 }] },
    ];
    const second = { ...state, version: 9_002, layouts: layout('b', 2) };
    const first = { ...state, version: 9_001, layouts: layout('a', 1) };
    await writeRegistries(realtime.db, [second, first, second]);
    expect(await readOne('late', 'e')).toMatchObject({ names: ['b'] });
  });

  it('counts its entities to about a percent, tells how fresh they are and what they take', async () => {
    await apply('counted', [{ features: [CLICKS] }]);
    const read = async () => {
      const { data } = await realtime.ask(
        `query { _entities(representations: [{ __typename: "FeatureView", name: "counted" }]) {
          ... on FeatureView { online { entityCount newestEventTime memoryBytes } }
        } }`,
      );
      return data._entities[0].online;
    };
    expect(await read()).toEqual({ entityCount: 0, newestEventTime: null, memoryBytes: null });
    const newest = minutesAgo(1);
    for (let call = 0; call < 4; call++) {
      const rows = Array.from({ length: 1_000 }, (_, index) => ({
        entity: `u${call * 500 + index}`,
        values: { clicks: index },
        eventTime: call === 2 ? newest : minutesAgo(2),
      }));
      await store('counted', rows);
    }
    const online = await read();
    expect(online.newestEventTime).toBe(newest.toISOString());
    expect(Math.abs(online.entityCount - 2_500)).toBeLessThan(75);
    expect(online.memoryBytes / online.entityCount).toBeGreaterThan(50);
    expect(online.memoryBytes / online.entityCount).toBeLessThan(500);
  });

  it('is stale when nothing was written for long: never filled ones first, without a look at any row', async () => {
    await apply('stale-empty', [{ features: [CLICKS] }]);
    await apply('stale-filled', [{ features: [CLICKS] }]);
    await storeOne('stale-filled', 'e', { clicks: 1 }, minutesAgo(90));
    await apply('stale-gone', [{ features: [CLICKS] }]);
    await remove('stale-gone');
    const read = async (seconds: number) => {
      const { data, commands } = await realtime.watch(
        `{ staleFeatureViews(olderThanSeconds: ${seconds}) { name newestEventTime view { name } } }`,
      );
      expect(Object.keys(commands).toSorted()).toEqual(['hGetAll', 'zRange']);
      return data.staleFeatureViews.filter(({ name }: { name: string }) => name.startsWith('stale-'));
    };
    expect(await read(3_600)).toEqual([{ name: 'stale-empty', newestEventTime: null, view: { name: 'stale-empty' } }]);
    const [, filled] = await read(-60);
    expect(filled.name).toBe('stale-filled');
  });
});
