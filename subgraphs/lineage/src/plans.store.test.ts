import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readList } from '@tributary/common/lists/list';
import { type Kysely, sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { findScanned as findScannedOf } from '../../../tests/setup/scans.ts';
import { pageModelPerformance } from './runs/model-performance.ts';
import { findBestRunsByParentIds, findTopRuns } from './runs/rankings.ts';
import { runOrders } from './runs/run-orders.ts';
import { pageRuns } from './runs/runs.ts';
import type { TrainingRunOrder, TrainingRunWhere } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const statements = [
    sql`insert into model (id, name) select 'm' || i, 'M' || i from generate_series(0, 19) i`,
    sql`insert into dataset (id, name) select 'd' || i, 'D' || i from generate_series(0, 199) i`,
    sql`insert into dataset_version (id, dataset_id, number, digest)
        select 'd' || i || '@1', 'd' || i, 1, 'sha256:00' from generate_series(0, 199) i`,
    sql`insert into run (id, model_id, framework, status, dataset_version_id, started_at, ended_at, created_by, created_at)
        select ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'm' || abs(hashint4(i) % 20),
          'f' || abs(hashint4(i + 3) % 4), 'COMPLETED', 'd' || abs(hashint4(i + 7) % 200) || '@1',
          '2026-01-01', '2026-01-02', 'tester', '2026-01-03'::timestamptz + i * interval '1 second'
        from generate_series(1, 20000) i`,
    sql`insert into run_input (run_id, dataset_version_id, role, position)
        select id, dataset_version_id, 'TRAINING', 0 from run`,
    sql`insert into run_metric (run_id, name, value, step, at)
        select id, 'accuracy', abs(hashint8(row_number() over ()) % 10007) / 10007.0, 1, now() from run`,
    sql`select rebuild_best_runs()`,
    sql`vacuum analyze`,
  ];
  for (const statement of statements) await statement.execute(database.db);
});
afterAll(() => database.drop());

/** The tables of many rows that a reading goes through from end to end. */
const findScanned = (read: (db: Kysely<Database>) => Promise<readonly unknown[]>): Promise<string[]> =>
  findScannedOf(database.db, ['run', 'run_metric'], async (db) => {
    expect((await read(db)).length).toBeGreaterThan(0);
  });

const runs =
  (orderBy: TrainingRunOrder[] | null, where: TrainingRunWhere | null = null) =>
  (db: Kysely<Database>) =>
    pageRuns(db, readList({ first: 20, where, orderBy }, runOrders));

const usual = { first: 10, metric: 'accuracy', goal: null, datasetId: null, framework: null, perModel: true };

describe('what is read along an index, however many rows there are', () => {
  it('sees a scan where there is one', async () => {
    expect(await findScanned(runs([{ field: 'DURATION_SECONDS', direction: 'ASC' }]))).toEqual(['run']);
  });

  it('rankings', async () => {
    for (const perModel of [true, false]) {
      for (const goal of ['MAXIMIZE', 'MINIMIZE'] as const) {
        for (const datasetId of [null, 'd5']) {
          for (const framework of [null, 'f1']) {
            const ranking = { ...usual, goal, datasetId, framework, perModel };
            const scanned = await findScanned((db) => findTopRuns(db, ranking));
            expect({ ranking, scanned }).toEqual({ ranking, scanned: [] });
          }
        }
      }
    }
    const criterion = { metric: 'accuracy', goal: null };
    expect(await findScanned((db) => findBestRunsByParentIds(db, 'datasetId', ['d1', 'd2'], criterion))).toEqual([]);
    expect(await findScanned((db) => findBestRunsByParentIds(db, 'modelId', ['m1', 'm2'], criterion))).toEqual([]);
  });

  it('pages of runs, the newest first, by time or by a metric, with and without a filter', async () => {
    const metric = { field: 'METRIC', metric: 'accuracy' } as const;
    for (const direction of ['ASC', 'DESC'] as const) {
      expect(await findScanned(runs([{ field: 'CREATED_AT', direction }]))).toEqual([]);
      expect(await findScanned(runs([{ ...metric, direction }]))).toEqual([]);
    }
    const filters: TrainingRunWhere[] = [
      { modelId: 'm5' },
      { datasetId: 'd5' },
      { framework: { eq: 'f1' } },
      { metric: { name: 'accuracy', value: { gt: 0.999 } } },
      { id: ['00000000-0000-7000-8000-000000000001'] },
    ];
    for (const where of filters) {
      const scanned = await findScanned(runs(null, where));
      expect({ where, scanned }).toEqual({ where, scanned: [] });
    }
  });

  it("a page of performances, whose windows are those of the page's datasets", async () => {
    expect(await findScanned((db) => pageModelPerformance(db, readList({ first: 2 }, runOrders)))).toEqual([]);
  });
});
