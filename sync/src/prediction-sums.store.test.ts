import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { keepCounts } from '@tributary/lineage/deployments/prediction-counts';
import { drawTogether, sumCounts } from '@tributary/lineage/deployments/prediction-sums';
import { keptSince } from '@tributary/realtime/predictions/open-counts';
import { useCounts } from '../../tests/setup/prediction-counts.ts';

const { sync, ids } = useCounts();
const { stores } = sync;

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
        ...{ deploymentId: ids.deploymentId, minute: timeOf(ago), epoch },
        ...{ requests: 10 + index, errors: 1, hits: 2 },
      })),
      isComplete ? [{ epoch, keptBefore: timeOf(0) }] : [],
    );
  const draw = () => drawTogether(stores.lineage, keptSince(now));
  const sum = async () => {
    const [sums] = await sumCounts(stores.lineage, [{ modelId: ids.modelId, epoch, from: timeOf(0) }], keptSince(now));
    const served = sums?.served.map(({ window, start, count }) => `${window} ${start.toISOString()} ${count}`);
    return { ...sums, served: served?.sort() };
  };
  const countRows = async (table: 'predictionCount' | 'predictionSum') =>
    Number(
      (
        await stores.lineage
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('count'))
          .where('deploymentId', '=', ids.deploymentId)
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
