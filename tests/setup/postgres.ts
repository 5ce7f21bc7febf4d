import { randomBytes } from 'node:crypto';
import { type OpenDatabase, openDatabase } from '@tributary/lineage/database';
import { migrateUp } from '@tributary/lineage/migrate';
import { sql } from 'kysely';
import { PATIENCE_MS, testStores } from './stores.ts';

export interface TestDatabase extends OpenDatabase {
  url: string;
  /** Every statement since it was emptied, as SQL. */
  statements: string[];
  drop(): Promise<void>;
}

/** A migrated database of its own on the shared server, up to a migration where one is named. */
export async function createTestDatabase(migration?: string): Promise<TestDatabase> {
  const name = `tributary_test_${randomBytes(6).toString('hex')}`;
  const server = testStores().databaseUrl;
  await onServer(server, `create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const statements: string[] = [];
  const database = openDatabase({
    url,
    poolMax: 5,
    timeoutMs: PATIENCE_MS,
    onStatement: (text) => statements.push(text),
  });
  await migrateUp(database.db, migration);
  const drop = async () => {
    await database.close();
    await onServer(server, `drop database ${name} with (force)`);
  };
  return { ...database, url, statements, drop };
}

async function onServer(url: string, statement: string): Promise<void> {
  const { db, close } = openDatabase({ url, poolMax: 1, timeoutMs: PATIENCE_MS });
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await close();
  }
}
