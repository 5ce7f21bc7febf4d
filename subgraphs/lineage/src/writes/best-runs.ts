import { type Kysely, sql } from 'kysely';
import type { BoardCopy } from '../copies/copies.ts';
import type { Database } from '../tables.ts';

/**
 * Finds the best runs of boards' rows again. Each row is given once. The transaction has locked the rows' copies in
 * `sync_copy` already, so two transactions on one board run one after the other, and the second sees what the first did.
 */
export async function refreshBestRuns(db: Kysely<Database>, boards: readonly BoardCopy[]): Promise<void> {
  if (boards.length === 0) return;
  const column = (place: 0 | 1 | 2) => sql`${boards.map(({ key }) => key[place])}::text[]`;
  await sql`select refresh_best_runs(${column(0)}, ${column(1)}, ${column(2)})`.execute(db);
}

/** Finds all best runs anew, for a bulk load, which writes runs and metrics without mutations. */
export async function rebuildBestRuns(db: Kysely<Database>): Promise<void> {
  await sql`select rebuild_best_runs()`.execute(db);
}
