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

/** @throws Error where the database has migrations that are not among ours. */
async function openMigrator(db: Kysely<Database>): Promise<Migrator> {
  const migrations = await readMigrations();
  refuseOthers(Object.keys(migrations).sort(), await findExecuted(db));
  return new Migrator({ db, provider: { getMigrations: async () => migrations } });
}

async function findExecuted(db: Kysely<Database>): Promise<string[]> {
  const { rows: tables } = await sql`select where to_regclass('kysely_migration') is not null`.execute(db);
  if (tables.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

function refuseOthers(ours: readonly string[], executed: readonly string[]): void {
  const unknown = executed.find((name) => !ours.includes(name));
  if (unknown === undefined) return;
  if (executed[0] === ours[0]) {
    throw new Error(
      `The database is of a newer version of Tributary, whose migration ${unknown} is not known here: start that version, or take it back with that version's \`tributary migrate down\`.`,
    );
  }
  throw new Error(
    'The database was made by a version of Tributary from before the first release and cannot be brought up to this one: start once with --fresh, which clears the data in DATA_DIR, or give DATABASE_URL an empty database.',
  );
}

/**
 * Brings the schema up to this code, or to the migration of a name. Answers the names of what was run; a failure leaves
 * the schema as it was.
 */
export async function migrateUp(db: Kysely<Database>, to?: string): Promise<string[]> {
  const migrator = await openMigrator(db);
  return namesOf(await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to)));
}

/** Takes the newest migration back, with the data in its tables. */
export const migrateDown = async (db: Kysely<Database>): Promise<string[]> =>
  namesOf(await (await openMigrator(db)).migrateDown());

/** All migrations in order, with the time at which each was run. */
export async function migrationStatus(db: Kysely<Database>): Promise<{ name: string; executedAt: Date | undefined }[]> {
  const migrations = await (await openMigrator(db)).getMigrations();
  return migrations.map(({ name, executedAt }) => ({ name, executedAt }));
}

function namesOf({ error, results }: MigrationResultSet): string[] {
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
