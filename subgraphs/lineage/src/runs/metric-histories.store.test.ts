import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();

const uuid = (index: number) => `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
const LONG = 20_000;

beforeAll(async () => {
  const { db } = lineage;
  const runs = Array.from({ length: 20 }, (_, index) => ({
    id: uuid(index),
    status: 'RUNNING' as const,
    startedAt: new Date(),
    createdBy: 'tester',
  }));
  await db.insertInto('run').values(runs).execute();
  // A wave with one peak, one trough and what is no number, on the first run; three points on each of the others.
  await sql`
    insert into metric_point (run_id, name, step, at, value)
    select ${uuid(0)}::uuid, 'loss', i, now(), case i
      when 7777 then 1000 when 12345 then -1000 when 500 then 'NaN' when 501 then 'Infinity' when 502 then '-Infinity'
      else sin(i / 100.0) end
    from generate_series(0, ${LONG - 1}::integer) i
  `.execute(db);
  await db
    .insertInto('metricPoint')
    .values(
      runs.flatMap(({ id }) =>
        [1, 2, 3].map((step) => ({ runId: id, name: 'accuracy', step, at: new Date(0), value: step / 10 })),
      ),
    )
    .execute();
});
beforeEach(() => {
  lineage.statements.length = 0;
});

const HISTORY = `query ($id: ID!, $name: String!, $maxPoints: Int) {
  trainingRun(id: $id) { metricHistory(name: $name, maxPoints: $maxPoints) { step value nonFinite } }
}`;

interface Point {
  step: number;
  value: number | null;
  nonFinite: string | null;
}

async function history(maxPoints: number | null, name = 'loss'): Promise<Point[]> {
  const { data, errors } = await lineage.ask(HISTORY, { id: uuid(0), name, maxPoints });
  expect(errors).toBeUndefined();
  return data.trainingRun.metricHistory;
}

describe('metricHistory', () => {
  it('keeps the first and last point and the extremes, in step order, and exactly as many as asked', async () => {
    for (const maxPoints of [4, 5, 10, 499, 10_000]) {
      const points = await history(maxPoints);
      expect(points).toHaveLength(maxPoints);
      const steps = points.map(({ step }) => step);
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      expect(new Set(steps).size).toBe(steps.length);
      expect(steps).toEqual(expect.arrayContaining([0, 7_777, 12_345, LONG - 1]));
    }
    expect((await history(2)).map(({ step }) => step)).toEqual([0, LONG - 1]);
    expect((await history(3)).map(({ step }) => step)).toEqual([0, 7_777, LONG - 1]);
  });

  it('uses the points that it is given where the extremes are the ends', async () => {
    const rising = sql`select ${uuid(0)}::uuid, 'rising', i, now(), i from generate_series(0, 1000) i`;
    await sql`insert into metric_point (run_id, name, step, at, value) ${rising}`.execute(lineage.db);
    expect((await history(5, 'rising')).map(({ step }) => step)).toEqual([0, 333, 666, 999, 1_000]);
    await lineage.db.deleteFrom('metricPoint').where('name', '=', 'rising').execute();
  });

  it('leaves no gap wider than the even distance', async () => {
    const steps = (await history(500)).map(({ step }) => step);
    const gaps = steps.slice(1).map((step, index) => step - (steps[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil(LONG / 496));
  });

  it('is every point where they are few enough, also what is no number', async () => {
    expect(await history(2, 'accuracy')).toHaveLength(2);
    expect((await history(null, 'accuracy')).map(({ value }) => value)).toEqual([0.1, 0.2, 0.3]);
    await lineage.db
      .insertInto('metricPoint')
      .values(
        [Number.NaN, 1, Infinity].map((value, step) => ({ runId: uuid(1), name: 'odd', step, at: new Date(0), value })),
      )
      .execute();
    const { data } = await lineage.ask(HISTORY, { id: uuid(1), name: 'odd' });
    expect(data.trainingRun.metricHistory).toEqual([
      { step: 0, value: null, nonFinite: 'NAN' },
      { step: 1, value: 1, nonFinite: null },
      { step: 2, value: null, nonFinite: 'POSITIVE_INFINITY' },
    ]);
    await lineage.db.deleteFrom('metricPoint').where('name', '=', 'odd').execute();
    expect(await history(10, 'none')).toEqual([]);
    expect(await history(10, 'a\0b')).toEqual([]);
  });

  it('takes 2 to 10,000 points', async () => {
    for (const maxPoints of [1, 10_001]) {
      const { errors } = await lineage.ask(HISTORY, { id: uuid(0), name: 'loss', maxPoints });
      expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('metricHistories', () => {
  it('has every metric by name, or those that are named', async () => {
    const query = `query ($id: ID!, $names: [String!]) {
      trainingRun(id: $id) { metricHistories(names: $names, maxPoints: 3) { name points { step } } }
    }`;
    const accuracy = { name: 'accuracy', points: [{ step: 1 }, { step: 2 }, { step: 3 }] };
    const loss = { name: 'loss', points: [{ step: 0 }, { step: 7_777 }, { step: LONG - 1 }] };
    for (const [names, histories] of [
      [null, [accuracy, loss]],
      [
        ['loss', 'accuracy', 'none', 'loss'],
        [accuracy, loss],
      ],
      [['loss'], [loss]],
      [[], []],
    ] as const) {
      const { data } = await lineage.ask(query, { id: uuid(0), names });
      expect(data.trainingRun.metricHistories).toEqual(histories);
    }
  });

  it('costs one statement for any number of runs', async () => {
    const query =
      'query ($first: Int) { trainingRuns(first: $first) { nodes { metricHistories { name points { value } } } } }';
    for (const first of [1, 20]) {
      lineage.statements.length = 0;
      const { data } = await lineage.ask(query, { first });
      expect(data.trainingRuns.nodes).toHaveLength(first);
      expect(lineage.statements).toHaveLength(2);
    }
  });
});
