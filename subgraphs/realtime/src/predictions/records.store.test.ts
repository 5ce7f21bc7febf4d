import { beforeEach, describe, expect, it } from '@jest/globals';
import { useRealtime } from '../../../../tests/setup/realtime.ts';
import { findAuditEvents } from '../audit-streams.ts';
import { writeRegistries } from '../features/write-registries.ts';
import { createLogPlaces } from './log-places.ts';
import { DEFAULT_LOG, type PredictionLogSettings } from './log-settings.ts';
import { type PredictionRecord, recordPredictions } from './record.ts';
import { type PredictionHead, toScored } from './stored.ts';

const realtime = useRealtime();

let model: string;
let models = 0;
beforeEach(() => {
  models += 1;
  model = `model-${models}`;
});

const stored = (more: Partial<PredictionHead>): string =>
  toScored(
    {
      ...{ id: 'p', modelId: model, version: 1, environment: 'production', deploymentId: `${model}-d1`, entity: null },
      ...{ output: { x: 1 }, label: '1', score: 0.75, probabilities: null, quarantined: false, computedAt: 0 },
      ...more,
    },
    { names: ['f'], values: [2], statuses: null, eventTimes: [null], given: [true] },
  ).text;

const recordOf = (more: Partial<PredictionRecord>): PredictionRecord => ({
  ...{ deploymentId: `${model}-d1`, modelId: model, versionNumber: 1, entityGeneration: 0, cached: false },
  ...{ entity: null, latencyMs: 1, answer: stored({ entity: more.entity ?? null }) },
  ...more,
});

const logPlaces = createLogPlaces();
const record = (records: readonly Partial<PredictionRecord>[], settings: PredictionLogSettings = DEFAULT_LOG) => {
  const { db } = realtime;
  return db.run((redis) => Promise.all(recordPredictions(redis, { db, logPlaces }, settings, records.map(recordOf))));
};

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await realtime.ask(query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const entityOf = (type: string, id: string, fields: string) =>
  `_entities(representations: [{ __typename: "${type}", id: "${id}" }]) { ... on ${type} { ${fields} } }`;

describe('what is counted', () => {
  const thousand = () =>
    Array.from({ length: 1_000 }, (_, index) => ({
      ...(index % 2 === 0 ? {} : { deploymentId: `${model}-d2`, versionNumber: 2 }),
      cached: index % 10 === 0,
      latencyMs: index + 1,
      ...(index % 100 === 1 && { answer: null }),
    }));

  it('is what models, versions and deployments have answered, and how fast', async () => {
    await record(thousand());
    const { models, second, deployments } = await ask(`{
      models: ${entityOf('Model', model, 'predictionCount predictionCache { hits misses hitRatio } predictionCounts(window: DAY, buckets: 2) { start count }')}
      second: ${entityOf('ModelVersion', `${model}@2`, 'predictionCount')}
      deployments: ${entityOf('Deployment', `${model}-d2`, 'live { windowSeconds requests errors cacheHits p50Ms p99Ms lastRequestAt }')}
    }`);
    const [{ predictionCounts, ...counts }] = models;
    expect(counts).toEqual({ predictionCount: 990, predictionCache: { hits: 100, misses: 890, hitRatio: 100 / 990 } });
    expect(predictionCounts.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(990);
    expect(second).toEqual([{ predictionCount: 490 }]);
    const { p50Ms, p99Ms, lastRequestAt, ...live } = deployments[0].live;
    expect(live).toEqual({ windowSeconds: 300, requests: 500, errors: 10, cacheHits: 0 });
    expect(Math.abs(p50Ms / 500 - 1)).toBeLessThan(0.011);
    expect(Math.abs(p99Ms / 990 - 1)).toBeLessThan(0.011);
    expect(Date.now() - Date.parse(lastRequestAt)).toBeLessThan(60_000);
  });

  it('of any number of deployments is read in two round trips', async () => {
    await record(thousand());
    const representations = ['d1', 'd2'].map((id) => ({ __typename: 'Deployment', id: `${model}-${id}` }));
    const { roundTrips, commands } = await realtime.watch(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Deployment { live { requests } } } }',
      { representations },
    );
    expect([roundTrips, commands]).toEqual([2, { hmGet: 3, hGetAll: 10 }]);
  });

  it('is nothing where nothing was asked', async () => {
    const { models, deployments } = await ask(`{
      models: ${entityOf('Model', model, 'predictionCount predictionCache { hits hitRatio } predictionCounts(buckets: 2) { count }')}
      deployments: ${entityOf('Deployment', 'nobody', 'live { requests p50Ms lastRequestAt } predictions { nodes { id } wholeSince }')}
    }`);
    const predictionCache = { hits: 0, hitRatio: null };
    expect(models).toEqual([{ predictionCount: 0, predictionCache, predictionCounts: [{ count: 0 }, { count: 0 }] }]);
    expect(deployments).toEqual([
      {
        live: { requests: 0, p50Ms: null, lastRequestAt: null },
        predictions: { nodes: [], wholeSince: null },
      },
    ]);
    const { errors } = await realtime.ask(
      `{ ${entityOf('Model', model, 'predictionCounts(buckets: 401) { count }')} }`,
    );
    expect(errors?.[0]?.message).toBe('buckets must be between 0 and 400, not 401.');
  });
});

const LOG = `query ($model: ID!, $entity: ID, $at: DateTimeFilter, $first: Int, $after: String) {
  predictions(modelId: $model, entity: $entity, at: $at, first: $first, after: $after) {
    nodes { entity score cached latencyMs features { name value given } } pageInfo { hasNextPage endCursor } wholeSince
  }
}`;
const readLog = async (variables: object = {}) => (await ask(LOG, { model, ...variables })).predictions;
const entitiesIn = async (variables: object = {}) =>
  (await readLog(variables)).nodes.map(({ entity }: { entity: string }) => entity);

describe('the log', () => {
  const ofEntity = (entity: string, more: Partial<PredictionRecord> = {}) => ({ entity, ...more });

  it('has every answer with what it was computed from, the newest first, but no errors', async () => {
    const before = Date.now();
    await record([ofEntity('a'), { entity: 'b', answer: null }, ofEntity('c', { cached: true, latencyMs: 0.25 })]);
    const { nodes, wholeSince } = await readLog();
    const features = [{ name: 'f', value: 2, given: true }];
    expect(nodes).toEqual([
      { entity: 'c', score: 0.75, cached: true, latencyMs: 0.25, features },
      { entity: 'a', score: 0.75, cached: false, latencyMs: 1, features },
    ]);
    expect(Math.abs(Date.parse(wholeSince) - before)).toBeLessThan(60_000);
  });

  it('is paged without a loss or a repeat, of all, of one entity and of one deployment', async () => {
    const entities = Array.from({ length: 2_500 }, (_, index) => `e${index % 500}`);
    await record(entities.map((entity, index) => ofEntity(entity, index < 20 ? { deploymentId: `${model}-d2` } : {})));
    const walked: string[] = [];
    for (let after = null, more = true; more; ) {
      const { nodes, pageInfo } = await readLog({ first: 700, after });
      walked.push(...nodes.map(({ entity }: { entity: string }) => entity));
      ({ endCursor: after, hasNextPage: more } = pageInfo);
    }
    expect(walked.toSorted()).toEqual(entities.toSorted());
    const { nodes, pageInfo } = await readLog({ entity: 'e7', first: 3 });
    expect(nodes).toHaveLength(3);
    expect(await entitiesIn({ entity: 'e7', after: pageInfo.endCursor })).toEqual(['e7', 'e7']);
    const { _entities } = await ask(`{ ${entityOf('Deployment', `${model}-d2`, 'predictions { nodes { entity } }')} }`);
    expect(_entities[0].predictions.nodes).toHaveLength(20);
    const { errors } = await realtime.ask(LOG, { model, after: 'nonsense' });
    expect(errors?.[0]?.message).toContain('after is not a cursor of this list');
  });

  it('is asked by when it was answered', async () => {
    await record([ofEntity('a')]);
    const [entry] =
      (await realtime.db.run((redis) => redis.xRange(realtime.db.keys.predictions(model).log, '-', '+'))) ?? [];
    const at = Number(entry?.id.split('-')[0]);
    const moment = (later: number) => new Date(at + later);
    expect(await entitiesIn({ at: { gte: moment(0), lte: moment(0) } })).toEqual(['a']);
    expect(await entitiesIn({ at: { gt: moment(0) } })).toEqual([]);
    expect(await entitiesIn({ at: { lt: moment(0) } })).toEqual([]);
    expect(await entitiesIn({ at: { gt: moment(-1), lt: moment(1) } })).toEqual(['a']);
    expect(await entitiesIn({ at: { lt: new Date(-1) } })).toEqual([]);
  });

  it('says that it is a sample where it is one, and since when it is whole again', async () => {
    const settings = { ...DEFAULT_LOG, burst: 3, ratePerSecond: 0.001 };
    await record(
      ['a', 'b', 'c', 'd', 'e'].map((entity) => ofEntity(entity)),
      settings,
    );
    const { nodes, wholeSince } = await readLog();
    expect([nodes.length, wholeSince]).toEqual([3, null]);
    const later = await readLog({ at: { gt: new Date(Date.now() + 60_000) } });
    expect(later.wholeSince).toEqual(expect.any(String));
  });

  it('keeps the last answers, and is whole since the oldest of them', async () => {
    const settings = { ...DEFAULT_LOG, most: 3 };
    for (const entity of ['a', 'b', 'c', 'd']) await record([ofEntity(entity)], settings);
    const { log } = realtime.db.keys.predictions(model);
    const [oldest] = (await realtime.db.run((redis) => redis.xRange(log, '-', '+'))) ?? [];
    const { nodes, wholeSince } = await readLog();
    expect(nodes.map(({ entity }: { entity: string }) => entity)).toEqual(['d', 'c', 'b']);
    expect(Date.parse(wholeSince)).toBe(Number(oldest?.id.split('-')[0]));
  });
});

it('what is logged and the latencies are gone some time after the last answer', async () => {
  await record([{ entity: 'a' }]);
  await record([{ entity: 'b', latencyMs: 5 }]);
  const keys = realtime.db.keys.predictions(model);
  const minute = Math.floor(Date.now() / 60_000);
  const left = await realtime.db.run((redis) =>
    Promise.all(
      [keys.log, ...[minute, minute - 1].map((one) => keys.latency(`${model}-d1`, one))].map((key) => redis.ttl(key)),
    ),
  );
  expect(left[0]).toBeGreaterThan(DEFAULT_LOG.hours * 3_600);
  expect(Math.max(...left.slice(1))).toBeGreaterThan(0);
});

describe('an entity that is forgotten', () => {
  let version = 0;
  const apply = async (view: string, entity: string) => {
    version += 1;
    const features = [{ name: 'clicks', type: 'INT', default: null }];
    const layouts = [{ features, revisions: [{ revision: 1, ttlSeconds: null }] }];
    await writeRegistries(realtime.db, [{ view, version, entity, joinKeys: ['id'], firstRevision: 1, layouts }]);
    await ask('mutation ($input: StoreFeaturesInput!) { storeFeatures(input: $input) { __typename } }', {
      input: {
        view,
        rows: [
          { entity: 'ann', values: { clicks: 1 } },
          { entity: 'bob', values: {} },
        ],
      },
    });
  };
  const forget = async (entityName: string, entity: string) =>
    (
      await ask(
        `mutation ($entityName: String!, $entity: ID!) { outcome: forgetEntity(entityName: $entityName, entity: $entity) {
          __typename ... on ForgetEntitySuccess { features predictions } ... on UserError { message } } }`,
        { entityName, entity },
      )
    ).outcome;

  it('is gone from all views of that entity and all logs; others stay', async () => {
    await apply('clicks', 'user');
    await apply('visits', 'user');
    await apply('sales', 'shop');
    const other = `${model}-other`;
    await record([{ entity: 'ann' }, { entity: 'bob' }, ...Array.from({ length: 1_200 }, () => ({ entity: 'ann' }))]);
    await record([{ entity: 'ann', modelId: other, deploymentId: other }]);
    expect(await forget('user', 'ann')).toEqual({ __typename: 'ForgetEntitySuccess', features: 2, predictions: 1_202 });
    expect(await entitiesIn()).toEqual(['bob']);
    expect(await entitiesIn({ model: other })).toEqual([]);
    const { clicks, sales, bob } = await ask(`{
      clicks: featureVector(view: "clicks", entity: "ann") { eventTime }
      sales: featureVector(view: "sales", entity: "ann") { eventTime }
      bob: featureVector(view: "clicks", entity: "bob") { eventTime }
    }`);
    expect([clicks.eventTime, typeof sales.eventTime, typeof bob.eventTime]).toEqual([null, 'string', 'string']);
    expect(await forget('user', 'ann')).toMatchObject({ features: 0, predictions: 0 });
  });

  it('is not logged by a score that was on its way, but by one that began later', async () => {
    await apply('clicks', 'user');
    await record([{ entity: 'bob' }]);
    await forget('user', 'ann');
    const { generation } = realtime.db.keys.entityPredictions('ann');
    const risen = Number(await realtime.db.run((redis) => redis.get(generation)));
    await record([{ entity: 'ann', entityGeneration: 0 }]);
    expect(await entitiesIn()).toEqual(['bob']);
    await record([{ entity: 'ann', entityGeneration: risen }]);
    expect(await entitiesIn()).toEqual(['ann', 'bob']);
  });

  it('is told to the audit by its hash alone', async () => {
    await apply('clicks', 'user');
    await forget('user', 'ann');
    const events = await findAuditEvents(realtime.db, 1_000);
    const forgotten = events.filter(({ event }) => event.action === 'forgetEntity');
    expect(forgotten.at(-1)?.event).toMatchObject({ targetType: 'Entity', targetId: 'user' });
    expect(JSON.stringify(forgotten)).toMatch(/sha256:[0-9a-f]{64}/);
    expect(JSON.stringify(forgotten)).not.toContain('ann');
  });

  it('must be of a kind that views describe, with an id that one of them may have', async () => {
    await apply('clicks', 'user');
    expect(await forget('usr', 'ann')).toMatchObject({
      __typename: 'NotFound',
      message: expect.stringContaining('the feature views describe shop, user'),
    });
    expect(await forget('user', '')).toMatchObject({ __typename: 'InvalidInput' });
  });
});
