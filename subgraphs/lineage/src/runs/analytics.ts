import type { CursorValue } from '@tributary/common/lists/page';
import { type Kysely, type SqlBool, sql } from 'kysely';
import { countRows } from '../counts.ts';
import { type Deployment, type DeploymentList, selectDeployments } from '../deployments/deployments.ts';
import { isStorable } from '../ids.ts';
import { takePage } from '../keyset.ts';
import type { Database } from '../tables.ts';
import { type RunList, type RunSelection, selectRuns } from './run-selection.ts';
import type { Run } from './runs.ts';

export type ModelPerformance = Run & {
  datasetId: string | null;
  accuracy: number | null;
  rankInDataset: number | null;
  movingAverageAccuracy: number | null;
};
export type ModelPerformanceRow = ModelPerformance & { cursor: CursorValue[] };

export type DeploymentSummary = Deployment & {
  version: number;
  datasetId: string | null;
  framework: string | null;
  accuracy: number | null;
};
export type DeploymentSummaryRow = DeploymentSummary & { cursor: CursorValue[] };

export interface FrameworkComparison {
  framework: string | null;
  runs: number;
  completedRuns: number;
  averageAccuracy: number | null;
  bestAccuracy: number | null;
  averageTrainingSeconds: number | null;
}

/**
 * Whether a run's model is not archived; a run without a model counts. Not one probe a row, which the planner takes
 * for a condition that hardly anything meets.
 */
const hasOpenModel = (modelId: string) =>
  sql<SqlBool>`(${sql.ref(modelId)} is null
    or ${sql.ref(modelId)} not in (select id from model where archived_at is not null))`;

/** The runs of the view model_performance, before its windows are computed. */
const selectPerforming = (db: Kysely<Database>, selection: RunSelection) =>
  selectRuns(db, selection).where('run.status', '=', 'COMPLETED').where(hasOpenModel('run.modelId'));

/** The average, which one huge value does not take away from others: null where there is such a value. */
const meanOf = (column: string) => {
  const value = sql.ref(column);
  return sql<number | null>`mean(sum(summable(${value})), count(summable(${value})), count(${value}))`;
};

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

/** Two aggregates, each along its own rows: joined run by run, the metrics would take one probe a run. */
export async function compareFrameworks(
  db: Kysely<Database>,
  datasetId: string | null,
): Promise<FrameworkComparison[]> {
  if (datasetId !== null && !isStorable(datasetId)) return [];
  const completed = sql`filter (where run.status = 'COMPLETED')`;
  const ofRuns = db
    .selectFrom('run')
    .select([
      'run.framework',
      sql<number>`count(*)`.as('runs'),
      sql<number>`count(*) ${completed}`.as('completedRuns'),
      sql<number | null>`avg(run.duration_seconds) ${completed}`.as('averageTrainingSeconds'),
    ])
    .where('run.archivedAt', 'is', null)
    .where(hasOpenModel('run.modelId'))
    .$if(datasetId !== null, (query) =>
      query.where('run.datasetVersionId', 'in', (eb) =>
        eb.selectFrom('datasetVersion').select('datasetVersion.id').where('datasetVersion.datasetId', '=', datasetId),
      ),
    )
    .groupBy('run.framework');
  const ofMetrics = db
    .selectFrom('runMetric')
    .select([
      'runMetric.framework',
      meanOf('runMetric.value').as('averageAccuracy'),
      sql<number | null>`case when (select defined_goal('accuracy')) = 'MINIMIZE' then min(run_metric.value)
        else max(run_metric.value) end`.as('bestAccuracy'),
    ])
    .where('runMetric.ranked', '=', sql.lit(true))
    .where('runMetric.name', '=', 'accuracy')
    .where(hasOpenModel('runMetric.modelId'))
    .$if(datasetId !== null, (query) => query.where('runMetric.datasetId', '=', datasetId))
    .groupBy('runMetric.framework');
  return db
    .selectFrom(ofRuns.as('compared'))
    .leftJoin(ofMetrics.as('measured'), (join) =>
      join.on('measured.framework', 'is not distinct from', sql.ref('compared.framework')),
    )
    .selectAll('compared')
    .select(['measured.averageAccuracy', 'measured.bestAccuracy'])
    .orderBy(sql`compared.framework collate "C"`, (ob) => ob.asc().nullsLast())
    .execute();
}

export function pageDeploymentSummary(db: Kysely<Database>, list: DeploymentList): Promise<DeploymentSummaryRow[]> {
  const joined = selectDeployments(db, list)
    .innerJoin('modelVersion', 'modelVersion.id', 'deployment.modelVersionId')
    .innerJoin('model', 'model.id', 'deployment.modelId')
    .leftJoin('run', 'run.id', 'modelVersion.runId')
    .leftJoin('datasetVersion', 'datasetVersion.id', 'run.datasetVersionId')
    .leftJoin('runMetric', (join) => join.onRef('runMetric.runId', '=', 'run.id').on('runMetric.name', '=', 'accuracy'))
    .selectAll('deployment')
    .select((eb) => [
      'modelVersion.number as version',
      'datasetVersion.datasetId',
      eb.fn.coalesce('run.framework', 'model.framework').as('framework'),
      'runMetric.value as accuracy',
    ]);
  return takePage(joined, list).execute();
}
