import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../tables.ts';

/** From when on what was answered is told apart. */
export interface Since {
  readonly MINUTE: Date;
  readonly HOUR: Date;
  readonly DAY: Date;
}

/** Fewer than a statement has time for, however slow the disk. */
const ROWS_A_STEP = 10_000;

/**
 * Draws counts together that are told apart more finely than anybody asks for: minutes to hours, hours to days, and days
 * to one sum. Only what is kept for good: a Redis that says it again is not believed. May be repeated, and by several at
 * once.
 */
export async function drawTogether(db: Kysely<Database>, since: Since, signal?: AbortSignal): Promise<void> {
  const moves = [
    moveMinutes(hourOf(since.MINUTE)),
    moveSums('HOUR', 'DAY', dayOf(since.HOUR)),
    moveSums('DAY', 'ALL', dayOf(since.DAY)),
  ];
  for (const move of moves) {
    let moved: number | undefined;
    do {
      signal?.throwIfAborted();
      const { rows } = await move.execute(db);
      moved = rows[0]?.moved;
    } while (moved === ROWS_A_STEP);
  }
}

/** Whole hours and days are moved at once, so that their sums are written once. */
const hourOf = (time: Date) => sql`date_trunc('hour', ${time}::timestamptz, 'UTC')`;
const dayOf = (time: Date) => sql`date_trunc('day', ${time}::timestamptz, 'UTC')`;

const moveMinutes = (before: RawBuilder<unknown>) => sql<{ moved: number }>`
  with due as (
    select deployment_id, minute, epoch from prediction_count as counted join prediction_epoch using (epoch)
    where minute < ${before} and minute < kept_before
    order by minute limit ${ROWS_A_STEP} for update of counted skip locked
  ),
  moved as (
    delete from prediction_count as counted using due
    where counted.deployment_id = due.deployment_id and counted.minute = due.minute and counted.epoch = due.epoch
    returning counted.*
  ),
  ${addSums('HOUR', sql`select deployment_id, minute as start, minute as last_minute, requests, errors, hits from moved`)}
  select count(*)::int as moved from moved`;

const moveSums = (from: 'HOUR' | 'DAY', to: 'DAY' | 'ALL', before: RawBuilder<unknown>) => sql<{ moved: number }>`
  with due as (
    select deployment_id, start from prediction_sum where span = ${from} and start < ${before}
    order by start limit ${ROWS_A_STEP} for update skip locked
  ),
  moved as (
    delete from prediction_sum as summed using due
    where summed.span = ${from} and summed.deployment_id = due.deployment_id and summed.start = due.start
    returning summed.*
  ),
  ${addSums(to, sql`select * from moved`)}
  select count(*)::int as moved from moved`;

const STARTS = {
  HOUR: sql`date_trunc('hour', start, 'UTC')`,
  DAY: sql`date_trunc('day', start, 'UTC')`,
  ALL: sql`'1970-01-01Z'::timestamptz`,
};

const addSums = (span: keyof typeof STARTS, moved: RawBuilder<unknown>) => sql`
  added as (
    insert into prediction_sum as known (deployment_id, span, start, last_minute, requests, errors, hits)
    select deployment_id, ${sql.lit(span)}, ${STARTS[span]}, max(last_minute), sum(requests), sum(errors), sum(hits)
    from (${moved}) moved group by 1, 3 order by 1, 3
    on conflict (deployment_id, span, start) do update set
      last_minute = greatest(known.last_minute, excluded.last_minute),
      requests = known.requests + excluded.requests,
      errors = known.errors + excluded.errors,
      hits = known.hits + excluded.hits
  )`;

/** Whose counts are summed. Left out are minutes of the epoch from a time on, which Redis counts still. */
export interface SummedModel {
  readonly modelId: string;
  readonly epoch: string;
  readonly from: Date;
}

/** All that is kept of a model. */
export interface ModelSums {
  readonly modelId: string;
  /** How often something was kept. */
  readonly revision: number;
  readonly deployments: readonly DeploymentSum[];
  /** What it has answered without an error in minutes, hours and days of UTC that are not before those of `since`. */
  readonly served: readonly { readonly window: keyof Since; readonly start: Date; readonly count: number }[];
}

export interface DeploymentSum {
  readonly id: string;
  readonly versionNumber: number;
  readonly requests: number;
  readonly errors: number;
  readonly hits: number;
  /** The last minute in which it was asked. */
  readonly lastMinute: Date;
}

/** Of each model of which something is kept, in one snapshot. */
export async function sumCounts(
  db: Kysely<Database>,
  models: readonly SummedModel[],
  since: Since,
): Promise<ModelSums[]> {
  const served = (window: keyof Since, spans: readonly string[]) => sql`
    select model_id, ${sql.lit(window)} as "window", date_trunc(${sql.lit(window)}, start, 'UTC') as start,
      sum(requests - errors) as count
    from counted where start >= ${since[window]} and span = any(${spans}::text[]) group by 1, 3`;
  const { rows } = await sql<Written>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(models)}::jsonb) as asked("modelId" text, epoch uuid, "from" timestamptz)
    ),
    counted as materialized (
      select model_id, deployment_id, 'MINUTE' as span, minute as start, minute as last_minute, requests, errors, hits
      from asked join deployment on model_id = "modelId" join prediction_count on deployment_id = deployment.id
      where not (prediction_count.epoch = asked.epoch and minute >= "from")
      union all
      select model_id, deployment_id, span, start, last_minute, requests, errors, hits
      from asked join deployment on model_id = "modelId" join prediction_sum on deployment_id = deployment.id
    ),
    summed as (
      select deployment.model_id, deployment.id, number as "versionNumber", sum(requests) as requests,
        sum(errors) as errors, sum(hits) as hits, max(last_minute) as "lastMinute"
      from counted join deployment on deployment.id = deployment_id join model_version on model_version.id = model_version_id
      group by deployment.id, number
    ),
    served as (
      ${served('MINUTE', ['MINUTE'])}
      union all ${served('HOUR', ['MINUTE', 'HOUR'])}
      union all ${served('DAY', ['MINUTE', 'HOUR', 'DAY'])}
    )
    select model_id, revision,
      (select coalesce(json_agg(summed), '[]') from summed where summed.model_id = fold.model_id) as deployments,
      (select coalesce(json_agg(served), '[]') from served where served.model_id = fold.model_id) as served
    from asked join prediction_fold as fold on fold.model_id = "modelId"
    order by model_id`.execute(db);
  return rows.map(({ deployments, served, ...model }) => ({
    ...model,
    deployments: deployments.map((one) => ({ ...one, lastMinute: new Date(one.lastMinute) })),
    served: served.map((one) => ({ ...one, start: new Date(one.start) })),
  }));
}

/** Times in JSON are texts. */
type Written = Omit<ModelSums, 'deployments' | 'served'> & {
  deployments: (Omit<DeploymentSum, 'lastMinute'> & { lastMinute: string })[];
  served: { window: keyof Since; start: string; count: number }[];
};
