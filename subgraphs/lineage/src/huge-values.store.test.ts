import { beforeEach, describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../tests/setup/lineage.ts';
import { isRanked, samples, useRankedRuns } from '../../../tests/setup/ranked-runs.ts';

const lineage = useLineage();
useRankedRuns(lineage);

interface Compared {
  framework: string | null;
  averageAccuracy: number | null;
}

interface Performance {
  run: { id: string };
  movingAverageAccuracy: number | null;
}

const COMPARED = `{
  frameworkComparison { framework averageAccuracy }
  modelPerformance(first: 1000) { nodes { run { id } movingAverageAccuracy } }
}`;

const [changed] = samples.filter((run) => isRanked(run) && run.datasetId === 'data-1' && run.metrics.accuracy === 0.9);

const setAccuracy = (value: number) =>
  lineage.db
    .updateTable('runMetric')
    .set({ value })
    .where('runId', '=', changed?.id ?? '')
    .where('name', '=', 'accuracy')
    .execute();

beforeEach(() => setAccuracy(0.9));

describe('one accuracy', () => {
  it.each([
    [1e155, false],
    [-1e200, false],
    [1.7e308, true],
    [5e-324, false],
  ])('of %p takes no average away from others', async (value, isBeyond) => {
    const { data: before } = await lineage.ask(COMPARED);
    await setAccuracy(value);
    const { data, errors } = await lineage.ask(COMPARED);
    expect(errors).toBeUndefined();
    const others = (compared: Compared[]) => compared.filter(({ framework }) => framework !== changed?.framework);
    expect(others(data.frameworkComparison)).toEqual(others(before.frameworkComparison));
    const own = data.frameworkComparison.find(({ framework }: Compared) => framework === changed?.framework);
    if (isBeyond) expect(own.averageAccuracy).toBeNull();
    else expect(Math.abs(own.averageAccuracy)).toBeGreaterThan(Math.abs(value) / 1_000);
    const missing = (nodes: Performance[]) =>
      nodes.filter(({ movingAverageAccuracy }) => movingAverageAccuracy === null).length;
    const lost = missing(data.modelPerformance.nodes) - missing(before.modelPerformance.nodes);
    // It counts in its own average and in the next four.
    expect(lost).toBeGreaterThanOrEqual(isBeyond ? 1 : 0);
    expect(lost).toBeLessThanOrEqual(isBeyond ? 5 : 0);
  });

  it.each([1e155, 1.7e308])('of %p leaves the view as it answers itself', async (value) => {
    await setAccuracy(value);
    const { data } = await lineage.ask(COMPARED);
    const view = await lineage.db.selectFrom('modelPerformance').select(['runId', 'movingAverageAccuracy']).execute();
    const inView = new Map(view.map((row) => [row.runId, row.movingAverageAccuracy]));
    expect(inView.size).toBe(data.modelPerformance.nodes.length);
    for (const { run, movingAverageAccuracy } of data.modelPerformance.nodes) {
      const expected = inView.get(run.id) ?? null;
      if (expected === null || expected === 0) expect(movingAverageAccuracy).toBe(expected);
      else expect(movingAverageAccuracy / expected).toBeCloseTo(1, 12);
    }
  });
});
