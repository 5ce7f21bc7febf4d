import { gunzipSync, gzipSync } from 'node:zlib';
import type { Database } from '@tributary/lineage/tables';
import { type Kysely, sql, type Transaction } from 'kysely';
import { z } from 'zod';

const dumpShape = z.array(z.object({ table: z.string(), columns: z.array(z.string()), rows: z.array(z.unknown()) }));

/** The metric points of so many runs are enough: those of all would be most of the dump. */
const RUNS_WITH_POINTS = 25;

/** Every table's rows as gzipped JSON, without columns that the database computes. */
export async function dumpPlatform(db: Kysely<Database>): Promise<Buffer> {
  const { rows: tables } = await sql<{ table: string; columns: string[] }>`
    select table_name as table, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
      and table_name not like 'kysely%'
    group by table_name order by table_name`.execute(db);
  const dump: z.input<typeof dumpShape> = [];
  for (const { table, columns } of tables) {
    const chosen =
      table === 'metric_point'
        ? sql`where run_id in (select id from run order by id limit ${sql.lit(RUNS_WITH_POINTS)})`
        : sql``;
    const { rows } = await sql<{ row: unknown }>`
      select to_json(chosen) as row from (
        select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)} ${chosen}
      ) chosen order by chosen::text`.execute(db);
    dump.push({ table, columns, rows: rows.map(({ row }) => row) });
  }
  return gzipSync(JSON.stringify(dump), { level: 9 });
}

/** Writes a dump into empty tables, as they are: triggers and references are off meanwhile. */
export async function restorePlatform(db: Kysely<Database>, dump: Buffer): Promise<void> {
  const tables = dumpShape.parse(JSON.parse(gunzipSync(dump).toString()));
  await db.transaction().execute(async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction);
    for (const { table, columns, rows } of tables) await restoreTable(transaction, table, columns, rows);
  });
}

async function restoreTable(
  db: Transaction<Database>,
  table: string,
  columns: readonly string[],
  rows: readonly unknown[],
): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`delete from ${sql.table(table)}`.execute(db);
  await sql`
    insert into ${sql.table(table)} (${names}) overriding system value
    select ${names} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`.execute(db);
}
