import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { migrateDown, migrateUp, migrationStatus } from './migrate.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Every column, constraint, index, trigger, function and view of ours, as one text. */
async function describeSchema(): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'public'
    union all select pg_get_constraintdef(oid) || conrelid::regclass from pg_constraint where connamespace = 'public'::regnamespace and conrelid > 0
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'
    union all select definition from pg_views where schemaname = 'public'
    union all select typname from pg_type where typnamespace = 'public'::regnamespace
    order by line`.execute(database.db);
  return rows.map(({ line }) => line).join('\n');
}

it('takes each migration back to what was there before, and up again', async () => {
  const names = (await migrationStatus(database.db)).map(({ name }) => name);
  const states: string[] = [];
  for (const name of names.toReversed()) {
    states.unshift(await describeSchema());
    expect(await migrateDown(database.db)).toEqual([name]);
  }
  expect(await describeSchema()).not.toMatch(/dataset|run|slug|word/);
  expect(await migrateUp(database.db)).toEqual(names);
  expect(await describeSchema()).toBe(states.at(-1));
  for (const [index, name] of names.toReversed().entries()) {
    expect(await describeSchema()).toBe(states.at(-1 - index));
    expect(await migrateDown(database.db)).toEqual([name]);
  }
  await migrateUp(database.db);
});

/** As the migrator keeps the names of what was run. */
const note = (names: string[]) =>
  sql`insert into kysely_migration (name, timestamp) select name, now() from unnest(${names}::text[]) name`.execute(
    database.db,
  );

it('puts sums of counts back to the minutes', async () => {
  const { db } = database;
  try {
    await sql`
      insert into model (id, name, last_number) values ('m', 'm', 1);
      insert into model_version (id, model_id, number, created_by) values ('m@1', 'm', 1, 'tester');
      insert into deployment (id, model_id, model_version_id, environment, status, traffic_percent, requested_percent, deployed_by)
        values ('00000000-0000-0000-0000-000000000001', 'm', 'm@1', 'production', 'LIVE', 0, 0, 'tester');
      insert into prediction_sum
        values ('00000000-0000-0000-0000-000000000001', 'HOUR', '2026-01-01T05:00Z', '2026-01-01T05:30Z', 5, 2, 1),
          ('00000000-0000-0000-0000-000000000001', 'DAY', '2026-01-01T00:00Z', '2026-01-01T05:30Z', 7, 0, 0)`.execute(
      db,
    );
    expect(await migrateUp(db, '0014_prediction_counts')).toContain('0015_prediction_sums');
    const { rows } = await sql`select minute, requests, errors, hits from prediction_count`.execute(db);
    expect(rows).toEqual([{ minute: new Date('2026-01-01T05:30Z'), requests: 12, errors: 2, hits: 1 }]);
    await migrateUp(db);
    expect((await sql`select model_id, revision from prediction_fold`.execute(db)).rows).toEqual([
      { modelId: 'm', revision: 1 },
    ]);
  } finally {
    await migrateUp(db);
    await sql`delete from prediction_fold; delete from prediction_count; delete from deployment; delete from model_version; delete from model`.execute(
      db,
    );
  }
});

it('says that a database is newer than this version', async () => {
  await note(['9999_later']);
  for (const ask of [migrateUp, migrateDown, migrationStatus]) {
    await expect(ask(database.db)).rejects.toThrow(/of a newer version of Tributary, whose migration 9999_later /);
  }
  await sql`delete from kysely_migration where name = '9999_later'`.execute(database.db);
  expect(await migrateUp(database.db)).toEqual([]);
});

it('says what to do with a database from before the first release, and leaves it as it is', async () => {
  const { rows } = await sql<{ name: string }>`delete from kysely_migration returning name`.execute(database.db);
  await note(['0001_catalogue', '0002_rules']);
  const before = await describeSchema();
  await expect(migrateUp(database.db)).rejects.toThrow(
    /from before the first release .* --fresh, .* DATABASE_URL an empty database\.$/,
  );
  expect(await describeSchema()).toBe(before);
  await sql`delete from kysely_migration`.execute(database.db);
  await note(rows.map(({ name }) => name));
  expect(await migrateUp(database.db)).toEqual([]);
});

it('runs the migrations of the first release as they were released', async () => {
  const folder = new URL('../migrations/', import.meta.url);
  const lines = (await readFile(new URL('SHA256SUMS', folder), 'utf8')).trim().split('\n');
  const sums = new Map(lines.map((line) => line.split('  ').toReversed()).map(([file = '', sum = '']) => [file, sum]));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
  expect([...sums.keys()].sort()).toEqual(files.sort());
  for (const file of files) {
    const text = await readFile(new URL(file, folder));
    expect([file, createHash('sha256').update(text).digest('hex')]).toEqual([file, sums.get(file)]);
  }
});
