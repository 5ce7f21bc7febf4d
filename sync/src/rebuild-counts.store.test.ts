import { describe, expect, it } from '@jest/globals';
import { useCounts } from '../../tests/setup/prediction-counts.ts';
import { emptyRedis } from '../../tests/setup/redis.ts';
import { foldCounts, rebuildCounts } from './fold-counts.ts';

const { sync, ids, newModel, predict, aMinuteLater, keysOf, readKept, row, readShown, shown } = useCounts();
const { stores } = sync;

describe('counts of predictions', () => {
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
    await expect(rebuildCounts(disturbed)).rejects.toThrow(`Minutes of ${ids.modelId} were closed meanwhile`);
    expect(await readShown()).toMatchObject({ served: '1' });
  });

  it('that a Redis has lost with all else come back when it is first looked at, and the next ones are added', async () => {
    await predict(3);
    await aMinuteLater();
    await foldCounts(stores);
    await emptyRedis(stores.realtime, sync.urls.keyPrefix);
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
    for (let nth = 1; nth < 6; nth++) {
      await predict(1);
      await aMinuteLater();
      await newModel();
    }
    await predict(3);
    await aMinuteLater();
    await foldCounts(stores);
    sync.statements.length = 0;
    expect(await rebuildCounts(stores)).toBeGreaterThan(5);
    expect(sync.statements.filter((text) => text.includes('prediction_sum'))).toHaveLength(1);
    expect(await readShown()).toEqual(shown(3));
  });
});
