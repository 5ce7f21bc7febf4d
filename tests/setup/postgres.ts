import { randomBytes } from 'node:crypto';
import { type OpenDatabase, openDatabase } from '@tributary/lineage/database';
import { migrateUp } from '@tributary/lineage/migrate';
import type { Database } from '@tributary/lineage/tables';
import { type Kysely, sql } from 'kysely';
import { PATIENCE_MS, testStores } from './stores.ts';

export interface TestDatabase extends OpenDatabase {
  url: string;
  /** Every statement since it was emptied, as SQL. */
  statements: string[];
  drop(): Promise<void>;
}

/** A migrated database of its own on the shared server, up to a migration where one is named. */
export async function createTestDatabase(migration?: string): Promise<TestDatabase> {
  if (migration === undefined) return copyTemplate('migrated', async ({ db }) => void (await migrateUp(db)));
  const url = await createDatabase(uniqueName());
  const database = openTestDatabase(url);
  await migrateUp(database.db, migration);
  return database;
}

/**
 * A database of its own that is a copy of another, which the first test that wants one makes: to copy all that migrations
 * or a seed leave takes a fraction of what they take.
 */
export async function copyTemplate(
  purpose: string,
  make: (database: OpenDatabase) => Promise<void>,
): Promise<TestDatabase> {
  const template = `tributary_template_${purpose}`;
  await onServer(async (server) => {
    await sql`select pg_advisory_lock(hashtext(${template}))`.execute(server);
    const { rows } = await sql`select from pg_database where datname = ${template}`.execute(server);
    if (rows.length > 0) return;
    const unfinished = uniqueName();
    const database = openTestDatabase(await createDatabase(unfinished));
    await make(database).finally(database.close);
    await sql.raw(`alter database ${unfinished} rename to ${template}`).execute(server);
  });
  return openTestDatabase(await createDatabase(uniqueName(), template));
}

const uniqueName = () => `tributary_test_${randomBytes(6).toString('hex')}`;

async function createDatabase(name: string, template = 'template1'): Promise<string> {
  await onServer((server) => sql.raw(`create database ${name} template ${template}`).execute(server));
  return Object.assign(new URL(testStores().databaseUrl), { pathname: `/${name}` }).href;
}

function openTestDatabase(url: string): TestDatabase {
  const statements: string[] = [];
  const database = openDatabase({
    url,
    poolMax: 5,
    timeoutMs: PATIENCE_MS,
    onStatement: (text) => statements.push(text),
  });
  const drop = async () => {
    await database.close();
    await onServer((server) => sql.raw(`drop database ${new URL(url).pathname.slice(1)} with (force)`).execute(server));
  };
  return { ...database, url, statements, drop };
}

async function onServer(work: (server: Kysely<Database>) => Promise<unknown>): Promise<void> {
  const { db, close } = openDatabase({ url: testStores().databaseUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  try {
    await work(db);
  } finally {
    await close();
  }
}
