import { type Kysely, sql } from 'kysely';
import type { Database } from '../tables.ts';
import { type Copy, type CopyOf, MAX_ATTEMPTS, rowsOf } from './copies.ts';
import type { DeliveredCopy } from './deliveries.ts';

/** What the list of copies says of one. */
export interface ListedCopy<Kind extends Copy['kind'] = Copy['kind']> {
  copy: CopyOf<Kind>;
  version: number;
  delivered: number;
  /** By a bulk seed: its store need not hold it. */
  leftOut: boolean;
  /** It was refused so often that it is left alone. */
  parked: boolean;
}

const state = sql`version, delivered, left_out, version > delivered and attempts >= ${sql.lit(MAX_ATTEMPTS)} as parked`;

/** How many copies of a kind are on the list. */
export async function countListed(db: Kysely<Database>, kind: Copy['kind']): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from sync_copy where kind = ${kind}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** The next copies of a kind, by key. */
export async function pageListed<Kind extends Copy['kind']>(
  db: Kysely<Database>,
  kind: Kind,
  after: readonly string[],
  limit: number,
): Promise<ListedCopy<Kind>[]> {
  const { rows } = await sql<ListedCopy<Kind>>`
    select json_build_object('kind', kind, 'key', key) as copy, ${state} from sync_copy
    where kind = ${kind} and key > ${[...after]}::text[] order by key limit ${limit}`.execute(db);
  return rows;
}

/** In the order of the copies; null where one is not on the list. */
export async function findListed(
  db: Kysely<Database>,
  copies: readonly Copy[],
): Promise<(Omit<ListedCopy, 'copy'> | null)[]> {
  if (copies.length === 0) return [];
  const { rows } = await sql<Omit<ListedCopy, 'copy' | 'version'> & { place: number; version: number | null }>`
    select place, ${state} from ${rowsOf(copies)} as asked(kind, key, place) left join sync_copy using (kind, key)
    order by place`.execute(db);
  return rows.map(({ place, version, ...rest }) => (version === null ? null : { ...rest, version }));
}

/**
 * Puts copies on the list, each at a version over that which its store holds: one that was restored from a backup may
 * hold a later version than its home has counted.
 */
export async function putDownOver(db: Kysely<Database>, held: readonly DeliveredCopy[]): Promise<void> {
  if (held.length === 0) return;
  const versions = held.map(({ version }) => version);
  await sql`
    insert into sync_copy (kind, key, version, behind_since)
    select kind, key, (${versions}::bigint[])[place::integer] + 1, clock_timestamp()
    from ${rowsOf(held.map(({ copy }) => copy))} as stale(kind, key, place)
    order by kind collate "C", key collate "C"
    on conflict (kind, key) do update set version = greatest(sync_copy.version + 1, excluded.version), left_out = false,
      attempts = 0, retry_at = null, lease_until = null, behind_since = clock_timestamp()`.execute(db);
}

/** Takes copies from the list. */
export async function forgetCopies(db: Kysely<Database>, copies: readonly Copy[]): Promise<void> {
  if (copies.length === 0) return;
  await sql`
    delete from sync_copy using ${rowsOf(copies)} as gone(kind, key, place)
    where sync_copy.kind = gone.kind and sync_copy.key = gone.key`.execute(db);
}
