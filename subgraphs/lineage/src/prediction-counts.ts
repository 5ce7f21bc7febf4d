import { type Kysely, sql } from 'kysely';
import type { Database } from './tables.ts';

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

/**
 * Keeps counts of closed minutes. They are absolute and the greater wins, so the same may be folded again, in any order
 * and by several at once. What belongs to no deployment is left out.
 * @param counts each minute of a deployment once.
 */
export async function foldCounts(db: Kysely<Database>, counts: readonly MinuteCount[]): Promise<void> {
  if (counts.length === 0) return;
  await sql`
    insert into prediction_count as known (deployment_id, minute, epoch, requests, errors, hits)
    select deployment.id, minute, epoch, requests, errors, hits
    from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
      as counted("deploymentId" uuid, minute timestamptz, epoch uuid, requests bigint, errors bigint, hits bigint)
    join deployment on deployment.id = counted."deploymentId"
    order by deployment.id, minute, epoch
    on conflict (deployment_id, minute, epoch) do update set
      requests = greatest(known.requests, excluded.requests),
      errors = greatest(known.errors, excluded.errors),
      hits = greatest(known.hits, excluded.hits)`.execute(db);
}

/** A deployment of which something is folded. */
export interface CountedDeployment {
  readonly id: string;
  readonly modelId: string;
  readonly versionNumber: number;
}

/** In the order of their models. */
export async function findCountedDeployments(db: Kysely<Database>): Promise<CountedDeployment[]> {
  const { rows } = await sql<CountedDeployment>`
    select deployment.id, deployment.model_id, number as version_number
    from deployment join model_version on model_version.id = model_version_id
    where exists (select from prediction_count where deployment_id = deployment.id)
    order by deployment.model_id, deployment.id`.execute(db);
  return rows;
}

/** What is left out of a sum: minutes that Redis counts still. */
export interface OpenMinutes {
  readonly epoch: string;
  readonly from: Date;
}

/** All that is folded of a deployment. */
export interface FoldedCounts {
  readonly requests: number;
  readonly errors: number;
  readonly hits: number;
  /** The last minute in which it was asked; null where it never was. */
  readonly lastMinute: Date | null;
  /** What it has answered without an error in minutes, hours and days of UTC that are not before those of `since`. */
  readonly served: readonly { readonly window: keyof Since; readonly start: Date; readonly count: number }[];
}

/** From when on what was answered is told apart. */
export interface Since {
  readonly MINUTE: Date;
  readonly HOUR: Date;
  readonly DAY: Date;
}

/** Reads a deployment's counts in one snapshot. */
export async function sumFoldedCounts(
  db: Kysely<Database>,
  deploymentId: string,
  open: OpenMinutes,
  since: Since,
): Promise<FoldedCounts> {
  const served = (window: keyof Since) => sql`
    select ${sql.lit(window)} as window, date_trunc(${sql.lit(window)}, minute, 'UTC') as start, sum(requests - errors) as count
    from counted where minute >= ${since[window]} group by 2`;
  const { rows } = await sql<
    Omit<FoldedCounts, 'served'> & { served: { window: keyof Since; start: string; count: number }[] }
  >`
    with counted as materialized (
      select minute, requests, errors, hits from prediction_count
      where deployment_id = ${deploymentId} and not (epoch = ${open.epoch} and minute >= ${open.from})
    ),
    served as (${served('MINUTE')} union all ${served('HOUR')} union all ${served('DAY')})
    select coalesce(sum(requests), 0)::bigint as requests, coalesce(sum(errors), 0)::bigint as errors,
      coalesce(sum(hits), 0)::bigint as hits, max(minute) as last_minute,
      (select coalesce(json_agg(served), '[]') from served) as served
    from counted`.execute(db);
  const [sum] = rows;
  if (!sum) throw new Error('A sum has no row');
  return { ...sum, served: sum.served.map((one) => ({ ...one, start: new Date(one.start) })) };
}
