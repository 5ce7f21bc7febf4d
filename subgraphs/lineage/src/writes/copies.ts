import { type SqlBool, sql } from 'kysely';
import { holdOffMetricDefinitions } from '../metric-definitions.ts';
import type { Run } from '../runs.ts';
import type { Work } from './perform.ts';

/** The names of copies in the other stores. */
export const experimentCopy = (runId: string) => `experiment:${runId}`;
export const servingCopy = (modelId: string) => `serving:${modelId}`;
export const registryCopy = (viewName: string) => `registry:${viewName}`;
/** A model's row on a metric's board, over all datasets (null) or on one. refresh_best_runs takes the name apart. */
export const boardCopy = (metric: string, datasetId: string | null, modelId: string) =>
  `board:${metric}:${datasetId ?? ''}:${modelId}`;

/** Experiments of runs that were archived or restored and, of those that boards rank, their models' rows there. */
export async function followArchived(work: Work, runs: readonly Pick<Run, 'id' | 'status'>[]): Promise<void> {
  for (const { id } of runs) work.follow(experimentCopy(id));
  const completed = runs.filter(({ status }) => status === 'COMPLETED');
  await followBoards(
    work,
    completed.map(({ id }) => id),
  );
}

/** A changed run's experiment and, where it comes to its model's boards or leaves them, its rows there. */
export async function followRun(work: Work, before: Run, after: Run): Promise<void> {
  work.follow(experimentCopy(after.id));
  if (rankedModelOf(before) !== rankedModelOf(after)) await followBoards(work, [after.id]);
}

/** For which model boards rank a run. */
export const rankedModelOf = ({ status, archivedAt, modelId }: Run) =>
  status === 'COMPLETED' && archivedAt === null ? modelId : null;

/** The boards on which a run stands or may stand, as it is and as it was: nothing here takes its metrics away. */
export async function followBoards(work: Work, runIds: readonly string[], names?: readonly string[]): Promise<void> {
  if (runIds.length === 0) return;
  await holdOffMetricDefinitions(work.db);
  const rows = await work.db
    .selectFrom('runMetric')
    .innerJoin('metricDefinition', 'metricDefinition.name', 'runMetric.name')
    .select(['runMetric.name', 'runMetric.datasetId', 'runMetric.modelId'])
    .distinct()
    .where(sql<SqlBool>`run_metric.run_id = any(${[...runIds]}::uuid[])`)
    .$if(names !== undefined, (query) => query.where('runMetric.name', 'in', names ?? []))
    .execute();
  follow(work, rows);
}

/** All boards of a metric, such as when its goal has changed. */
export async function followMetric(work: Work, name: string): Promise<void> {
  const rows = await work.db
    .selectFrom('runMetric')
    .select(['name', 'datasetId', 'modelId'])
    .distinct()
    .where('name', '=', name)
    .where('ranked', '=', true)
    .execute();
  follow(work, rows);
}

/** All boards of a model, such as when it is archived. */
export async function followModel(work: Work, modelId: string): Promise<void> {
  await holdOffMetricDefinitions(work.db);
  const rows = await work.db
    .selectFrom('runMetric')
    .innerJoin('metricDefinition', 'metricDefinition.name', 'runMetric.name')
    .select(['runMetric.name', 'runMetric.datasetId', 'runMetric.modelId'])
    .distinct()
    .where('runMetric.modelId', '=', modelId)
    .execute();
  follow(work, rows);
}

/** The serving path of each model of which a version learned from data that a quarantine reaches. */
export async function followLearners(work: Work, originId: string): Promise<void> {
  const models = await work.db
    .selectFrom('modelVersion')
    .select('modelId')
    .distinct()
    .where('id', 'in', (eb) => {
      const reached = eb.selectFrom('quarantineMark as mark').where('mark.originId', '=', originId);
      return reached
        .innerJoin('modelVersionDataset as learned', 'learned.datasetVersionId', 'mark.versionId')
        .select('learned.modelVersionId')
        .union(
          reached
            .innerJoin('featureViewSource as source', 'source.datasetVersionId', 'mark.versionId')
            .innerJoin('modelVersionFeatureView as learned', (join) =>
              join.onRef('learned.viewName', '=', 'source.viewName').onRef('learned.revision', '=', 'source.revision'),
            )
            .select('learned.modelVersionId'),
        );
    })
    .execute();
  work.follow(...models.map(({ modelId }) => servingCopy(modelId)));
}

function follow(work: Work, rows: readonly { name: string; datasetId: string | null; modelId: string | null }[]) {
  for (const { name, datasetId, modelId } of rows) {
    if (modelId === null) continue;
    work.follow(boardCopy(name, null, modelId));
    if (datasetId !== null) work.follow(boardCopy(name, datasetId, modelId));
  }
}
