import { type OpenDatabase, openDatabase } from '@tributary/lineage/database';
import type { StoreUrls } from './stores.ts';

/** Works on PostgreSQL by a connection of its own. A statement may take so long. */
export async function onPostgres<Value>(
  { databaseUrl }: StoreUrls,
  timeoutMs: number,
  work: (db: OpenDatabase['db']) => Promise<Value>,
): Promise<Value> {
  const { db, close } = openDatabase({ url: databaseUrl, poolMax: 1, timeoutMs });
  try {
    return await work(db);
  } finally {
    await close();
  }
}
