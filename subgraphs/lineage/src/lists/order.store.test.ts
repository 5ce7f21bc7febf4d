import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Orders } from '@tributary/common/lists/list';
import type { SortColumn } from '@tributary/common/lists/page';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { datasetOrders } from '../datasets/datasets.ts';
import { deploymentOrders } from '../deployments/deployments.ts';
import { modelOrders } from '../models/models.ts';
import { runGroupOrders } from '../runs/run-groups.ts';
import { runOrders } from '../runs/run-orders.ts';
import type { TrainingRunOrder } from '../schema-types.generated.ts';

const lineage = useLineage();

interface Sample {
  id: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  metrics: Record<string, number>;
}

const uuid = (index: number) => `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
const at = (milliseconds: number) => new Date(Date.UTC(2026, 0, 1) + milliseconds);
const pick = <Value>(values: readonly [Value, ...Value[]], index: number): Value =>
  values[index % values.length] ?? values[0];

/** Many ties, many without a value, and numbers that only 17 digits tell apart. */
const sample = (index: number): Sample => {
  const startedAt = index % 5 === 0 ? null : at(10_000 + (index % 11));
  return {
    id: uuid(index),
    createdAt: at(index % 4),
    startedAt,
    endedAt: startedAt && index % 3 === 0 ? new Date(startedAt.getTime() + (index % 6)) : null,
    metrics: {
      ...(index % 3 !== 1 && { accuracy: pick([0.1 + 0.2, 0.3, Number.NaN, -1e-300, 5, Infinity], index) }),
      ...(index % 2 === 0 && { loss: (index % 7) / 3 }),
    },
  };
};
const samples = Array.from({ length: 100 }, (_, index) => sample(index));

async function insert(rows: readonly Sample[]): Promise<void> {
  const runs = rows.map(({ id, createdAt, startedAt, endedAt }) => ({
    id,
    createdAt,
    startedAt,
    endedAt,
    status:
      startedAt === null ? ('SCHEDULED' as const) : endedAt === null ? ('RUNNING' as const) : ('COMPLETED' as const),
    createdBy: 'tester',
  }));
  await lineage.db.insertInto('run').values(runs).execute();
  const metrics = rows.flatMap(({ id, metrics }) =>
    Object.entries(metrics).map(([name, value]) => ({ runId: id, name, value, step: 0, at: at(0) })),
  );
  if (metrics.length > 0) await lineage.db.insertInto('runMetric').values(metrics).execute();
}

beforeAll(async () => {
  await insert(samples);
  await lineage.db
    .insertInto('dataset')
    .values(['b', 'a', 'C', 'é', 'a2'].map((name, index) => ({ id: `d${index}`, name: name === 'a2' ? 'a' : name })))
    .execute();
});
beforeEach(() => {
  lineage.statements.length = 0;
});

const QUERY = `query ($orderBy: [TrainingRunOrder!], $first: Int, $after: String) {
  trainingRuns(orderBy: $orderBy, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
}`;

async function readBySevens(orderBy: readonly TrainingRunOrder[], between: () => Promise<void> = async () => {}) {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data, errors }: { data: { trainingRuns: RunPage }; errors?: unknown } = await lineage.ask(QUERY, {
      orderBy,
      first: 7,
      after,
    });
    expect(errors).toBeUndefined();
    seen.push(...data.trainingRuns.nodes.map(({ id }) => id));
    after = data.trainingRuns.pageInfo.hasNextPage ? data.trainingRuns.pageInfo.endCursor : null;
    await between();
  } while (after !== null);
  return seen;
}

interface RunPage {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

function sortValue(run: Sample, { field, metric }: TrainingRunOrder): number | null {
  if (field === 'CREATED_AT') return run.createdAt.getTime();
  if (field === 'STARTED_AT') return run.startedAt?.getTime() ?? null;
  if (field === 'DURATION_SECONDS')
    return run.startedAt && run.endedAt && run.endedAt.getTime() - run.startedAt.getTime();
  const value = run.metrics[metric ?? ''];
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function sorted(orderBy: readonly TrainingRunOrder[]): string[] {
  const compare = (a: Sample, b: Sample): number => {
    for (const order of orderBy) {
      const [left, right] = [sortValue(a, order), sortValue(b, order)];
      if (left === right) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      return order.direction === 'ASC' ? left - right : right - left;
    }
    const byId = a.id < b.id ? -1 : 1;
    return orderBy.at(-1)?.direction === 'ASC' ? byId : -byId;
  };
  return samples.toSorted(compare).map(({ id }) => id);
}

const fields: readonly Omit<TrainingRunOrder, 'direction'>[] = [
  { field: 'CREATED_AT' },
  { field: 'STARTED_AT' },
  { field: 'DURATION_SECONDS' },
  { field: 'METRIC', metric: 'accuracy' },
  { field: 'METRIC', metric: 'loss' },
];
const directions = ['ASC', 'DESC'] as const;
const single = fields.flatMap((field) => directions.map((direction) => ({ ...field, direction })));
const orders: TrainingRunOrder[][] = [
  ...single.map((order) => [order]),
  ...single.flatMap((first) => single.filter(({ field }) => field !== first.field).map((second) => [first, second])),
  [
    { field: 'STARTED_AT', direction: 'DESC' },
    { field: 'METRIC', metric: 'loss', direction: 'ASC' },
    { field: 'METRIC', metric: 'accuracy', direction: 'DESC' },
  ],
];

describe('a sorted list', () => {
  it('read by sevens is the whole list, in every order and direction', async () => {
    expect(orders.length).toBeGreaterThan(70);
    for (const orderBy of orders) {
      const seen = await readBySevens(orderBy);
      expect({ orderBy, seen }).toEqual({ orderBy, seen: sorted(orderBy) });
    }
  });

  it('loses and repeats no row while others are inserted', async () => {
    const known = new Set(samples.map(({ id }) => id));
    let next = 10_000;
    const added: string[] = [];
    for (const order of single) {
      const seen = await readBySevens([order], async () => {
        if (added.length >= 300) return;
        const rows = Array.from({ length: 2 }, () => sample(next++));
        added.push(...rows.map(({ id }) => id));
        await insert(rows);
      });
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => known.has(id)).sort()).toEqual([...known].sort());
    }
    await lineage.db.deleteFrom('runMetric').where('runId', 'in', added).execute();
    await lineage.db.deleteFrom('run').where('id', 'in', added).execute();
  });

  it('has what has no value last, both ways, by every field that may have none', async () => {
    const columnsOf = <Order extends { field: string; direction: 'ASC' | 'DESC' }>(
      { fields }: Orders<Order>,
      order: Order,
    ) => Object.values<(order: Order) => SortColumn>(fields).map((toColumn) => toColumn(order));
    const named = { field: 'NAME', direction: 'ASC' } as const;
    const columns = [
      ...columnsOf(datasetOrders, named),
      ...columnsOf(modelOrders, named),
      ...columnsOf(runGroupOrders, named),
      ...columnsOf(deploymentOrders, { field: 'DEPLOYED_AT', direction: 'ASC' }),
      ...columnsOf(runOrders, { field: 'METRIC', metric: 'loss', direction: 'ASC' }),
    ];
    const { rows } = await sql<{ column: string; nullable: boolean }>`
      select table_name || '.' || column_name as column, is_nullable = 'YES' as nullable
      from information_schema.columns where table_schema = 'public'`.execute(lineage.db);
    const isNullable = new Map(rows.map(({ column, nullable }) => [column, nullable]));
    const toSnakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    // A run may lack a metric.
    expect(columns.map(({ name, nullable = false }) => [name, nullable])).toEqual(
      columns.map(({ name }) => [name, name === 'metric loss' || isNullable.get(toSnakeCase(name))]),
    );
    expect(new Set(columns.filter(({ nullable }) => nullable).map(({ name }) => name.split('.')[0]))).toEqual(
      new Set(['run', 'metric loss']),
    );
    // Those of runs are the ones that the test above reads in both directions.
    expect(new Set(fields.map(({ field }) => field))).toEqual(new Set(Object.keys(runOrders.fields)));
  });

  it('is the newest first where nothing is said', async () => {
    const newest = sorted([{ field: 'CREATED_AT', direction: 'DESC' }]);
    for (const orderBy of [[], null]) {
      const { data } = await lineage.ask(QUERY, { orderBy, first: 100 });
      expect(data.trainingRuns.nodes.map(({ id }: { id: string }) => id)).toEqual(newest);
    }
  });

  it('costs a fixed number of statements, however large the page', async () => {
    const count = async (orderBy: unknown, first: number) => {
      lineage.statements.length = 0;
      await lineage.ask(QUERY, { orderBy, first });
      return lineage.statements.length;
    };
    for (const first of [1, 1_000]) {
      expect(await count([{ field: 'DURATION_SECONDS', direction: 'ASC' }], first)).toBe(1);
    }
    // Those without the metric are read by a second one, once the page reaches them.
    const byLoss = [{ field: 'METRIC', metric: 'loss', direction: 'ASC' }];
    expect(await count(byLoss, 1)).toBe(1);
    expect(await count(byLoss, 10)).toBe(1);
    expect(await count(byLoss, 1_000)).toBe(2);
  });

  it('compares names by code point', async () => {
    const { data } = await lineage.ask(
      '{ datasets(orderBy: [{ field: NAME, direction: ASC }]) { nodes { id name } } }',
    );
    expect(data.datasets.nodes.map(({ name }: { name: string }) => name)).toEqual(['C', 'a', 'a', 'b', 'é']);
    expect(data.datasets.nodes.slice(1, 3).map(({ id }: { id: string }) => id)).toEqual(['d1', 'd4']);
  });

  it('says what is wrong with an order or with a cursor of another order', async () => {
    const cursorOf = async (orderBy: unknown): Promise<string> =>
      (await lineage.ask(QUERY, { orderBy, first: 1 })).data.trainingRuns.pageInfo.endCursor;
    const byAccuracy = [{ field: 'METRIC', metric: 'accuracy', direction: 'ASC' }];
    const wrong = [
      { orderBy: [{ field: 'METRIC', direction: 'ASC' }] },
      { orderBy: Array.from({ length: 4 }, () => ({ field: 'CREATED_AT', direction: 'ASC' })) },
      { orderBy: [{ field: 'CREATED_AT', direction: 'ASC' }], after: await cursorOf(null) },
      { orderBy: [{ field: 'METRIC', metric: 'loss', direction: 'ASC' }], after: await cursorOf(byAccuracy) },
      { orderBy: [{ field: 'METRIC', metric: 'accuracy', direction: 'DESC' }], after: await cursorOf(byAccuracy) },
    ];
    for (const variables of wrong) {
      const { errors } = await lineage.ask(QUERY, variables);
      expect(errors).toHaveLength(1);
      expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('puts all runs last that lack a metric, also one that nobody can have', async () => {
    const { data, errors } = await lineage.ask(QUERY, {
      orderBy: [{ field: 'METRIC', metric: 'a\0b', direction: 'ASC' }],
      first: 100,
    });
    expect(errors).toBeUndefined();
    expect(data.trainingRuns.nodes.map(({ id }: { id: string }) => id)).toEqual(samples.map(({ id }) => id));
  });

  it('takes every cursor back that it gave, however long the names are', async () => {
    const long = '\u0001'.repeat(250);
    await lineage.db
      .insertInto('dataset')
      .values(['long1', 'long2'].map((id) => ({ id, name: long })))
      .execute();
    const byName = { orderBy: Array.from({ length: 3 }, () => ({ field: 'NAME', direction: 'ASC' })), first: 1 };
    const query = `query ($orderBy: [DatasetOrder!], $first: Int, $after: String) {
      datasets(orderBy: $orderBy, first: $first, after: $after) { nodes { id } pageInfo { endCursor } }
    }`;
    const first = (await lineage.ask(query, byName)).data.datasets;
    const second = await lineage.ask(query, { ...byName, after: first.pageInfo.endCursor });
    expect([first, second.data.datasets].map(({ nodes }) => nodes)).toEqual([[{ id: 'long1' }], [{ id: 'long2' }]]);

    const orderBy = Array.from({ length: 3 }, () => ({ field: 'METRIC', metric: long, direction: 'ASC' }));
    const after = (await lineage.ask(QUERY, { orderBy, first: 1 })).data.trainingRuns.pageInfo.endCursor;
    expect((await lineage.ask(QUERY, { orderBy, first: 1, after })).errors).toBeUndefined();
    const longer = [{ field: 'METRIC', metric: `${long}x`, direction: 'ASC' }];
    expect((await lineage.ask(QUERY, { orderBy: longer })).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});
