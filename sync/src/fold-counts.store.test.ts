import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_LOG } from '@tributary/realtime/predictions/log-settings';
import { recordPredictions } from '@tributary/realtime/predictions/record';
import { pino } from 'pino';
import { useSync } from '../../tests/setup/sync.ts';
import { foldCounts, rebuildCounts } from './fold-counts.ts';
import { createFolding } from './folding.ts';

const sync = useSync();
const { stores } = sync;

let modelId: string;
let deploymentId: string;
let models = 0;
beforeEach(async () => {
  models += 1;
  modelId = `model-${models}`;
  deploymentId = randomUUID();
  const { lineage } = stores;
  await lineage.insertInto('model').values({ id: modelId, name: modelId, lastNumber: 7 }).execute();
  const version = { id: `${modelId}@7`, modelId, number: 7, createdBy: 'tester' };
  await lineage.insertInto('modelVersion').values(version).execute();
  const deployment = { id: deploymentId, modelId, modelVersionId: version.id, environment: 'production' };
  await lineage
    .insertInto('deployment')
    .values({ ...deployment, status: 'LIVE', trafficPercent: 0, requestedPercent: 0, deployedBy: 'tester' })
    .execute();
});

/** So many predictions, the first of which comes from the cache, and an error. */
async function predict(count: number, of = deploymentId) {
  const { db, keys } = { db: stores.realtime, keys: stores.realtime.keys };
  const asked = { deploymentId: of, modelId, versionNumber: 7, entity: null, entityGeneration: 0, latencyMs: 1 };
  const answers = Array.from({ length: count }, (_, index) => ({ ...asked, answer: '{}', cached: index === 0 }));
  const records = [...answers, { ...asked, answer: null, cached: false }];
  await db.run((redis) => Promise.all(recordPredictions(redis, keys, DEFAULT_LOG, records)));
}

const keysOf = () => stores.realtime.keys.predictions(modelId);

/** Time passes: what was counted in this minute was counted in the one before. */
async function aMinuteLater() {
  const { open } = keysOf();
  await stores.realtime.run(async (redis) => {
    const counted = Object.entries(await redis.hGetAll(open));
    await redis.del(open);
    for (const [field, count] of counted) {
      const [minute, ...rest] = field.split(' ');
      await redis.hSet(open, [Number(minute) - 1, ...rest].join(' '), count);
    }
  });
}

const readKept = async () =>
  stores.lineage
    .selectFrom('predictionCount')
    .select(['requests', 'errors', 'hits'])
    .where('deploymentId', '=', deploymentId)
    .orderBy('requests')
    .execute();
const row = (predictions: number) => ({ requests: predictions + 1, errors: 1, hits: 1 });

/** What Redis says of the model. */
async function readShown() {
  const { totals, series } = keysOf();
  const [counted, windows] = await stores.realtime.run((redis) =>
    Promise.all([redis.hGetAll(totals), redis.hGetAll(series)]),
  );
  const sums: Record<string, number> = {};
  for (const [field, count] of Object.entries(windows)) {
    const [window = ''] = field.split(' ');
    sums[window] = (sums[window] ?? 0) + Number(count);
  }
  return { ...counted, ...sums };
}
const shown = (predictions: number, calls = 1) => ({
  served: String(predictions),
  hits: String(calls),
  'version 7': String(predictions),
  [`requests ${deploymentId}`]: String(predictions + calls),
  [`errors ${deploymentId}`]: String(calls),
  [`hits ${deploymentId}`]: String(calls),
  [`last ${deploymentId}`]: expect.any(String),
  ...{ MINUTE: predictions, HOUR: predictions, DAY: predictions },
});

describe('counts of predictions', () => {
  it('are kept once their minute is closed, however often and by how many they are folded', async () => {
    await predict(3);
    await aMinuteLater();
    await predict(4);
    await Promise.all([foldCounts(stores), foldCounts(stores)]);
    await foldCounts(stores);
    expect(await readKept()).toEqual([row(3)]);
    expect(await readShown()).toEqual(shown(7, 2));
    await aMinuteLater();
    await aMinuteLater();
    await foldCounts(stores);
    expect(await readShown()).toEqual(shown(7, 2));
  });

  it('that were folded and not removed, as by a worker that died, count once', async () => {
    await predict(3);
    await aMinuteLater();
    const { open } = keysOf();
    const before = await stores.realtime.run((redis) => redis.hGetAll(open));
    await foldCounts(stores);
    await stores.realtime.run((redis) => redis.hSet(open, before));
    await foldCounts(stores);
    expect(await readKept()).toEqual([row(3)]);
    expect(await stores.realtime.run((redis) => redis.exists(open))).toBe(0);
  });

  it('are made anew as they were, of what was folded and what is still open', async () => {
    await predict(3);
    await aMinuteLater();
    await foldCounts(stores);
    await predict(4);
    expect(await rebuildCounts(stores)).toBeGreaterThan(0);
    expect(await readShown()).toEqual(shown(7, 2));
    const { totals, series } = keysOf();
    await stores.realtime.run((redis) => Promise.all([redis.hSet(totals, 'served', 1), redis.del(series)]));
    await rebuildCounts(stores);
    expect(await readShown()).toEqual(shown(7, 2));
  });

  it('that others close each time they are made anew stay as they are, and that is said', async () => {
    await predict(3);
    await aMinuteLater();
    await foldCounts(stores);
    const { state, totals } = keysOf();
    await stores.realtime.run((redis) => redis.hSet(totals, 'served', 1));
    const disturbed = {
      ...{ configs: stores.configs, realtime: stores.realtime },
      get lineage() {
        stores.realtime.run((redis) => redis.hIncrBy(state, 'closed', 1)).catch(() => {});
        return stores.lineage;
      },
    };
    await expect(rebuildCounts(disturbed)).rejects.toThrow(`Minutes of ${modelId} were closed meanwhile`);
    expect(await readShown()).toMatchObject({ served: '1' });
  });

  it('that a Redis has lost with all else come back when it is first looked at, and the next ones are added', async () => {
    await predict(3);
    await aMinuteLater();
    const round = createFolding(stores, { log: pino({ level: 'silent' }) });
    await round();
    await stores.realtime.run(async (redis) => {
      for (const key of await redis.keys(`${sync.urls.keyPrefix}*`)) await redis.del(key);
    });
    await predict(4);
    await round();
    expect(await readShown()).toEqual(shown(7, 2));
    await aMinuteLater();
    await round();
    expect(await readKept()).toEqual([row(3), row(4)]);
    expect(await readShown()).toEqual(shown(7, 2));
  });

  it('that a Redis has lost because it came back older are those that were kept', async () => {
    const { state, open, totals, series } = keysOf();
    const clock = stores.realtime.keys.syncClock('counts');
    const round = createFolding(stores, { log: pino({ level: 'silent' }) });
    await predict(3);
    await round();
    const older = await stores.realtime.run((redis) =>
      Promise.all([state, open, totals, series].map(async (key) => [key, await redis.hGetAll(key)] as const)),
    );
    const olderClock = await stores.realtime.run((redis) => redis.get(clock));
    await predict(4);
    await aMinuteLater();
    await round();
    await stores.realtime.run(async (redis) => {
      for (const [key, values] of older) {
        await redis.del(key);
        await redis.hSet(key, values);
      }
      await redis.set(clock, olderClock ?? '');
    });
    await aMinuteLater();
    await round();
    expect(await readKept()).toEqual([{ requests: 9, errors: 2, hits: 2 }]);
    expect(await readShown()).toEqual(shown(7, 2));
  });

  it('of a deployment that is not known are left out, and hold up no others', async () => {
    await predict(1, 'nobody');
    await predict(1, randomUUID());
    await predict(3);
    await aMinuteLater();
    await foldCounts(stores);
    expect(await readKept()).toEqual([row(3)]);
  });
});
