import { type Kysely, sql } from 'kysely';
import { isUuid } from '../ids.ts';
import type { Database } from '../tables.ts';

/** What a deployment was asked in a minute. */
export interface MinuteCount {
  readonly deploymentId: string;
  /** Its beginning. */
  readonly minute: Date;
  /** Which life of a Redis has counted it. */
  readonly epoch: string;
  readonly requests: number;
  readonly errors: number;
  readonly hits: number;
}

/** How far a life of a Redis is kept. */
export interface KeptEpoch {
  readonly epoch: string;
  /** All that it has counted before is kept, once the counts are that come with it. */
  readonly keptBefore: Date;
}

/** How often something was kept of a model. */
export interface Fold {
  readonly modelId: string;
  readonly revision: number;
}

/**
 * Keeps counts of closed minutes. They are absolute and the greater wins, so the same may be kept again, in any order
 * and by several at once. What belongs to no deployment is left out, and what was kept for good before.
 * @param minutes each minute of a deployment once.
 * @param complete epochs of which these are the last counts; of others more is to come.
 * @returns the models of which something has changed.
 */
export async function keepCounts(
  db: Kysely<Database>,
  minutes: readonly MinuteCount[],
  complete: readonly KeptEpoch[],
): Promise<Fold[]> {
  const counts = minutes.filter(({ deploymentId }) => isUuid(deploymentId));
  if (counts.length === 0 && complete.length === 0) return [];
  const epochs = [...new Set([...counts, ...complete].map(({ epoch }) => epoch))];
  return db.transaction().execute(async (work) => {
    // Whoever keeps the same comes afterwards, and then sees how far it is kept.
    await sql`
      insert into prediction_epoch (epoch) select epoch from unnest(${epochs}::uuid[]) epoch order by epoch
      on conflict (epoch) do update set epoch = excluded.epoch`.execute(work);
    const { rows } = await sql<Fold>`
      with complete as (
        update prediction_epoch as known set kept_before = greatest(known.kept_before, complete."keptBefore")
        from jsonb_to_recordset(${JSON.stringify(complete)}::jsonb) as complete(epoch uuid, "keptBefore" timestamptz)
        where known.epoch = complete.epoch
      ),
      kept as (
        insert into prediction_count as known (deployment_id, minute, epoch, requests, errors, hits)
        select deployment.id, minute, epoch, requests, errors, hits
        from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
          as counted("deploymentId" uuid, minute timestamptz, epoch uuid, requests bigint, errors bigint, hits bigint)
        join deployment on deployment.id = counted."deploymentId"
        join prediction_epoch using (epoch)
        where minute >= kept_before
        order by deployment.id, minute, epoch
        on conflict (deployment_id, minute, epoch) do update set
          requests = greatest(known.requests, excluded.requests),
          errors = greatest(known.errors, excluded.errors),
          hits = greatest(known.hits, excluded.hits)
        where known.requests < excluded.requests or known.errors < excluded.errors or known.hits < excluded.hits
        returning deployment_id
      )
      insert into prediction_fold as fold (model_id, revision)
      select distinct model_id, 1 from kept join deployment on deployment.id = deployment_id order by model_id
      on conflict (model_id) do update set revision = fold.revision + 1
      returning model_id, revision`.execute(work);
    return rows;
  });
}

/** Every model of which something is kept, in their order. */
export const findFolds = (db: Kysely<Database>): Promise<Fold[]> =>
  db.selectFrom('predictionFold').select(['modelId', 'revision']).orderBy('modelId').execute();
