import { type Kysely, sql } from 'kysely';
import type { Database } from '../tables.ts';
import { type Copy, type CopyOf, MAX_ATTEMPTS, rowsOf } from './copies.ts';

/** A copy that a worker may deliver until its lease ends. All times here are PostgreSQL's. */
export interface LeasedCopy<Kind extends Copy['kind']> {
  copy: CopyOf<Kind>;
  /** When it was attempted last; null where that was never, or succeeded. */
  attemptedAt: Date | null;
  leasedAt: Date;
  /** When the lease ends. No two leases of a copy end at one time, so it tells this one from every other. */
  leaseUntil: Date;
}

export interface Lease {
  /** The most copies. */
  readonly limit: number;
  /** For how long: a worker that died holds up its copies for as long. */
  readonly leaseMs: number;
}

/** Copies of one kind that are behind and that nobody else delivers, the longest waiting first. */
export async function leaseCopies<Kind extends Copy['kind']>(
  db: Kysely<Database>,
  kind: Kind,
  { limit, leaseMs }: Lease,
): Promise<LeasedCopy<Kind>[]> {
  const { rows } = await sql<LeasedCopy<Kind>>`
    with due as (
      select kind, key, lease_until from sync_copy
      where kind = ${kind} and version > delivered and attempts < ${MAX_ATTEMPTS}
        and (lease_until is null or lease_until <= now()) and (retry_at is null or retry_at <= now())
      order by behind_since limit ${limit} for update skip locked
    )
    update sync_copy set lease_until = now() + ${leaseMs} * interval '1 ms'
    from due where sync_copy.kind = due.kind and sync_copy.key = due.key
    returning json_build_object('kind', due.kind, 'key', due.key) as copy, due.lease_until as attempted_at,
      now() as leased_at, sync_copy.lease_until`.execute(db);
  return rows;
}

/**
 * Leases the copy that the store took last, to be delivered once more: a store that takes it takes others. Undefined
 * where it has taken none, or all of those are behind.
 */
export async function leaseDelivered<Kind extends Copy['kind']>(
  db: Kysely<Database>,
  kind: Kind,
  leaseMs: number,
): Promise<LeasedCopy<Kind> | undefined> {
  const { rows } = await sql<LeasedCopy<Kind>>`
    with newest as (
      select kind, key from sync_copy where kind = ${kind} and version = delivered and not left_out
      order by delivered_at desc nulls last limit 1 for update skip locked
    )
    update sync_copy set version = version + 1, behind_since = clock_timestamp(),
      lease_until = now() + ${leaseMs} * interval '1 ms', attempts = 0, retry_at = null
    from newest where sync_copy.kind = newest.kind and sync_copy.key = newest.key
    returning json_build_object('kind', newest.kind, 'key', newest.key) as copy, null as attempted_at,
      now() as leased_at, sync_copy.lease_until`.execute(db);
  return rows[0];
}

/** A copy as it was at a version. */
export interface DeliveredCopy {
  copy: Copy;
  version: number;
}

/** Of a copy that is given back: the lease under which it was held. What another lease holds stays as it is. */
interface HeldCopy {
  copy: Copy;
  leaseUntil: Date;
}

/**
 * Says that a store has taken copies, and gives them back; what has changed meanwhile stays behind. Answers when that was.
 * Rows are locked in the order of those who put copies down, so that nobody waits for each other.
 */
export async function noteDelivered(
  db: Kysely<Database>,
  delivered: readonly (DeliveredCopy & HeldCopy)[],
): Promise<Date | null> {
  if (delivered.length === 0) return null;
  const versions = delivered.map(({ version }) => version);
  const { rows } = await sql<{ deliveredAt: Date }>`
    with noted as (
      select sync_copy.kind, sync_copy.key, (${versions}::bigint[])[place::integer] as version,
        lease_until = (${leasesOf(delivered)})[place::integer] as is_held
      from ${rowsOf(delivered.map(({ copy }) => copy))} as given(kind, key, place) join sync_copy using (kind, key)
      order by sync_copy.kind, sync_copy.key for update of sync_copy
    )
    update sync_copy set delivered = greatest(delivered, noted.version), delivered_at = now(),
      behind_since = case when noted.version > delivered then now() else behind_since end,
      lease_until = case when is_held then null else lease_until end,
      attempts = case when is_held then 0 else attempts end,
      retry_at = case when is_held then null else retry_at end
    from noted where sync_copy.kind = noted.kind and sync_copy.key = noted.key
    returning delivered_at`.execute(db);
  return rows[0]?.deliveredAt ?? null;
}

export interface FailedCopy extends HeldCopy {
  /** Whether this copy alone was refused, by a store that takes others. */
  counts: boolean;
}

/**
 * Gives copies back that were not delivered: each waits, longer after each attempt.
 * @returns the copies that have failed so often that they are left alone.
 */
export async function noteFailed(db: Kysely<Database>, failed: readonly FailedCopy[]): Promise<Copy[]> {
  if (failed.length === 0) return [];
  const counts = failed.map(({ counts }) => counts);
  const { rows } = await sql<{ copy: Copy; attempts: number }>`
    with noted as (
      select sync_copy.kind, sync_copy.key, (${counts}::boolean[])[place::integer]::integer as attempt
      from ${rowsOf(failed.map(({ copy }) => copy))} as given(kind, key, place) join sync_copy using (kind, key)
      where lease_until = (${leasesOf(failed)})[place::integer]
      order by sync_copy.kind, sync_copy.key for update of sync_copy
    )
    update sync_copy set lease_until = now(), attempts = attempts + attempt,
      retry_at = now() + least(interval '1 minute', interval '100 ms' * power(2, attempts))
    from noted where sync_copy.kind = noted.kind and sync_copy.key = noted.key
    returning json_build_object('kind', noted.kind, 'key', noted.key) as copy, attempts`.execute(db);
  return rows.filter(({ attempts }) => attempts === MAX_ATTEMPTS).map(({ copy }) => copy);
}

const leasesOf = (copies: readonly HeldCopy[]) => sql`${copies.map(({ leaseUntil }) => leaseUntil)}::timestamptz[]`;

/** The time here, by which everything about copies is told. */
export async function readClock(db: Kysely<Database>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp()::timestamptz(3) as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL answered no time');
  return row.now;
}
