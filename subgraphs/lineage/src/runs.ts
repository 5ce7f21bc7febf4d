import { badUserInput } from '@tributary/common/errors';
import type { CursorValue, SortKey } from '@tributary/common/page';
import {
  type Expression,
  expressionBuilder,
  type Kysely,
  type Selectable,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import {
  createFilter,
  float,
  holdsText,
  isRelated,
  namedFloat,
  namedText,
  text,
  textIn,
  textIs,
  time,
  uuidIn,
  uuidIs,
} from './filters.ts';
import { isStorable } from './ids.ts';
import { newestFirst, paged, parents } from './keyset.ts';
import type { List, OrderKey, Orders } from './list.ts';
import type { TrainingRunOrderField, TrainingRunWhere } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

export type Run = Selectable<Database['run']>;
export type RunRow = Run & { cursor: CursorValue[] };
export type RunInput = Selectable<Database['runInput']>;
export type RunMetric = Selectable<Database['runMetric']>;

/** The columns by which runs belong to something, so that one function pages and one counts them all. */
export type RunParent = 'modelId' | 'groupId' | 'parentId';

/** A cursor carries the name. */
const MAX_METRIC = 250;

export const runOrders: Orders<TrainingRunOrderField> = {
  fields: {
    CREATED_AT: () => ({ name: 'run.createdAt', kind: 'time' }),
    STARTED_AT: () => ({ name: 'run.startedAt', kind: 'time', nullable: true }),
    DURATION_SECONDS: () => ({ name: 'run.durationSeconds', kind: 'float', nullable: true }),
    METRIC: ({ metric }) => {
      if (metric == null) throw badUserInput('orderBy METRIC needs metric, the name of one.');
      if (metric.length > MAX_METRIC) throw badUserInput(`The name of a metric has up to ${MAX_METRIC} characters.`);
      return { name: `metric ${metric}`, kind: 'float', nullable: true, metric };
    },
  },
  unique: { name: 'run.id', kind: 'uuid' },
  usual: newestFirst('run', 'uuid'),
};

const eb = expressionBuilder<Database, 'run'>();

const hasNumber = sql<SqlBool>`run_metric.value > '-Infinity' and run_metric.value < 'Infinity'`;

/** A metric's value is none of the run's columns; what JSON has no number for counts as missing. */
function runColumn({ name, metric }: OrderKey): Expression<unknown> {
  if (metric === undefined) return sql.ref(name);
  if (!isStorable(metric)) return sql`null::double precision`;
  return eb
    .selectFrom('runMetric')
    .select('runMetric.value')
    .whereRef('runMetric.runId', '=', 'run.id')
    .where('runMetric.name', '=', metric)
    .where(hasNumber);
}

const holds = createFilter<TrainingRunWhere>({
  id: uuidIn('run.id'),
  parentId: uuidIs('run.parentId'),
  groupId: textIn('run.groupId'),
  tag: holdsText('run.tags'),
  status: textIn('run.status'),
  framework: text('run.framework'),
  modelId: textIs('run.modelId'),
  datasetId: isRelated(
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
  createdBy: text('run.createdBy'),
  metric: namedFloat(
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
  parameter: namedText(
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
  durationSeconds: float('run.durationSeconds'),
  startedAt: time('run.startedAt'),
  endedAt: time('run.endedAt'),
  createdAt: time('run.createdAt'),
  updatedAt: time('run.updatedAt'),
});

export type RunList = List<TrainingRunWhere>;

const pageOfRuns = <O>(query: SelectQueryBuilder<Database, 'run', O>, { order, page }: RunList) =>
  paged(query, order, page, runColumn);

export function findRunsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Run[]> {
  return db.selectFrom('run').selectAll().where('id', 'in', ids).execute();
}

/** The runs of a list, before its order and page. */
export const listedRuns = (db: Kysely<Database>, { where, includeArchived }: RunList) =>
  db
    .selectFrom('run')
    .$if(!includeArchived, (query) => query.where('run.archivedAt', 'is', null))
    .where(holds(where));

export function pageRuns(db: Kysely<Database>, list: RunList): Promise<RunRow[]> {
  const [key, ...others] = list.order;
  if (key?.metric !== undefined && others.length === 1 && isStorable(key.metric)) {
    return pageRunsByMetric(db, list, key.metric, key.direction);
  }
  return pageOfRuns(listedRuns(db, list).selectAll('run'), list).execute();
}

/** Along the index of the metric's values; the runs without one, which come last, by a second statement where needed. */
async function pageRunsByMetric(
  db: Kysely<Database>,
  list: RunList,
  metric: string,
  direction: SortKey['direction'],
): Promise<RunRow[]> {
  const { first, after } = list.page;
  const byValue: SortKey[] = [
    { name: 'runMetric.value', kind: 'float', direction },
    { name: 'runMetric.runId', kind: 'uuid', direction },
  ];
  const valued = listedRuns(db, list)
    .innerJoin('runMetric', 'runMetric.runId', 'run.id')
    .where('runMetric.name', '=', metric)
    .where(hasNumber)
    .selectAll('run');
  const isPastValues = after?.[0] === null;
  const rows = isPastValues ? [] : await paged(valued, byValue, list.page).execute();
  if (rows.length > first) return rows;

  const lastId = after?.[1];
  const rest = { first: first - rows.length, after: isPastValues && lastId !== undefined ? [lastId] : null };
  const others = listedRuns(db, list)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('runMetric')
            .select('runMetric.runId')
            .whereRef('runMetric.runId', '=', 'run.id')
            .where('runMetric.name', '=', metric)
            .where(hasNumber),
        ),
      ),
    )
    .selectAll('run');
  const unvalued = await paged(others, [{ name: 'run.id', kind: 'uuid', direction }], rest).execute();
  return [...rows, ...unvalued.map((row) => ({ ...row, cursor: [null, ...row.cursor] }))];
}

export async function countRuns(db: Kysely<Database>, list: RunList): Promise<number> {
  const { count } = await listedRuns(db, list)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export function pageRunsByParentIds(
  db: Kysely<Database>,
  parent: RunParent,
  ids: readonly string[],
  list: RunList,
): Promise<RunRow[]> {
  return db
    .selectFrom(parents(ids, parent === 'parentId' ? 'uuid' : 'text'))
    .innerJoinLateral(
      pageOfRuns(
        listedRuns(db, list).selectAll('run').where(`run.${parent}`, '=', sql.ref<string>('parent.parentId')),
        list,
      ).as('run'),
      (join) => join.onTrue(),
    )
    .selectAll('run')
    .execute();
}

export function countRunsByParentIds(db: Kysely<Database>, parent: RunParent, ids: readonly string[], list: RunList) {
  return listedRuns(db, list)
    .select((eb) => [eb.ref(parent).as('parentId'), eb.fn.countAll<number>().as('count')])
    .where(parent, 'in', ids)
    .groupBy(parent)
    .execute();
}

/** The runs that read a dataset version, or any version of a dataset, in whatever role. */
export type RunSource = 'datasetVersionId' | 'datasetId';

const sourceColumns = { datasetId: 'datasetVersion.datasetId', datasetVersionId: 'datasetVersion.id' } as const;

export function pageRunsBySourceIds(
  db: Kysely<Database>,
  source: RunSource,
  ids: readonly string[],
  list: RunList,
): Promise<(RunRow & { parentId: string | null; sourceId: string })[]> {
  const read = listedRuns(db, list)
    .selectAll('run')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('runInput')
          .innerJoin('datasetVersion', 'datasetVersion.id', 'runInput.datasetVersionId')
          .select('runInput.runId')
          .whereRef('runInput.runId', '=', 'run.id')
          .where(sourceColumns[source], '=', sql.ref<string>('parent.parentId')),
      ),
    );
  return db
    .selectFrom(parents(ids))
    .innerJoinLateral(pageOfRuns(read, list).as('run'), (join) => join.onTrue())
    .selectAll('run')
    .select('parent.parentId as sourceId')
    .execute();
}

export function countRunsBySourceIds(db: Kysely<Database>, source: RunSource, ids: readonly string[], list: RunList) {
  const column = sourceColumns[source];
  return listedRuns(db, list)
    .innerJoin('runInput', 'runInput.runId', 'run.id')
    .innerJoin('datasetVersion', 'datasetVersion.id', 'runInput.datasetVersionId')
    .select((eb) => [eb.ref(column).as('sourceId'), eb.fn.count<number>('run.id').distinct().as('count')])
    .where(column, 'in', ids)
    .groupBy(column)
    .execute();
}

export function findInputsByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<RunInput[]> {
  return db.selectFrom('runInput').selectAll().where('runId', 'in', runIds).orderBy('position').execute();
}

export function findMetricsByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<RunMetric[]> {
  return db.selectFrom('runMetric').selectAll().where('runId', 'in', runIds).orderBy('name').execute();
}

export function findParametersByRunIds(db: Kysely<Database>, runIds: readonly string[]) {
  return db
    .selectFrom('runParameter')
    .select(['runId', 'name', 'value'])
    .where('runId', 'in', runIds)
    .orderBy('name')
    .execute();
}
