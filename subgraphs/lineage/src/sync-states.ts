import type { Kysely } from 'kysely';
import type { SyncState } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

/** At so many failed deliveries a copy counts as parked. Nothing delivers copies yet; what will is to leave those alone. */
export const MAX_DELIVERIES = 10;

/** A copy without a row was never delivered. */
export async function findSyncStates(db: Kysely<Database>, copies: readonly string[]) {
  const rows = await db
    .selectFrom('syncCopy')
    .select(['copy', 'version', 'delivered'])
    .where('copy', 'in', copies)
    .execute();
  return rows.map(({ copy, version, delivered }) => ({
    copy,
    state: stateOf(version, delivered),
  }));
}

const stateOf = (version: number, delivered: number): SyncState => (version > delivered ? 'PENDING' : 'SYNCED');
