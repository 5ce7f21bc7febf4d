import { type Kysely, sql } from 'kysely';
import type { Database } from '../tables.ts';

/**
 * Finds the best runs of the boards among these copies again. The copies' rows are locked in a statement before, so
 * that of two transactions on one board the later sees what the earlier did.
 */
export async function refreshBestRuns(db: Kysely<Database>, copies: readonly string[]): Promise<void> {
  const boards = copies.filter(isBoardCopy);
  if (boards.length > 0) await sql`select refresh_best_runs(${boards}::text[])`.execute(db);
}

const isBoardCopy = (copy: string): boolean => copy.startsWith('board:');

/** All best runs anew, for loaders that write runs and metrics by themselves. */
export async function rebuildBestRuns(db: Kysely<Database>): Promise<void> {
  await sql`select rebuild_best_runs()`.execute(db);
}
