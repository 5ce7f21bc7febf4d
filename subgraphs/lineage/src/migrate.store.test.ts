import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { migrateDown, migrateUp, migrationStatus } from './migrate.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Every column, constraint, index, trigger and function of ours, as one text. */
async function describeSchema(): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'public'
    union all select pg_get_constraintdef(oid) || conrelid::regclass from pg_constraint where connamespace = 'public'::regnamespace and conrelid > 0
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select proname from pg_proc where pronamespace = 'public'::regnamespace
    order by line`.execute(database.db);
  return rows.map(({ line }) => line).join('\n');
}

it('takes each migration back to what was there before, and up again', async () => {
  const names = (await migrationStatus(database.db)).map(({ name }) => name);
  const states = [await describeSchema()];
  for (const name of names.toReversed()) {
    expect(await migrateDown(database.db)).toEqual([name]);
    states.push(await describeSchema());
  }
  expect(states.at(-1)).not.toContain('run_metric');
  expect(await migrateUp(database.db)).toEqual(names);
  expect(await describeSchema()).toBe(states[0]);
});

it('fills the columns that rank from the rows that were there before', async () => {
  const { db } = database;
  for (const { name } of (await migrationStatus(db)).toReversed()) if (name !== '0001_catalogue') await migrateDown(db);
  await sql`insert into model (id, name) values ('m', 'M')`.execute(db);
  await sql`insert into dataset (id, name) values ('d', 'D')`.execute(db);
  await sql`insert into dataset_version (id, dataset_id, number, digest) values ('d@1', 'd', 1, 'sha256:00')`.execute(
    db,
  );
  await sql`insert into run (id, status, model_id, dataset_version_id, framework, started_at, ended_at, created_by)
    values ('00000000-0000-7000-8000-000000000001', 'COMPLETED', 'm', 'd@1', 'sklearn', now(), now(), 'tester'),
      ('00000000-0000-7000-8000-000000000002', 'FAILED', null, null, null, now(), now(), 'tester')`.execute(db);
  await sql`insert into run_metric (run_id, name, value, step, at)
    values ('00000000-0000-7000-8000-000000000001', 'accuracy', 0.9, 1, now()),
      ('00000000-0000-7000-8000-000000000001', 'loss', 'NaN', 1, now()),
      ('00000000-0000-7000-8000-000000000002', 'accuracy', 0.9, 1, now())`.execute(db);
  await migrateUp(db);
  const metrics = db.selectFrom('runMetric').select(['ranked', 'modelId', 'datasetId', 'framework']);
  expect(await metrics.orderBy('runId').orderBy('name').execute()).toEqual([
    { ranked: true, modelId: 'm', datasetId: 'd', framework: 'sklearn' },
    { ranked: false, modelId: 'm', datasetId: 'd', framework: 'sklearn' },
    { ranked: false, modelId: null, datasetId: null, framework: null },
  ]);
  await sql`update run set archived_at = now() where model_id = 'm'`.execute(db);
  expect(await metrics.where('ranked', '=', true).execute()).toEqual([]);
});

it('lets search find the feature views that were there before', async () => {
  const { db } = database;
  for (const { name } of (await migrationStatus(db)).toReversed()) if (name > '0005_search') await migrateDown(db);
  await sql`insert into feature_view (name, entity, join_keys, revision, deleted_at)
    values ('kept', 'user', '{user}', 1, null), ('gone', 'user', '{user}', 1, now())`.execute(db);
  await sql`insert into feature_view_revision (view_name, revision, features, created_by)
    select name, 1, '[{"name": "clicks", "type": "INT", "default": 0, "description": null}]', 'tester' from feature_view`.execute(
    db,
  );
  await migrateUp(db);
  const documents = db.selectFrom('searchDocument').select(['id', 'body']).where('type', '=', 'FEATURE_VIEW');
  expect(await documents.execute()).toEqual([{ id: 'kept', body: 'kept\nuser\nclicks' }]);
  await sql`delete from feature_view_revision`.execute(db);
  await sql`delete from feature_view`.execute(db);
  expect(await documents.execute()).toEqual([]);
});
