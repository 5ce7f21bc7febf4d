import { readdir, readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { type Migration, type MigrationResultSet, Migrator } from 'kysely/migration';
import type { Database } from './tables.ts';

/** Each migration is a pair of files, NAME.up.sql and NAME.down.sql, and is run in name order, once, in a transaction. */
const FOLDER = new URL('../migrations/', import.meta.url);

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(FOLDER)).filter((file) => file.endsWith('.up.sql')).map((file) => file.slice(0, -7));
  return Object.fromEntries(
    names.map((name) => [name, { up: runFile(`${name}.up.sql`), down: runFile(`${name}.down.sql`) }]),
  );
}

const runFile = (file: string) => async (db: Kysely<unknown>) => {
  await sql.raw(await readFile(new URL(file, FOLDER), 'utf8')).execute(db);
};

const createMigrator = (db: Kysely<Database>) => new Migrator({ db, provider: { getMigrations: readMigrations } });

/** Brings the schema up to this code. Answers the names of what was run; a failure leaves the schema as it was. */
export const migrateUp = async (db: Kysely<Database>) => namesOf(await createMigrator(db).migrateToLatest());

/** Takes the newest migration back, with the data in its tables. */
export const migrateDown = async (db: Kysely<Database>) => namesOf(await createMigrator(db).migrateDown());

/** All migrations in order, with the time at which each was run. */
export async function migrationStatus(db: Kysely<Database>) {
  const migrations = await createMigrator(db).getMigrations();
  return migrations.map(({ name, executedAt }) => ({ name, executedAt }));
}

function namesOf({ error, results }: MigrationResultSet): string[] {
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
