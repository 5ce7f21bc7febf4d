import type { Kysely } from 'kysely';
import type { SyncState } from './schema.generated.ts';
import type { Database } from './tables.ts';

/** A copy that failed to be delivered so often is parked: it is tried again only when somebody says so. */
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
