import { type Kysely, sql } from 'kysely';
import { type Copy, type CopyLag, type DeliveredKind, MAX_ATTEMPTS, selectLags } from './copies.ts';
import type { Database } from './tables.ts';

/** How far the copies of each kind are behind. */
export async function findCopyLags(db: Kysely<Database>): Promise<CopyLag[]> {
  const { rows } = await sql<{ lags: CopyLag[] }>`select ${selectLags} as lags`.execute(db);
  return rows[0]?.lags ?? [];
}

const isParked = sql<boolean>`version > delivered and attempts >= ${sql.lit(MAX_ATTEMPTS)}`;
const MOST_SHOWN = 1_000;

/** Copies that are given up, up to a thousand. */
export async function findParkedCopies(db: Kysely<Database>): Promise<Copy[]> {
  const { rows } = await sql<Copy>`
    select kind, key from sync_copy where ${isParked} order by kind, key limit ${MOST_SHOWN}`.execute(db);
  return rows;
}

/** Has the copies delivered again that are given up. Answers how many those were. */
export async function retryParked(db: Kysely<Database>, kind: DeliveredKind): Promise<number> {
  const result = await sql`
    update sync_copy set attempts = 0, retry_at = null, lease_until = null
    where kind = ${kind} and ${isParked}`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

/** Takes the copies that are given up for delivered, until what they copy changes again. */
export async function dropParked(db: Kysely<Database>, kind: DeliveredKind): Promise<number> {
  const result = await sql`
    update sync_copy set delivered = version, attempts = 0, retry_at = null, lease_until = null
    where kind = ${kind} and ${isParked}`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

/** Has all copies of a kind made anew, over whatever their store holds. */
export async function rebuildCopies(db: Kysely<Database>, kind: DeliveredKind): Promise<number> {
  const result = await sql`
    update sync_copy set version = version + 1, behind_since = clock_timestamp(), attempts = 0, retry_at = null
    where kind = ${kind}`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
