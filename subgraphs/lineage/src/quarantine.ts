import { sql } from 'kysely';
import { conflict } from './outcome.ts';
import type { Work } from './perform.ts';

const LOCK = 7_305_001;

/**
 * Waits for a quarantine that is under way, and keeps the next one waiting until this transaction ends: otherwise
 * something built on the data meanwhile would stay unmarked. A statement of its own, before what is built on is read.
 */
export async function holdOffQuarantine({ db }: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${LOCK})`.execute(db);
}

/**
 * Waits for whatever builds on data now, and keeps everything else waiting until this transaction ends. The first
 * statement of a quarantine or a release.
 */
export async function lockQuarantine({ db }: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
}

/** @throws Conflict when one of the versions is not to be trusted. */
export function refuseQuarantined(versions: readonly { id: string; marks: number }[]): void {
  const marked = versions.find(({ marks }) => marks > 0);
  if (marked) throw conflict('STATE', `Dataset version ${marked.id} is QUARANTINED.`);
}
