import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SyncState } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

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

/** A copy that failed as often is parked: it is left alone until somebody asks for it again. */
export const MAX_ATTEMPTS = 10;

/** Copies as rows of a statement, with their number from 1. */
export const rowsOf = (copies: readonly Copy[]): RawBuilder<unknown> =>
  sql`rows from (jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) as (kind text, key text[])) with ordinality`;

/**
 * Says that copies are behind, each given once. The rows are locked in one order, so that two transactions with the
 * same copies never wait for each other.
 */
export async function putDownCopies(db: Kysely<Database>, copies: readonly Copy[]): Promise<void> {
  if (copies.length === 0) return;
  await sql`
    insert into sync_copy (kind, key)
    select kind, key from ${rowsOf(copies)} as stale(kind, key, place) order by kind collate "C", key collate "C"
    on conflict (kind, key) do update set version = sync_copy.version + 1,
      behind_since = case when sync_copy.version > sync_copy.delivered then sync_copy.behind_since else now() end`.execute(
    db,
  );
}

/** In the order of the copies. A copy that was never put down was never delivered. */
export async function findSyncStates(db: Kysely<Database>, copies: readonly Copy[]): Promise<SyncState[]> {
  const { rows } = await sql<{ isBehind: boolean }>`
    select coalesce(version > delivered, true) as is_behind
    from ${rowsOf(copies)} as asked(kind, key, place) left join sync_copy using (kind, key) order by place`.execute(db);
  return rows.map(({ isBehind }) => (isBehind ? 'PENDING' : 'SYNCED'));
}

export interface Lag {
  syncPending: number;
  syncParked: number;
  /** How long the oldest has been behind; null when none is. */
  syncOldestSeconds: number | null;
}

/** One row, for a statement that asks for more. */
export const selectLag = sql<Lag>`(
  select count(*) as sync_pending,
    count(*) filter (where attempts >= ${MAX_ATTEMPTS}) as sync_parked,
    extract(epoch from now() - min(behind_since))::double precision as sync_oldest_seconds
  from sync_copy where version > delivered
)`;
