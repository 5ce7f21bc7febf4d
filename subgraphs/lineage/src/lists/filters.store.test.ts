import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { selectRuns } from '../runs/run-selection.ts';
import type { TrainingRunWhere } from '../schema-types.generated.ts';

let database: TestDatabase;

const uuid = (index: number) => `00000000-0000-7000-8000-00000000000${index}`;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const run = (index: number, framework: string | null, tags: string[], createdAt: string) => ({
    id: uuid(index),
    framework,
    tags,
    createdAt: new Date(createdAt),
    status: 'RUNNING' as const,
    startedAt: new Date(0),
    createdBy: 'tester',
  });
  await db
    .insertInto('run')
    .values([
      run(1, 'PyTorch', ['gpu'], '2026-01-01'),
      run(2, '100%', ['gpu', 'night'], '2026-01-02'),
      run(3, null, [], '2026-01-03'),
    ])
    .execute();
  const at = new Date(0);
  await db
    .insertInto('runMetric')
    .values([
      { runId: uuid(1), name: 'loss', value: 0.5, step: 0, at },
      { runId: uuid(2), name: 'loss', value: Number.NaN, step: 0, at },
    ])
    .execute();
  await db
    .insertInto('runParameter')
    .values([
      { runId: uuid(1), name: 'rate', value: '0.1' },
      { runId: uuid(2), name: 'rate', value: 'auto' },
    ])
    .execute();
});
afterAll(() => database.drop());

type Case = [where: TrainingRunWhere | null, condition: string, parameters: readonly unknown[], numbers: number[]];

const METRIC = `exists (select "run_metric"."run_id" from "run_metric" where "run_metric"."run_id" = "run"."id" and`;
const PARAMETER = `exists (select "run_parameter"."run_id" from "run_parameter" where "run_parameter"."run_id" = "run"."id" and`;

/** Says of each filter its condition as SQL, and the runs that it chooses. */
const check = async (
  where: TrainingRunWhere | null,
  condition: string,
  parameters: readonly unknown[],
  numbers: number[],
) => {
  const query = selectRuns(database.db, { where, includeArchived: true }).select('run.id').orderBy('run.id');
  const compiled = query.compile();
  expect(compiled.sql).toBe(`select "run"."id" from "run" where ${condition} order by "run"."id"`);
  expect(compiled.parameters).toEqual(parameters);
  expect((await query.execute()).map(({ id }) => Number(id.at(-1)))).toEqual(numbers);
};

describe('a condition on one column', () => {
  it.each<Case>([
    [{ id: [uuid(1), 'no-uuid'] }, '"run"."id" = any($1::uuid[])', [[uuid(1)]], [1]],
    [{ groupId: ['a\0', 'b'] }, '"run"."group_id" = any($1::text[])', [['b']], []],
    [{ modelId: 'fraud' }, '"run"."model_id" = $1', ['fraud'], []],
    [{ modelId: 'a\0' }, 'false', [], []],
    [{ parentId: uuid(9) }, '"run"."parent_id" = $1::uuid', [uuid(9)], []],
    [{ parentId: 'no-uuid' }, 'false', [], []],
    [{ tag: 'night' }, '"run"."tags" @> $1::text[]', [['night']], [2]],
    [
      { createdAt: { gte: new Date('2026-01-02'), lt: new Date('2026-01-03') } },
      '("run"."created_at" >= $1 and "run"."created_at" < $2)',
      [new Date('2026-01-02'), new Date('2026-01-03')],
      [2],
    ],
  ])('%j', check);
});

describe('a condition on a text', () => {
  it.each<Case>([
    [{ framework: { eq: 'PyTorch' } }, '"run"."framework" = $1', ['PyTorch'], [1]],
    [{ framework: { ne: 'PyTorch' } }, '"run"."framework" is distinct from $1', ['PyTorch'], [2, 3]],
    [{ framework: { in: ['PyTorch', '100%'] } }, '"run"."framework" = any($1::text[])', [['PyTorch', '100%']], [1, 2]],
    [{ framework: { contains: 'TORCH' } }, '"run"."framework" collate "und-x-icu" ilike $1', ['%TORCH%'], [1]],
    [{ framework: { startsWith: '100%' } }, '"run"."framework" collate "und-x-icu" ilike $1', ['100\\%%'], [2]],
    [{ framework: {} }, 'true', [], [1, 2, 3]],
  ])('%j', check);
});

describe('a condition on a number', () => {
  it.each<Case>([
    [
      { metric: { name: 'loss', value: { eq: 0.5 } } },
      `${METRIC} "run_metric"."name" = $1 and "run_metric"."value" = $2)`,
      ['loss', 0.5],
      [1],
    ],
    // NaN is above every number to the database.
    [
      { metric: { name: 'loss', value: { gt: 0.1 } } },
      `${METRIC} "run_metric"."name" = $1 and ("run_metric"."value" > $2 and "run_metric"."value" < 'Infinity'))`,
      ['loss', 0.1],
      [1],
    ],
    // A metric without a bound still has to be there.
    [{ metric: { name: 'loss', value: {} } }, `${METRIC} "run_metric"."name" = $1 and true)`, ['loss'], [1, 2]],
    [
      { parameter: { name: 'rate', number: { lte: 1 } } },
      `${PARAMETER} "run_parameter"."name" = $1 and ("run_parameter"."number" <= $2 and "run_parameter"."number" > '-Infinity'))`,
      ['rate', 1],
      [1],
    ],
  ])('%j', check);
});

describe('conditions together', () => {
  it.each<Case>([
    [null, 'true', [], [1, 2, 3]],
    [{}, 'true', [], [1, 2, 3]],
    [{ OR: [] }, 'false', [], []],
    [{ tag: 'gpu', framework: null }, '"run"."tags" @> $1::text[]', [['gpu']], [1, 2]],
    [
      { tag: 'gpu', OR: [{ modelId: 'x' }, { framework: { eq: '100%' } }] },
      '("run"."tags" @> $1::text[] and ("run"."model_id" = $2 or "run"."framework" = $3))',
      [['gpu'], 'x', '100%'],
      [2],
    ],
    // Where there is no value, a comparison is null: NOT takes that for false.
    [{ NOT: { framework: { eq: 'PyTorch' } } }, 'not coalesce("run"."framework" = $1, false)', ['PyTorch'], [2, 3]],
    [
      { NOT: { parameter: { name: 'rate', text: { ne: 'auto' } } } },
      `not coalesce(${PARAMETER} "run_parameter"."name" = $1 and "run_parameter"."value" is distinct from $2), false)`,
      ['rate', 'auto'],
      [2, 3],
    ],
  ])('%j', check);
});
