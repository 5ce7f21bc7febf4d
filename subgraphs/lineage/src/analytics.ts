import type { CursorValue } from '@tributary/common/page';
import { type Kysely, sql } from 'kysely';
import { type Deployment, type DeploymentList, listedDeployments } from './deployments.ts';
import { isStorable } from './ids.ts';
import { paged } from './keyset.ts';
import { listedRuns, type Run, type RunList } from './runs.ts';
import type { Database } from './tables.ts';

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

/** The runs of the view model_performance, before its windows are computed. */
const performing = (db: Kysely<Database>, list: RunList) =>
  listedRuns(db, list)
    .where('run.status', '=', 'COMPLETED')
    .where(
      (eb) => eb.selectFrom('model').select('model.archivedAt').whereRef('model.id', '=', 'run.modelId'),
      'is',
      null,
    );

/** Reads the page first, so that the windows are computed over its datasets alone, each once. */
export function pageModelPerformance(db: Kysely<Database>, list: RunList): Promise<ModelPerformanceRow[]> {
  return db
    .with('page', () => paged(performing(db, list).selectAll('run'), list.order, list.page))
    .with('ranked', (cte) =>
      cte
        .selectFrom((eb) =>
          eb
            .selectFrom('page')
            .innerJoin('datasetVersion', 'datasetVersion.id', 'page.datasetVersionId')
            .select('datasetVersion.datasetId')
            .distinct()
            .as('dataset'),
        )
        .innerJoinLateral(
          (eb) =>
            eb
              .selectFrom('modelPerformance')
              .selectAll()
              .whereRef('modelPerformance.datasetId', '=', 'dataset.datasetId')
              // Kept apart: joined as a whole, the view would be computed for every dataset.
              .offset(0)
              .as('performance'),
          (join) => join.onTrue(),
        )
        .selectAll('performance'),
    )
    .selectFrom('page')
    .leftJoin('ranked', 'ranked.runId', 'page.id')
    .leftJoin('runMetric', (join) =>
      join
        .onRef('runMetric.runId', '=', 'page.id')
        .on('runMetric.name', '=', 'accuracy')
        .on('runMetric.ranked', '=', true),
    )
    .selectAll('page')
    .select(['ranked.datasetId', 'runMetric.value as accuracy', 'ranked.rankInDataset', 'ranked.movingAverageAccuracy'])
    .orderBy('page.createdAt', 'desc')
    .orderBy('page.id', 'desc')
    .execute();
}

export async function countModelPerformance(db: Kysely<Database>, list: RunList): Promise<number> {
  const { count } = await performing(db, list)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function compareFrameworks(
  db: Kysely<Database>,
  datasetId: string | null,
): Promise<FrameworkComparison[]> {
  if (datasetId !== null && !isStorable(datasetId)) return [];
  const completed = sql`filter (where run.status = 'COMPLETED')`;
  return db
    .selectFrom('run')
    .leftJoin('runMetric', (join) =>
      join
        .onRef('runMetric.runId', '=', 'run.id')
        .on('runMetric.name', '=', 'accuracy')
        .on('runMetric.ranked', '=', true),
    )
    .select([
      'run.framework',
      sql<number>`count(*)`.as('runs'),
      sql<number>`count(*) ${completed}`.as('completedRuns'),
      sql<number | null>`avg(run_metric.value)`.as('averageAccuracy'),
      sql<number | null>`max(run_metric.value)`.as('bestAccuracy'),
      sql<number | null>`avg(run.duration_seconds) ${completed}`.as('averageTrainingSeconds'),
    ])
    .where('run.archivedAt', 'is', null)
    .$if(datasetId !== null, (query) =>
      query.where('run.datasetVersionId', 'in', (eb) =>
        eb.selectFrom('datasetVersion').select('datasetVersion.id').where('datasetVersion.datasetId', '=', datasetId),
      ),
    )
    .groupBy('run.framework')
    .orderBy(sql`run.framework collate "C"`, (ob) => ob.asc().nullsLast())
    .execute();
}

export function pageDeploymentSummary(db: Kysely<Database>, list: DeploymentList): Promise<DeploymentSummaryRow[]> {
  const joined = listedDeployments(db, list)
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
  return paged(joined, list.order, list.page).execute();
}
