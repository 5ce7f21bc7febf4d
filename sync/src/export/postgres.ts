import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { LINES, type Table } from '../move/tables.ts';

/** Rows as lines of JSON, as PostgreSQL makes them: numbers of any size, NaN and the infinities come back as they were. */
export async function* readTable(client: Client, { name, columns }: Table): AsyncGenerator<Uint8Array> {
  const names = columns.map((column) => `"${column}"`).join(', ');
  // Of the list of copies only what nobody else knows: the rest is made anew, by the new stores' own counting.
  const chosen =
    name === 'sync_copy'
      ? `select kind, key, 1 as version, 1 as delivered, true as left_out from sync_copy where left_out`
      : `select ${names} from "${name}"`;
  yield* client.query(
    copyTo(`copy (select row_to_json(moved)::text from (${chosen}) moved) to stdout with (${LINES})`),
  );
}

/**
 * Everything that is read until the work is done is of one moment. A failure ends with the connection: one that has half
 * a table to send takes no other command.
 */
export async function atOneSnapshot<Value>(client: Client, work: () => Promise<Value>): Promise<Value> {
  await client.query('begin isolation level repeatable read read only');
  const done = await work();
  await client.query('commit');
  return done;
}
