import { type Kysely, sql } from 'kysely';
import type { BoardCopy } from '../copies.ts';
import type { Database } from '../tables.ts';

/**
 * Finds the best runs of boards' rows again, each given once. Their copies were put down in a statement before: the
 * lock on those makes of two transactions on one board the later see what the earlier did.
 */
export async function refreshBestRuns(db: Kysely<Database>, boards: readonly BoardCopy[]): Promise<void> {
  if (boards.length === 0) return;
  const column = (place: 0 | 1 | 2) => sql`${boards.map(({ key }) => key[place])}::text[]`;
  await sql`select refresh_best_runs(${column(0)}, ${column(1)}, ${column(2)})`.execute(db);
}

/** All best runs anew, for loaders that write runs and metrics by themselves. */
export async function rebuildBestRuns(db: Kysely<Database>): Promise<void> {
  await sql`select rebuild_best_runs()`.execute(db);
}
