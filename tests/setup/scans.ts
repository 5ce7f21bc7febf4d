import type { Database } from '@tributary/lineage/tables';
import { type Kysely, sql } from 'kysely';

/** How often this connection has gone through each table from end to end, and not told the server yet. */
async function countScans(db: Kysely<Database>, tables: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ relname: string; scans: number }>`
    select relname, seq_scan as scans from pg_stat_xact_user_tables where relname = any(${tables}::text[])
  `.execute(db);
  return new Map(rows.map(({ relname, scans }) => [relname, scans]));
}

/** Which of the tables a reading goes through from end to end. */
export function findScanned(
  db: Kysely<Database>,
  tables: readonly string[],
  read: (db: Kysely<Database>) => Promise<unknown>,
): Promise<string[]> {
  return db.transaction().execute(async (transaction) => {
    const before = await countScans(transaction, tables);
    await read(transaction);
    const after = await countScans(transaction, tables);
    return [...after].filter(([table, scans]) => scans > (before.get(table) ?? 0)).map(([table]) => table);
  });
}
