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
export async function refuseQuarantined(work: Work, versions: readonly { id: string; marks: number }[]): Promise<void> {
  const marked = versions.find(({ marks }) => marks > 0);
  if (!marked) return;
  const origin = await getNearestOrigin(work, marked.id);
  const why =
    origin === marked.id
      ? ': nothing builds on it until it is released'
      : ` because of ${origin}: nothing builds on it until that is released`;
  throw conflict('STATE', `Dataset version ${marked.id} is QUARANTINED${why}.`);
}

/** The version whose mark reaches a marked one on the shortest way: itself, where it has one of its own. */
export async function getNearestOrigin({ db }: Work, versionId: string): Promise<string> {
  const { originId } = await db
    .selectFrom('quarantineMark')
    .select('originId')
    .where('versionId', '=', versionId)
    .orderBy('distance')
    .orderBy('originId')
    .limit(1)
    .executeTakeFirstOrThrow();
  return originId;
}
