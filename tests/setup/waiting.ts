import type { Database } from '@tributary/lineage/tables';
import { type Kysely, type RawBuilder, sql } from 'kysely';

/** Waits until so many connections to the database wait for a lock. */
export const waitForBlocked = (db: Kysely<Database>, count: number): Promise<void> =>
  eventually(async () => {
    const { rows } = await sql<{ blocked: number }>`select count(*) as blocked from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    const [{ blocked } = { blocked: 0 }] = rows;
    if (blocked !== count) throw new Error(`${blocked} connections wait for a lock, and ${count} must.`);
  });

/** Does the work while somebody else holds what a statement locks, and goes on once it is released. */
export const whileLocked = <Value>(
  db: Kysely<Database>,
  lock: RawBuilder<unknown>,
  work: () => Promise<Value>,
): Promise<Value> =>
  db.transaction().execute(async (transaction) => {
    await lock.execute(transaction);
    return work();
  });

/** Below the limit of a test, so that its failure says what was waited for. */
const EVENTUALLY_MS = 60_000;

/** Looks at every turn of the event loop, so that what follows happens at once; fails where it is not so in time. */
export async function everyTurn(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + EVENTUALLY_MS;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`Still not so after ${EVENTUALLY_MS} ms: ${isSo}`);
    await new Promise(setImmediate);
  }
}

/** Tries until it succeeds; the last failure where it does not for as long as a busy machine may need. */
export async function eventually<Value>(work: () => Promise<Value>): Promise<Value> {
  const deadline = performance.now() + EVENTUALLY_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
