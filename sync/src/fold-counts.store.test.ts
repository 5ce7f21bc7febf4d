import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { useCounts } from '../../tests/setup/prediction-counts.ts';
import { foldCounts } from './fold-counts.ts';

const { sync, predict, aMinuteLater, keysOf, readKept, row, readShown, shown } = useCounts();
const { stores } = sync;

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

  it('of a deployment that is not known are left out, and hold up no others', async () => {
    await predict(1, 'nobody');
    await predict(1, randomUUID());
    await predict(3);
    await aMinuteLater();
    await foldCounts(stores);
    expect(await readKept()).toEqual([row(3)]);
  });
});
