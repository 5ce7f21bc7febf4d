import { describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { useRuns } from '../../../../tests/setup/runs.ts';
import { boardCopy } from '../copies/copies.ts';

const lineage = useLineage();
const { countPoints, createRun, finish, log, mutate, versionOf } = useRuns(lineage);

describe('metric points', () => {
  it('keep the last of the highest step as the metric, NaN and infinities included', async () => {
    const id = await createRun();
    const answer = await log(id, [
      { name: 'loss', value: 3, step: 2 },
      { name: 'loss', value: 1, step: 10 },
      { name: 'loss', value: 2, step: 5 },
      { name: 'grad', nonFinite: 'POSITIVE_INFINITY', step: 1 },
    ]);
    expect(answer.trainingRun.metrics).toEqual([
      { name: 'grad', value: null, nonFinite: 'POSITIVE_INFINITY', step: 1 },
      { name: 'loss', value: 1, nonFinite: null, step: 10 },
    ]);
    const later = await log(id, [
      { name: 'loss', value: 9, step: 3 },
      { name: 'loss', nonFinite: 'NAN' },
    ]);
    expect(later.trainingRun.metrics[1]).toEqual({ name: 'loss', value: null, nonFinite: 'NAN', step: 10 });
    const { data } = await lineage.ask(
      `{ trainingRun(id: "${id}") { metricPoints(name: "loss", direction: DESC, first: 2) { nodes { step value nonFinite } totalCount pageInfo { hasNextPage } } } }`,
    );
    expect(data.trainingRun.metricPoints).toEqual({
      nodes: [
        { step: 10, value: null, nonFinite: 'NAN' },
        { step: 10, value: 1, nonFinite: null },
      ],
      totalCount: 5,
      pageInfo: { hasNextPage: true },
    });
  });

  it('are stored once, however often and at however many times at once they come', async () => {
    const id = await createRun();
    const points = Array.from({ length: 1_000 }, (_, step) => ({ name: 'loss', value: step / 7, step }));
    lineage.statements.length = 0;
    await log(id, points);
    // Begin, lock, store and commit.
    expect(lineage.statements.filter((statement) => statement.includes('metric_point'))).toHaveLength(1);
    await Promise.all(Array.from({ length: 5 }, () => log(id, points)));
    expect(await countPoints(id)).toBe(1_000);
    const timed = points.slice(0, 3).map((point) => ({ ...point, name: 'timed', at: '2026-01-01T00:00:00.000Z' }));
    await Promise.all([log(id, timed), log(id, timed)]);
    await log(
      id,
      timed.map((point) => ({ ...point, value: 5 })),
    );
    const { data } = await lineage.ask(
      `{ trainingRun(id: "${id}") { metricPoints(name: "timed") { nodes { value } } } }`,
    );
    expect(data.trainingRun.metricPoints.nodes).toEqual([{ value: 5 }, { value: 5 }, { value: 5 }]);
  });

  it('of one call and place count by the later one', async () => {
    const id = await createRun();
    const answer = await log(id, [
      { name: 'loss', value: 1, step: 1 },
      { name: 'loss', value: 2, step: 1 },
    ]);
    expect(answer.trainingRun.metrics).toMatchObject([{ value: 2 }]);
    expect(await countPoints(id)).toBe(1);
  });

  it('without a step join the last one of their metric', async () => {
    const id = await createRun();
    await log(id, [{ name: 'loss', value: 1 }]);
    await log(id, [{ name: 'loss', value: 2, step: 7 }]);
    const answer = await log(id, [{ name: 'loss', value: 3 }]);
    expect(answer.trainingRun.metrics).toMatchObject([{ step: 7, value: 3 }]);
  });

  it('that do not fit are refused as a whole', async () => {
    const id = await createRun();
    const bad = [
      { name: 'a' },
      { name: 'a', value: 1, nonFinite: 'NAN' },
      { name: '', value: 1 },
      { name: 'a\u0000', value: 1 },
      { name: 'x'.repeat(300), value: 1 },
    ];
    for (const point of bad)
      expect(await log(id, [{ name: 'ok', value: 1 }, point])).toMatchObject({ __typename: 'InvalidInput' });
    const many = Array.from({ length: 1_001 }, (_, step) => ({ name: 'a', value: 1, step }));
    expect(await log(id, many)).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: ['points'] }] });
    expect(await log('00000000-0000-7000-8000-000000000000', [])).toMatchObject({ __typename: 'NotFound' });
    expect(await countPoints(id)).toBe(0);
  });
});

it('turns a metric around, with all its boards', async () => {
  const id = await createRun({ modelId: 'm2', datasetId: 'd' });
  await finish(id, 'COMPLETED', { metrics: [{ name: 'recall', value: 1 }] });
  const define = (input: object) => mutate('defineMetric', input, 'metricDefinition { id goal }');
  expect((await define({ name: 'recall', goal: 'MAXIMIZE' })).metricDefinition).toEqual({
    id: 'recall',
    goal: 'MAXIMIZE',
  });
  const first = await versionOf(boardCopy('recall', 'd', 'm2'));
  await define({ name: 'recall', goal: 'MAXIMIZE', unit: '%' });
  expect(await versionOf(boardCopy('recall', 'd', 'm2'))).toBe(first);
  await define({ name: 'recall', goal: 'MINIMIZE' });
  expect(await versionOf(boardCopy('recall', 'd', 'm2'))).toBe(first + 1);
  for (const name of ['a:b', 'x_own'])
    expect(await define({ name, goal: 'MAXIMIZE' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['name'] }],
    });
});

it('is defined by one of those who define it at once, and changed by the others', async () => {
  const goals = ['MAXIMIZE', 'MINIMIZE', 'MAXIMIZE', 'MINIMIZE'];
  await Promise.all(goals.map((goal) => mutate('defineMetric', { name: 'wanted', goal }, 'metricDefinition { id }')));
  const query = '{ auditEvents(where: { targetId: "wanted" }) { nodes { before after } } }';
  const { nodes } = (await lineage.ask(query)).data.auditEvents;
  const [first, ...changes]: { before: { goal: string } | null; after: { goal: string } }[] = nodes.toReversed();
  expect(first?.before).toBeNull();
  let goal = first?.after.goal;
  for (const { before, after } of changes) {
    expect(before?.goal).toBe(goal);
    goal = after.goal;
  }
});
