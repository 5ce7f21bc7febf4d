import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ExportedFile } from '../move/manifest.ts';
import { LINES, type Table } from '../move/tables.ts';

/**
 * Fills a table from a file, in one transaction, which also notes that it is done. Triggers are off meanwhile: what they keep is
 * in the rows.
 */
export async function fillTable(
  client: Client,
  folder: string,
  { path, rows }: ExportedFile,
  { name, columns }: Table,
): Promise<void> {
  await inTransaction(client, async () => {
    await client.query(`alter table "${name}" disable trigger user`);
    // What migrations have put there.
    await client.query(`delete from "${name}"`);
    if (rows > 0) {
      await client.query('create temporary table moved (line json) on commit drop');
      const target = client.query(copyFrom(`copy moved (line) from stdin with (${LINES})`));
      await pipeline(createReadStream(join(folder, path)), target);
      const names = columnsOf(name, columns);
      await client.query(
        `insert into "${name}" (${names}) overriding system value
        select ${names} from moved cross join lateral json_populate_record(null::"${name}", line)`,
      );
    }
    await goOnCounting(client, name);
    await client.query(`alter table "${name}" enable trigger user`);
    await noteDone(client, path);
  });
}

/** Of the list of copies the export has three columns and the key; the others begin anew. */
const columnsOf = (name: string, columns: readonly string[]): string =>
  (name === 'sync_copy' ? ['kind', 'key', 'version', 'delivered', 'left_out'] : columns)
    .map((column) => `"${column}"`)
    .join(', ');

/** Ids that the database draws go on behind those that have come. */
async function goOnCounting(client: Client, name: string): Promise<void> {
  const { rows } = await client.query<{ column: string }>(
    `select column_name::text as column from information_schema.columns
    where table_schema = current_schema() and table_name = $1 and is_identity = 'YES'`,
    [name],
  );
  for (const { column } of rows) {
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), max("${column}")) from "${name}" having max("${column}") is not null`,
      [`"${name}"`, column],
    );
  }
}

export const noteDone = (client: Client, path: string) =>
  client.query('insert into moving.file (path) values ($1) on conflict do nothing', [path]);

export async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    // The reason is the first error, also where the connection is gone.
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
