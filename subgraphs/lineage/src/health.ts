import { type Kysely, sql } from 'kysely';
import { type CopyLag, selectLags } from './copies/copies.ts';
import type { Database } from './tables.ts';

export interface StoreState {
  serverVersion: string;
  databaseSizeBytes: number;
  /** Of each kind of copy. */
  copies: CopyLag[];
  latencyMs: number;
}

/** Asks PostgreSQL who it is, how large it has become and which copies are behind; the time is that of the round trip. */
export async function readStoreState(db: Kysely<Database>): Promise<StoreState> {
  const began = performance.now();
  const { rows } = await sql<Omit<StoreState, 'latencyMs'>>`
    select current_setting('server_version') as server_version,
      pg_database_size(current_database()) as database_size_bytes, ${selectLags} as copies`.execute(db);
  const [state] = rows;
  if (!state) throw new Error('PostgreSQL answered no row about itself');
  return { ...state, latencyMs: performance.now() - began };
}

/** Whether PostgreSQL answers at all: the cheapest statement, since probes ask every few seconds. */
export const probe = (db: Kysely<Database>) => sql`select 1`.execute(db);
