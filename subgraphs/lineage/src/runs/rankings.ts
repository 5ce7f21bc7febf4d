import { badUserInput } from '@tributary/common/errors';
import { checkFirst } from '@tributary/common/lists/page';
import type { OfParent } from '@tributary/common/loaders';
import { type Kysely, type OrderByDirection, type SqlBool, sql } from 'kysely';
import pg from 'pg';
import { isStorable } from '../ids.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { MetricGoal } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';
import type { Run } from './runs.ts';

/** What makes a run the best: without a goal the metric's definition says it. */
export interface Criterion {
  readonly metric: string;
  readonly goal: MetricGoal | null;
}

export interface Ranking extends Criterion {
  readonly first: number;
  readonly datasetId: string | null;
  readonly framework: string | null;
  readonly perModel: boolean;
}

export type RankedRun = Run & { rank: number; value: number };

/** @throws BAD_USER_INPUT when the metric has neither a definition nor a goal, or `first` is out of its bounds. */
export async function findTopRuns(db: Kysely<Database>, ranking: Ranking): Promise<RankedRun[]> {
  const { first, metric, goal, datasetId, framework, perModel } = ranking;
  checkFirst(first);
  if (![metric, datasetId ?? '', framework ?? ''].every(isStorable)) return [];
  const ranked = sql<{ rank: number; runId: string; value: number }>`get_top_models(
    ${first}::integer, ${metric}::text, ${goal}::text, ${datasetId}::text, ${framework}::text, ${perModel}::boolean
  )`;
  return tellUnknownGoal(
    db
      .selectFrom(ranked.as<'ranked'>(sql`ranked`))
      .innerJoin('run', 'run.id', 'ranked.runId')
      .selectAll('run')
      .select(['ranked.rank', 'ranked.value'])
      .orderBy('ranked.rank')
      .execute(),
  );
}

/** What has a best run: a model, or a dataset by its runs' first TRAINING input. */
export type RankedParent = 'modelId' | 'datasetId';

/**
 * The best run of each parent, ties to the newer id. Runs of archived models stay out of a dataset's ranking, and an
 * archived dataset has none.
 * @throws BAD_USER_INPUT when the metric has neither a definition nor a goal.
 */
export async function findBestRunsByParentIds(
  db: Kysely<Database>,
  parent: RankedParent,
  ids: readonly string[],
  { metric, goal }: Criterion,
): Promise<(Run & OfParent)[]> {
  if (!isStorable(metric)) return [];
  // Two branches, of which the goal lets one be executed: each walks an index from its best end.
  const best = (wanted: MetricGoal, direction: OrderByDirection) =>
    db
      .selectFrom('runMetric')
      .select('runMetric.runId')
      .where('runMetric.ranked', '=', sql.lit(true))
      .where('runMetric.name', '=', metric)
      .where(`runMetric.${parent}`, '=', parentKey)
      .where(sql<SqlBool>`(select metric_goal(${metric}::text, ${goal}::text)) = ${sql.lit(wanted)}`)
      .$if(parent === 'datasetId', (query) =>
        query
          .where(sql<SqlBool>`(select dataset_is_open(${parentKey}))`)
          .where(
            (eb) =>
              eb.selectFrom('model').select('model.archivedAt').whereRef('model.id', '=', sql.ref('runMetric.modelId')),
            'is',
            null,
          ),
      )
      .orderBy('runMetric.value', direction)
      .orderBy('runMetric.runId', 'desc')
      .limit(1);
  const either = sql<{ runId: string }>`(${best('MAXIMIZE', 'desc')} union all ${best('MINIMIZE', 'asc')})`;
  const bestRun = db.selectFrom(either.as<'best'>(sql`best`)).innerJoin('run', 'run.id', 'best.runId').selectAll('run');
  return tellUnknownGoal(perParent(db, ids, bestRun));
}

const INVALID_PARAMETER = '22023';

/** The function metric_goal names the remedy; its words are for the caller. */
async function tellUnknownGoal<Rows>(rows: Promise<Rows>): Promise<Rows> {
  try {
    return await rows;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === INVALID_PARAMETER) throw badUserInput(error.message);
    throw error;
  }
}
