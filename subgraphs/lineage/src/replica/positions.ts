import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../tables.ts';

/** How far a server is in the log of what was written, and which server that is. */
export interface Position {
  /** The same for a primary and its replicas. */
  system: string;
  database: string;
  /** When the server was started, as text: another server has another. */
  started: string;
  /** In bytes. */
  at: bigint;
}

/** What was asked of one server would be read from another. */
export class AnotherServer extends Error {
  constructor() {
    super('it is another server than the one that was asked: DATABASE_READ_URL must lead to one');
  }
}

/** Up to where a primary has made safe what was written: nothing was acknowledged beyond it. */
export const readWritten = (db: Kysely<Database>): Promise<Position> =>
  readPosition(db, sql`pg_current_wal_flush_lsn()`);

/**
 * Up to where a replica shows what was written.
 * @throws Error where the server follows no primary.
 */
export const readShown = (db: Kysely<Database>): Promise<Position> =>
  readPosition(db, sql`case when pg_is_in_recovery() then pg_last_wal_replay_lsn() end`);

async function readPosition(db: Kysely<Database>, position: RawBuilder<unknown>): Promise<Position> {
  const { rows } = await sql<Omit<Position, 'at'> & { at: string | null }>`
    select system_identifier::text as system, current_database() as database,
      pg_postmaster_start_time()::text as started, (${position} - '0/0'::pg_lsn)::text as at
    from pg_control_system()`.execute(db);
  const [row] = rows;
  if (!row || row.at === null) throw new Error('the server follows no primary');
  return { ...row, at: BigInt(row.at) };
}
