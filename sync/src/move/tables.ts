import type { Client } from 'pg';
import { z } from 'zod';

export interface Table {
  readonly name: string;
  /** Those that the database does not compute. */
  readonly columns: readonly string[];
}

/** Each row is one value, JSON, in which no control character stands: so each is a line as it is. */
export const LINES = `format csv, quote e'\\x01', delimiter e'\\x02'`;

const tables = z.array(z.object({ name: z.string(), columns: z.array(z.string()) }));

/** All tables of the platform. */
export async function findTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query(`
    select table_name::text as name, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = current_schema() and table_type = 'BASE TABLE' and is_generated = 'NEVER'
      and table_name not like 'kysely%'
    group by table_name order by table_name`);
  return tables.parse(rows);
}

/** PostgreSQL's newest migration. */
export async function readSchema(client: Client): Promise<string> {
  const { rows } = await client.query('select max(name) as name from kysely_migration');
  return z.array(z.object({ name: z.string() })).parse(rows)[0]?.name ?? '';
}

/** About how many rows there are. */
export async function estimateRows(client: Client, all: readonly Table[]): Promise<number> {
  const { rows } = await client.query(
    `select coalesce(sum(greatest(reltuples, 0)), 0)::float8 as count from pg_class
    where relname = any($1) and relnamespace = current_schema()::regnamespace`,
    [all.map(({ name }) => name)],
  );
  return z.array(z.object({ count: z.number() })).parse(rows)[0]?.count ?? 0;
}
