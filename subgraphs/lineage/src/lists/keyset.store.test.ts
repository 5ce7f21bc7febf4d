import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { takePage } from './keyset.ts';

let database: TestDatabase;

const uuid = (index: number) => `00000000-0000-7000-8000-00000000000${index}`;

beforeAll(async () => {
  database = await createTestDatabase();
  const run = (index: number, framework: string | null, seconds: number | null) => ({
    id: uuid(index),
    framework,
    createdBy: 'tester',
    createdAt: new Date('2026-01-01T00:00:00.123Z'),
    ...(seconds === null
      ? { status: 'SCHEDULED' as const }
      : { status: 'COMPLETED' as const, startedAt: new Date(0), endedAt: new Date(seconds * 1_000) }),
  });
  await database.db
    .insertInto('run')
    .values([run(1, 'b', 2), run(2, 'a', null), run(3, 'b', 0.5), run(4, 'a', null), run(5, 'a', 2)])
    .execute();
});
afterAll(() => database.drop());

const byFramework = (direction: SortKey['direction']): SortKey => ({ name: 'run.framework', kind: 'text', direction });
const byDuration = (direction: SortKey['direction']): SortKey => ({
  name: 'run.durationSeconds',
  kind: 'float',
  direction,
  nullable: true,
});
const byId = (direction: SortKey['direction']): SortKey => ({ name: 'run.id', kind: 'uuid', direction });
const byTime: SortKey = { name: 'run.createdAt', kind: 'time', direction: 'asc' };

interface Page {
  order: readonly SortKey[];
  first: number;
  after?: CursorValue[];
}

const pageOf = ({ order, first, after }: Page) =>
  takePage(database.db.selectFrom('run').select('run.id'), { order, page: { first, after: after ?? null } });

/** What a page is as SQL, and its rows as the number of each with its cursor. */
async function read(page: Page) {
  const { sql, parameters } = pageOf(page).compile();
  const rows = await pageOf(page).execute();
  return { sql, parameters, rows: rows.map(({ id, cursor }) => [Number(id.at(-1)), ...cursor]) };
}

describe('a page', () => {
  it('has one row more than was asked, each with the values that the database compared', async () => {
    expect(await read({ order: [byFramework('asc'), byId('desc')], first: 2 })).toEqual({
      sql: [
        'select "run"."id", json_build_array("run"."framework", "run"."id") as "cursor" from "run"',
        'order by "run"."framework" asc, "run"."id" desc limit $1',
      ].join(' '),
      parameters: [3],
      rows: [
        [5, 'a', uuid(5)],
        [4, 'a', uuid(4)],
        [2, 'a', uuid(2)],
      ],
    });
  });

  it('goes on after a cursor by one comparison of rows, where all keys go one way', async () => {
    const page = { first: 1, after: ['a', uuid(4)] };
    expect(await read({ ...page, order: [byFramework('asc'), byId('asc')] })).toEqual({
      sql: [
        'select "run"."id", json_build_array("run"."framework", "run"."id") as "cursor" from "run"',
        'where ("run"."framework", "run"."id") > ($1::text, $2::uuid)',
        'order by "run"."framework" asc, "run"."id" asc limit $3',
      ].join(' '),
      parameters: ['a', uuid(4), 2],
      rows: [
        [5, 'a', uuid(5)],
        [1, 'b', uuid(1)],
      ],
    });
    const back = await read({ ...page, order: [byFramework('desc'), byId('desc')] });
    expect(back.sql).toContain('where ("run"."framework", "run"."id") < ($1::text, $2::uuid)');
    expect(back.rows).toEqual([[2, 'a', uuid(2)]]);
  });

  it('goes on key by key, where their directions differ', async () => {
    expect(await read({ order: [byFramework('desc'), byId('asc')], first: 2, after: ['b', uuid(1)] })).toEqual({
      sql: [
        'select "run"."id", json_build_array("run"."framework", "run"."id") as "cursor" from "run"',
        'where ("run"."framework" < $1::text or ("run"."framework" = $2::text',
        'and ("run"."id" > $3::uuid or ("run"."id" = $4::uuid and false))))',
        'order by "run"."framework" desc, "run"."id" asc limit $5',
      ].join(' '),
      parameters: ['b', 'b', uuid(1), uuid(1), 3],
      rows: [
        [3, 'b', uuid(3)],
        [2, 'a', uuid(2)],
        [4, 'a', uuid(4)],
      ],
    });
  });

  it('has rows without a value last in both directions', async () => {
    for (const [direction, numbers] of [
      ['asc', [3, 1, 5, 2, 4]],
      ['desc', [5, 1, 3, 4, 2]],
    ] as const) {
      const { sql, rows } = await read({ order: [byDuration(direction), byId(direction)], first: 9 });
      expect(sql).toContain(`order by "run"."duration_seconds" ${direction} nulls last, "run"."id" ${direction}`);
      expect(rows.map(([number]) => number)).toEqual(numbers);
    }
  });

  it('goes on from a value to those without one, and among them', async () => {
    const order = [byDuration('asc'), byId('asc')];
    const fromValue = await read({ order, first: 2, after: [2, uuid(1)] });
    expect(fromValue.sql).toContain(
      [
        'where ("run"."duration_seconds" > $1::double precision or "run"."duration_seconds" is null',
        'or ("run"."duration_seconds" = $2::double precision and ("run"."id" > $3::uuid or',
      ].join(' '),
    );
    expect(fromValue.rows.map(([number, seconds]) => [number, seconds])).toEqual([
      [5, 2],
      [2, null],
      [4, null],
    ]);
    const fromNone = await read({ order, first: 2, after: [null, uuid(2)] });
    expect(fromNone.sql).toContain('where ("run"."duration_seconds" is null and ("run"."id" > $1::uuid or');
    expect(fromNone.rows).toEqual([[4, null, uuid(4)]]);
  });

  it('takes back the time that it gave, to the last digit', async () => {
    const order = [byTime, byId('asc')];
    const { rows } = await read({ order, first: 1 });
    const [, ...after] = rows[0] ?? [];
    expect(after[0]).toMatch(/^2026-01-01T00:00:00\.123/);
    const next = await read({ order, first: 5, after });
    expect(next.sql).toContain('where ("run"."created_at", "run"."id") > ($1::timestamptz, $2::uuid)');
    expect(next.rows.map(([number]) => number)).toEqual([2, 3, 4, 5]);
  });
});
