import { type SqlBool, sql } from 'kysely';
import { type BoardCopy, boardCopy, type Copy, experimentCopy, servingCopy } from '../copies/copies.ts';
import { learnedFrom } from '../learned-from.ts';
import type { Run } from '../runs/runs.ts';
import { lockMetricDefinitionsForShare } from './advisory-locks.ts';
import type { Work } from './work.ts';

/** The experiments of runs that were archived or restored and, of the completed ones, their models' rows on boards. */
export async function copiesOfArchivedRuns(work: Work, runs: readonly Pick<Run, 'id' | 'status'>[]): Promise<Copy[]> {
  const completed = runs.filter(({ status }) => status === 'COMPLETED').map(({ id }) => id);
  return [...runs.map(({ id }) => experimentCopy(id)), ...(await boardsOfRuns(work, completed))];
}

/** A changed run's experiment and, where it joins its model's boards or leaves them, its model's rows there. */
export async function copiesOfChangedRun(work: Work, before: Run, after: Run): Promise<Copy[]> {
  const moves = rankedModelOf(before) !== rankedModelOf(after);
  return [experimentCopy(after.id), ...(moves ? await boardsOfRuns(work, [after.id]) : [])];
}

/** The model for which boards rank a run. */
export const rankedModelOf = ({ status, archivedAt, modelId }: Run): string | null =>
  status === 'COMPLETED' && archivedAt === null ? modelId : null;

/**
 * The boards on which runs stand or could stand, now and before the change: no change takes a run's metrics away.
 * @param names limits the boards to those of these metrics.
 */
export async function boardsOfRuns(
  work: Work,
  runIds: readonly string[],
  names?: readonly string[],
): Promise<BoardCopy[]> {
  if (runIds.length === 0) return [];
  await lockMetricDefinitionsForShare(work);
  const rows = await work.db
    .selectFrom('runMetric')
    .innerJoin('metricDefinition', 'metricDefinition.name', 'runMetric.name')
    .select(['runMetric.name', 'runMetric.datasetId', 'runMetric.modelId'])
    .distinct()
    .where(sql<SqlBool>`run_metric.run_id = any(${[...runIds]}::uuid[])`)
    .$if(names !== undefined, (query) => query.where('runMetric.name', 'in', names ?? []))
    .execute();
  return rows.flatMap(boardsOf);
}

/** All boards of a metric, such as when its goal has changed. */
export async function boardsOfMetric({ db }: Work, name: string): Promise<BoardCopy[]> {
  const rows = await db
    .selectFrom('runMetric')
    .select(['name', 'datasetId', 'modelId'])
    .distinct()
    .where('name', '=', name)
    .where('ranked', '=', true)
    .execute();
  return rows.flatMap(boardsOf);
}

/** A model's rows on all boards, such as when it is archived. */
export async function boardsOfModel(work: Work, modelId: string): Promise<BoardCopy[]> {
  await lockMetricDefinitionsForShare(work);
  const rows = await work.db
    .selectFrom('runMetric')
    .innerJoin('metricDefinition', 'metricDefinition.name', 'runMetric.name')
    .select(['runMetric.name', 'runMetric.datasetId', 'runMetric.modelId'])
    .distinct()
    .where('runMetric.modelId', '=', modelId)
    .execute();
  return rows.flatMap(boardsOf);
}

/** All rows on a dataset's boards, such as when it is archived. */
export async function boardsOfDataset(work: Work, datasetId: string): Promise<BoardCopy[]> {
  await lockMetricDefinitionsForShare(work);
  const rows = await work.db
    .selectFrom('runMetric')
    .innerJoin('metricDefinition', 'metricDefinition.name', 'runMetric.name')
    .select(['runMetric.name', 'runMetric.modelId'])
    .distinct()
    .where('runMetric.datasetId', '=', datasetId)
    .execute();
  return rows.flatMap(({ name, modelId }) => (modelId === null ? [] : [boardCopy(name, datasetId, modelId)]));
}

/** What answers for each model of which a version learned from data that a quarantine reaches. */
export async function servingOfLearners({ db }: Work, originId: string): Promise<Copy[]> {
  const models = await db
    .selectFrom('quarantineMark as mark')
    .innerJoin(learnedFrom.as<'learned'>(sql`learned`), 'learned.datasetVersionId', 'mark.versionId')
    .innerJoin('modelVersion', 'modelVersion.id', 'learned.modelVersionId')
    .select('modelVersion.modelId')
    .distinct()
    .where('mark.originId', '=', originId)
    .execute();
  return models.map(({ modelId }) => servingCopy(modelId));
}

/** A model's rows on the boards of one metric: over all datasets and, where it has one, on its dataset's. */
function boardsOf(row: { name: string; datasetId: string | null; modelId: string | null }): BoardCopy[] {
  const { name, datasetId, modelId } = row;
  if (modelId === null) return [];
  const overall = boardCopy(name, null, modelId);
  return datasetId === null ? [overall] : [overall, boardCopy(name, datasetId, modelId)];
}
