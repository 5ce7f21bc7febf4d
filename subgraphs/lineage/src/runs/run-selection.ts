import type { List, Selection } from '@tributary/common/lists/list';
import { expressionBuilder, type Kysely } from 'kysely';
import {
  arrayContains,
  createFilter,
  dateTimeFilter,
  floatFilter,
  namedFloatFilter,
  namedTextFilter,
  relatedTextEquals,
  stringFilter,
  textEquals,
  textIn,
  uuidEquals,
  uuidIn,
} from '../lists/filters.ts';
import type { TrainingRunWhere } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';
import type { RunColumn } from './run-orders.ts';

export type RunList = List<TrainingRunWhere, RunColumn>;
export type RunSelection = Selection<TrainingRunWhere>;

const eb = expressionBuilder<Database, 'run'>();

const toCondition = createFilter<TrainingRunWhere>({
  id: uuidIn('run.id'),
  parentId: uuidEquals('run.parentId'),
  groupId: textIn('run.groupId'),
  tag: arrayContains('run.tags'),
  status: textIn('run.status'),
  framework: stringFilter('run.framework'),
  modelId: textEquals('run.modelId'),
  datasetId: relatedTextEquals(
    (condition) =>
      eb.exists(
        eb
          .selectFrom('runInput')
          .innerJoin('datasetVersion', 'datasetVersion.id', 'runInput.datasetVersionId')
          .select('runInput.runId')
          .whereRef('runInput.runId', '=', 'run.id')
          .where(condition),
      ),
    'datasetVersion.datasetId',
  ),
  createdBy: stringFilter('run.createdBy'),
  metric: namedFloatFilter(
    (name, condition) =>
      eb.exists(
        eb
          .selectFrom('runMetric')
          .select('runMetric.runId')
          .whereRef('runMetric.runId', '=', 'run.id')
          .where('runMetric.name', '=', name)
          .where(condition),
      ),
    'runMetric.value',
  ),
  parameter: namedTextFilter(
    (name, condition) =>
      eb.exists(
        eb
          .selectFrom('runParameter')
          .select('runParameter.runId')
          .whereRef('runParameter.runId', '=', 'run.id')
          .where('runParameter.name', '=', name)
          .where(condition),
      ),
    'runParameter.value',
    'runParameter.number',
  ),
  durationSeconds: floatFilter('run.durationSeconds'),
  startedAt: dateTimeFilter('run.startedAt'),
  endedAt: dateTimeFilter('run.endedAt'),
  createdAt: dateTimeFilter('run.createdAt'),
  updatedAt: dateTimeFilter('run.updatedAt'),
});

/** The runs of a list, before its order and page. */
export const selectRuns = (db: Kysely<Database>, { where, includeArchived }: RunSelection) =>
  db
    .selectFrom('run')
    .$if(!includeArchived, (query) => query.where('run.archivedAt', 'is', null))
    .where(toCondition(where));
