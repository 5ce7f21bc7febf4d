import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CopyKind, SyncState } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

/** A copy in another store: its kind, and its key among the copies of this kind. */
export type Copy = ExperimentCopy | BoardCopy | RegistryCopy | ServingCopy;

interface ExperimentCopy {
  readonly kind: 'experiment';
  readonly key: readonly [runId: string];
}

/** A model's row on a metric's board: the one over all datasets (''), or the one of a dataset. */
export interface BoardCopy {
  readonly kind: 'board';
  readonly key: readonly [metric: string, datasetId: string, modelId: string];
}

interface RegistryCopy {
  readonly kind: 'registry';
  readonly key: readonly [viewName: string];
}

interface ServingCopy {
  readonly kind: 'serving';
  readonly key: readonly [modelId: string];
}

export const experimentCopy = (runId: string): ExperimentCopy => ({ kind: 'experiment', key: [runId] });
/** @param datasetId null for the board over all datasets. */
export const boardCopy = (metric: string, datasetId: string | null, modelId: string): BoardCopy => ({
  kind: 'board',
  key: [metric, datasetId ?? '', modelId],
});
export const registryCopy = (viewName: string): RegistryCopy => ({ kind: 'registry', key: [viewName] });
export const servingCopy = (modelId: string): ServingCopy => ({ kind: 'serving', key: [modelId] });

/** The copies of one kind. */
export type CopyOf<Kind extends Copy['kind']> = Extract<Copy, { kind: Kind }>;

export const isBoardCopy = (copy: Copy): copy is BoardCopy => copy.kind === 'board';

/** All of them. */
export const COPY_KINDS = ['experiment', 'board', 'registry', 'serving'] as const satisfies readonly Copy['kind'][];

/** A copy that failed as often is parked: it is left alone until somebody asks for it again. */
export const MAX_ATTEMPTS = 10;

/** Copies as rows of a statement, with their number from 1. */
export const rowsOf = (copies: readonly Copy[]): RawBuilder<unknown> =>
  sql`rows from (jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) as (kind text, key text[])) with ordinality`;

/** A copy, and the version that a transaction has given it. */
export interface PutDownCopy {
  readonly copy: Copy;
  readonly version: number;
}

/**
 * Says that copies are behind, each given once; one that a bulk seed left out is no longer left out. The rows are locked
 * in one order, so that two transactions with the same copies never wait for each other.
 */
export async function putDownCopies(db: Kysely<Database>, copies: readonly Copy[]): Promise<PutDownCopy[]> {
  if (copies.length === 0) return [];
  const { rows } = await sql<PutDownCopy>`
    insert into sync_copy (kind, key, behind_since)
    select kind, key, clock_timestamp() from ${rowsOf(copies)} as stale(kind, key, place) order by kind collate "C", key collate "C"
    on conflict (kind, key) do update set version = sync_copy.version + 1, left_out = false,
      behind_since = case when sync_copy.version > sync_copy.delivered then sync_copy.behind_since else clock_timestamp() end
    returning json_build_object('kind', kind, 'key', key) as copy, version`.execute(db);
  return rows;
}

/** In the order of the copies; null where a copy is left out. A copy that was never put down was never delivered. */
export async function findSyncStates(db: Kysely<Database>, copies: readonly Copy[]): Promise<(SyncState | null)[]> {
  const { rows } = await sql<{ state: SyncState | null }>`
    select case when left_out then null when version = delivered then 'SYNCED' else 'PENDING' end as state
    from ${rowsOf(copies)} as asked(kind, key, place) left join sync_copy using (kind, key) order by place`.execute(db);
  return rows.map(({ state }) => state);
}

/** How far the copies of one kind are behind. */
export interface CopyLag {
  kind: CopyKind;
  /** How many are behind, those given up among them. */
  pending: number;
  parked: number;
  /** How long the oldest has been behind; null when none is. */
  oldestSeconds: number | null;
}

/** Of each kind, for a statement that asks for more. */
export const selectLags = sql<CopyLag[]>`(
  select json_agg(lag order by lag.kind) from (
    select upper(known.kind) as kind, count(sync_copy.kind) as pending,
      count(sync_copy.kind) filter (where attempts >= ${sql.lit(MAX_ATTEMPTS)}) as parked,
      extract(epoch from now() - min(behind_since))::double precision as "oldestSeconds"
    from unnest(${[...COPY_KINDS]}::text[]) as known(kind)
    left join sync_copy on sync_copy.kind = known.kind and version > delivered
    group by known.kind
  ) lag
)`;
