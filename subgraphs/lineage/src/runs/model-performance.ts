import type { CursorValue } from '@tributary/common/lists/page';
import { type Kysely, type SqlBool, sql } from 'kysely';
import { countRows } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { hasOpenModel } from '../models/open-models.ts';
import type { Database } from '../tables.ts';
import { meanOf } from './metric-mean.ts';
import { type RunList, type RunSelection, selectRuns } from './run-selection.ts';
import type { Run } from './runs.ts';

export type ModelPerformance = Run & {
  datasetId: string | null;
  accuracy: number | null;
  rankInDataset: number | null;
  movingAverageAccuracy: number | null;
};
export type ModelPerformanceRow = ModelPerformance & { cursor: CursorValue[] };

/** The runs of the view model_performance, before its windows are computed. */
const selectPerforming = (db: Kysely<Database>, selection: RunSelection) =>
  selectRuns(db, selection).where('run.status', '=', 'COMPLETED').where(hasOpenModel('run.modelId'));

const datasetOf = (versionId: string) => sql<string | null>`split_part(${sql.ref(versionId)}, '@', 1)`;

/** Orders accuracies from the best on. */
const fromBest = sql`case when (select defined_goal('accuracy')) = 'MINIMIZE' then run_metric.value else -run_metric.value end`;

/**
 * As the view model_performance has it. Reads the page first; then ranks run along one index, over the page's datasets
 * alone, and averages along another, over five runs each.
 */
export function pageModelPerformance(db: Kysely<Database>, list: RunList): Promise<ModelPerformanceRow[]> {
  return db
    .with('page', () =>
      takePage(
        selectPerforming(db, list).selectAll('run').select(datasetOf('run.datasetVersionId').as('datasetId')),
        list,
      ),
    )
    .with('ranked', (cte) =>
      cte
        .selectFrom((eb) => eb.selectFrom('page').select('page.datasetId').distinct().as('dataset'))
        .innerJoinLateral(
          (eb) =>
            eb
              .selectFrom('runMetric')
              .select(['runMetric.runId', sql<number>`rank() over (order by ${fromBest})`.as('rankInDataset')])
              .where('runMetric.ranked', '=', sql.lit(true))
              .where('runMetric.name', '=', 'accuracy')
              .whereRef('runMetric.datasetId', '=', 'dataset.datasetId')
              .where(hasOpenModel('runMetric.modelId'))
              .as('place'),
          (join) => join.onTrue(),
        )
        .selectAll('place'),
    )
    .selectFrom('page')
    .leftJoin('ranked', 'ranked.runId', 'page.id')
    .leftJoin('runMetric', (join) =>
      join
        .onRef('runMetric.runId', '=', 'page.id')
        .on('runMetric.name', '=', 'accuracy')
        .on('runMetric.ranked', '=', true),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom((inner) =>
            inner
              .selectFrom('run')
              .select('run.id')
              .where('run.status', '=', sql.lit('COMPLETED'))
              .where('run.archivedAt', 'is', null)
              .where(hasOpenModel('run.modelId'))
              .where(datasetOf('run.datasetVersionId'), '=', sql.ref<string | null>('page.datasetId'))
              .where(sql<SqlBool>`(run.created_at, run.id) <= (page.created_at, page.id)`)
              .orderBy('run.createdAt', 'desc')
              .orderBy('run.id', 'desc')
              .limit(5)
              .as('recent'),
          )
          .innerJoin('runMetric', 'runMetric.runId', 'recent.id')
          .where('runMetric.name', '=', 'accuracy')
          .where('runMetric.ranked', '=', true)
          .select(meanOf('runMetric.value').as('movingAverageAccuracy'))
          .as('recent'),
      (join) => join.onTrue(),
    )
    .selectAll('page')
    .select(['runMetric.value as accuracy', 'ranked.rankInDataset', 'recent.movingAverageAccuracy'])
    .orderBy('page.createdAt', 'desc')
    .orderBy('page.id', 'desc')
    .execute();
}

export const countModelPerformance = (db: Kysely<Database>, selection: RunSelection): Promise<number> =>
  countRows(selectPerforming(db, selection));
