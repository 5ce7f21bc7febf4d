import { type Kysely, sql } from 'kysely';
import { isStorable } from '../ids.ts';
import { hasOpenModel } from '../models/open-models.ts';
import type { Database } from '../tables.ts';
import { meanOf } from './metric-mean.ts';

export interface FrameworkComparison {
  framework: string | null;
  runs: number;
  completedRuns: number;
  averageAccuracy: number | null;
  bestAccuracy: number | null;
  averageTrainingSeconds: number | null;
}

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
