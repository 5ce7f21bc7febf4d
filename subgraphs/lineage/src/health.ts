import { type Kysely, sql } from 'kysely';
import { MAX_DELIVERIES } from './sync-states.ts';
import type { Database } from './tables.ts';

export interface StoreState {
  serverVersion: string;
  databaseSizeBytes: number;
  latencyMs: number;
  syncPending: number;
  syncParked: number;
  syncOldestSeconds: number | null;
}

/** Asks PostgreSQL who it is, how large it has become and which copies are behind; the time is that of the round trip. */
export async function readStoreState(db: Kysely<Database>): Promise<StoreState> {
  const began = performance.now();
  const { rows } = await sql<Omit<StoreState, 'latencyMs'>>`
    select current_setting('server_version') as server_version,
      pg_database_size(current_database()) as database_size_bytes, behind.*
    from (
      select count(*) as sync_pending,
        count(*) filter (where attempts >= ${MAX_DELIVERIES}) as sync_parked,
        extract(epoch from now() - min(behind_since))::double precision as sync_oldest_seconds
      from sync_copy where version > delivered
    ) behind`.execute(db);
  const [state] = rows;
  if (!state) throw new Error('PostgreSQL answered no row about itself');
  return { ...state, latencyMs: performance.now() - began };
}

/** Whether PostgreSQL answers at all: the cheapest statement, since probes ask every few seconds. */
export const probe = (db: Kysely<Database>) => sql`select 1`.execute(db);
