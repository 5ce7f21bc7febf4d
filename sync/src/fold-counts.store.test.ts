import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { keepCounts } from '@tributary/lineage/deployments/prediction-counts';
import { drawTogether, sumCounts } from '@tributary/lineage/deployments/prediction-sums';
import { DEFAULT_LOG } from '@tributary/realtime/predictions/log-settings';
import { keptSince } from '@tributary/realtime/predictions/open-counts';
import { recordPredictions } from '@tributary/realtime/predictions/record';
import { useSync } from '../../tests/setup/sync.ts';
import { foldCounts, rebuildCounts } from './fold-counts.ts';

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
    await foldCounts(stores);
    await stores.realtime.run(async (redis) => {
      for (const key of await redis.keys(`${sync.urls.keyPrefix}*`)) await redis.del(key);
    });
    await predict(4);
    await foldCounts(stores);
    expect(await readShown()).toEqual(shown(7, 2));
    await aMinuteLater();
    await foldCounts(stores);
    expect(await readKept()).toEqual([row(3), row(4)]);
    expect(await readShown()).toEqual(shown(7, 2));
  });

  it('that a Redis has lost because it came back older are those that were kept', async () => {
    const { state, open, totals, series } = keysOf();
    await predict(3);
    await foldCounts(stores);
    const older = await stores.realtime.run((redis) =>
      Promise.all([state, open, totals, series].map(async (key) => [key, await redis.hGetAll(key)] as const)),
    );
    await predict(4);
    await aMinuteLater();
    await foldCounts(stores);
    await stores.realtime.run(async (redis) => {
      for (const [key, values] of older) {
        await redis.del(key);
        await redis.hSet(key, values);
      }
    });
    await aMinuteLater();
    await foldCounts(stores);
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

  it('that Redis still has are not made anew by a start', async () => {
    await predict(3);
    await aMinuteLater();
    await foldCounts(stores);
    expect(await foldCounts(stores)).toBe(0);
    await predict(4);
    await aMinuteLater();
    expect(await foldCounts(stores)).toBe(0);
    expect(await readShown()).toEqual(shown(7, 2));
  });

  it('that were kept by a worker that died before Redis knew are made anew', async () => {
    await predict(3);
    await aMinuteLater();
    await foldCounts(stores);
    const { state, totals } = keysOf();
    await stores.realtime.run((redis) =>
      Promise.all([redis.hSet(state, 'revision', 0), redis.hSet(totals, 'hits', 9)]),
    );
    expect(await foldCounts(stores)).toBe(1);
    expect(await readShown()).toEqual(shown(3));
    expect(await foldCounts(stores)).toBe(0);
  });

  it('of many models are summed by one statement', async () => {
    await predict(3);
    await aMinuteLater();
    await foldCounts(stores);
    sync.statements.length = 0;
    expect(await rebuildCounts(stores)).toBeGreaterThan(5);
    expect(sync.statements.filter((text) => text.includes('prediction_sum'))).toHaveLength(1);
    expect(await readShown()).toEqual(shown(3));
  });
});

describe('counts of long ago', () => {
  const now = Math.floor(Date.now() / 60_000);
  const timeOf = (minutesAgo: number) => new Date((now - minutesAgo) * 60_000);
  let epoch: string;
  beforeEach(() => {
    epoch = randomUUID();
  });

  /** In each of the minutes, which so much time has passed since, something was asked. */
  const keep = (minutesAgo: readonly number[], isComplete = true) =>
    keepCounts(
      stores.lineage,
      minutesAgo.map((ago, index) => ({
        ...{ deploymentId, minute: timeOf(ago), epoch },
        ...{ requests: 10 + index, errors: 1, hits: 2 },
      })),
      isComplete ? [{ epoch, keptBefore: timeOf(0) }] : [],
    );
  const draw = () => drawTogether(stores.lineage, keptSince(now));
  const sum = async () => {
    const [sums] = await sumCounts(stores.lineage, [{ modelId, epoch, from: timeOf(0) }], keptSince(now));
    const served = sums?.served.map(({ window, start, count }) => `${window} ${start.toISOString()} ${count}`);
    return { ...sums, served: served?.sort() };
  };
  const countRows = async (table: 'predictionCount' | 'predictionSum') =>
    Number(
      (
        await stores.lineage
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('count'))
          .where('deploymentId', '=', deploymentId)
          .executeTakeFirstOrThrow()
      ).count,
    );

  const HOUR = 60;
  const DAY = 24 * HOUR;
  const YEAR = 365 * DAY;
  /** Three minutes that are told apart, and many in a few hours, days and years. */
  const LONG = [1, 2, 399, ...[500, 390 * HOUR, 500 * HOUR, 390 * DAY, 2 * YEAR, 3 * YEAR].flatMap(tenMinutes)];
  function tenMinutes(ago: number) {
    return Array.from({ length: 10 }, (_, index) => ago + index);
  }

  it('are few rows, and say the same', async () => {
    await keep(LONG);
    const before = await sum();
    expect(await countRows('predictionCount')).toBe(LONG.length);
    await draw();
    expect(await sum()).toEqual(before);
    expect(await countRows('predictionCount')).toBe(3);
    // Ten minutes may be of two hours or days; those of all years are one.
    expect(await countRows('predictionSum')).toBeLessThanOrEqual(2 * 4 + 1);
    await draw();
    expect(await sum()).toEqual(before);
  });

  it('that a Redis says again, as it came back older, count once', async () => {
    await keep(LONG);
    await draw();
    const before = await sum();
    expect(await keep(LONG)).toEqual([]);
    expect(await sum()).toEqual(before);
  });

  it('stay as they are while more of their life of a Redis may come', async () => {
    await keep([500, 510], false);
    await draw();
    expect(await countRows('predictionCount')).toBe(2);
    await keep([500, 505]);
    expect(await sum()).toMatchObject({ deployments: [{ requests: 10 + 11 + 11 }] });
    await draw();
    expect(await countRows('predictionCount')).toBe(0);
    expect(await sum()).toMatchObject({ deployments: [{ requests: 10 + 11 + 11 }] });
  });
});
