import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../tables.ts';
import { type Copy, type CopyLag, type CopyOf, MAX_ATTEMPTS, rowsOf, selectLags } from './copies.ts';

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
export const retryParked = (db: Kysely<Database>, kind: Copy['kind']): Promise<number> =>
  changeCopies(db, kind, isParked, sql`attempts = 0, retry_at = null, lease_until = null`);

/** Takes the copies that are given up for delivered, until what they copy changes again. */
export const dropParked = (db: Kysely<Database>, kind: Copy['kind']): Promise<number> =>
  changeCopies(db, kind, isParked, sql`delivered = version, attempts = 0, retry_at = null, lease_until = null`);

/**
 * Has all copies of a kind made anew, over whatever their store holds: those that their home says there must be, whatever
 * the list has said, and those of the list that must go; but not those that a bulk seed left out. Answers how many.
 */
export async function rebuildCopies(
  db: Kysely<Database>,
  kind: Copy['kind'],
  signal?: AbortSignal,
  onProgress?: (count: number) => void,
): Promise<number> {
  await listMissing(db, kind, signal);
  const changes = sql`version = version + 1, behind_since = clock_timestamp(), attempts = 0, retry_at = null`;
  return changeCopies(db, kind, sql`not left_out`, changes, signal, onProgress);
}

/**
 * Has copies delivered again that a store may have lost: those delivered since a time. What the store still has it takes
 * for the repeat that it is.
 */
export const forgetDeliveries = (
  db: Kysely<Database>,
  kind: Copy['kind'],
  since: Date,
  signal?: AbortSignal,
): Promise<number> =>
  changeCopies(
    db,
    kind,
    sql`delivered > 0 and delivered_at > ${since} and not left_out`,
    sql`delivered = 0, behind_since = clock_timestamp()`,
    signal,
  );

/** One statement changes so many copies: it ends in time, and holds up no mutation for long. */
const STEP = 1_000;

/** Changes the copies of a kind that fulfil a condition, step by step in the order of their keys. Answers how many. */
async function changeCopies(
  db: Kysely<Database>,
  kind: Copy['kind'],
  condition: RawBuilder<SqlBool>,
  changes: RawBuilder<unknown>,
  signal?: AbortSignal,
  onProgress?: (count: number) => void,
): Promise<number> {
  let count = 0;
  await inSteps(signal, async (after) => {
    const { rows } = await sql<{ count: number; last: string[] | null }>`
      with chosen as (
        select key from sync_copy where kind = ${kind} and key > ${after ?? []}::text[] and ${condition}
        order by key limit ${STEP} for update
      ),
      changed as (
        update sync_copy set ${changes} from chosen where sync_copy.kind = ${kind} and sync_copy.key = chosen.key
        returning sync_copy.key
      )
      select count(*) as count, max(key) as last from changed`.execute(db);
    count += rows[0]?.count ?? 0;
    onProgress?.(count);
    return rows[0]?.last ?? null;
  });
  return count;
}

const NIL = '00000000-0000-0000-0000-000000000000';

/** The next keys of the copies that a kind's home says there must be, in the order of its own primary key. */
const KEYS_AT_HOME: Record<Copy['kind'], (after: readonly string[] | null) => RawBuilder<unknown>> = {
  experiment: (after) => sql`
    select array[id::text] as key from run where id > ${after?.[0] ?? NIL}::uuid order by id limit ${STEP}`,
  board: (after) => sql`
    select array[metric, dataset_id, model_id] as key from best_run
    where (metric, dataset_id, model_id) > (${after?.[0] ?? ''}, ${after?.[1] ?? ''}, ${after?.[2] ?? ''})
      and exists (select from metric_definition where name = metric)
    order by metric, dataset_id, model_id limit ${STEP}`,
  registry: (after) => sql`
    select array[name] as key from feature_view where name > ${after?.[0] ?? ''} order by name limit ${STEP}`,
  serving: (after) => sql`
    select array[id::text] as key from model
    where id > ${after?.[0] ?? ''} and exists (select from deployment where model_id = model.id) order by id limit ${STEP}`,
};

/** Steps through the copies that a kind's home says there must be, and that are not on the list. */
export const walkUnlisted = <Kind extends Copy['kind']>(
  db: Kysely<Database>,
  kind: Kind,
  visit: (copies: readonly CopyOf<Kind>[]) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> =>
  inSteps(signal, async (after) => {
    const { rows } = await sql<{ copy: CopyOf<Kind>; key: string[]; isListed: boolean }>`
      with home as materialized (${KEYS_AT_HOME[kind](after)})
      select json_build_object('kind', ${kind}::text, 'key', key) as copy, key,
        exists (select from sync_copy where kind = ${kind} and sync_copy.key = home.key) as is_listed
      from home`.execute(db);
    const unlisted = rows.flatMap(({ copy, isListed }) => (isListed ? [] : [copy]));
    if (unlisted.length > 0) await visit(unlisted);
    return rows.at(-1)?.key ?? null;
  });

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** Whether a kind's home has what a key names. */
const HAS_HOME: Record<Copy['kind'], RawBuilder<SqlBool>> = {
  experiment: sql`case when asked.key[1] ~ ${UUID} then exists (select from run where id = asked.key[1]::uuid) else false end`,
  board: sql`exists (
    select from best_run
    where metric = asked.key[1] and dataset_id = asked.key[2] and model_id = asked.key[3]
  )`,
  registry: sql`exists (select from feature_view where name = asked.key[1])`,
  serving: sql`exists (select from model where id = asked.key[1])`,
};

/** Those of copies of a kind that are not on the list, and that have no home. */
export async function findHomeless<Kind extends Copy['kind']>(
  db: Kysely<Database>,
  kind: Kind,
  copies: readonly CopyOf<Kind>[],
): Promise<CopyOf<Kind>[]> {
  if (copies.length === 0) return [];
  const { rows } = await sql<{ place: number }>`
    select place from ${rowsOf(copies)} as asked(kind, key, place)
    where not exists (select from sync_copy where sync_copy.kind = asked.kind and sync_copy.key = asked.key)
      and not (${HAS_HOME[kind]})
    order by place`.execute(db);
  return rows.flatMap(({ place }) => copies[place - 1] ?? []);
}

const listMissing = (db: Kysely<Database>, kind: Copy['kind'], signal?: AbortSignal): Promise<void> =>
  inSteps(signal, async (after) => {
    const { rows } = await sql<{ key: string[] }>`
      with home as materialized (${KEYS_AT_HOME[kind](after)}),
      listed as (insert into sync_copy (kind, key) select ${kind}, key from home on conflict do nothing)
      select key from home`.execute(db);
    return rows.at(-1)?.key ?? null;
  });

/** @param step goes on after a key, and answers its last one; null at the end. */
async function inSteps(
  signal: AbortSignal | undefined,
  step: (after: readonly string[] | null) => Promise<string[] | null>,
): Promise<void> {
  let after: readonly string[] | null = null;
  do {
    signal?.throwIfAborted();
    after = await step(after);
  } while (after !== null);
}
