import { badUserInput } from '@tributary/common/errors';
import type { Orders } from '@tributary/common/lists/list';
import type { SortColumn } from '@tributary/common/lists/page';
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { isStorable } from '../ids.ts';
import { newestFirst } from '../lists/keyset.ts';
import type { TrainingRunOrder } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

/** A metric's values are no column of the run. Their sort column names the metric. */
export interface RunColumn extends SortColumn {
  readonly metric?: string;
}

/** A cursor carries the name. */
const MAX_METRIC = 250;

export const runOrders: Orders<TrainingRunOrder, RunColumn> = {
  fields: {
    CREATED_AT: () => ({ name: 'run.createdAt', kind: 'time' }),
    STARTED_AT: () => ({ name: 'run.startedAt', kind: 'time', nullable: true }),
    DURATION_SECONDS: () => ({ name: 'run.durationSeconds', kind: 'float', nullable: true }),
    METRIC: ({ metric }) => {
      if (metric == null) throw badUserInput('orderBy must have a metric where its field is METRIC.');
      if (metric.length > MAX_METRIC) {
        throw badUserInput(`metric in orderBy must have at most ${MAX_METRIC} characters.`);
      }
      return { name: `metric ${metric}`, kind: 'float', nullable: true, metric };
    },
  },
  unique: { name: 'run.id', kind: 'uuid' },
  defaultOrder: newestFirst('run', 'uuid'),
};

const eb = expressionBuilder<Database, 'run'>();

/** JSON has no number for the others: to a list sorted by a metric, they are missing. */
export const hasFiniteValue = sql<SqlBool>`run_metric.value > '-Infinity' and run_metric.value < 'Infinity'`;

/** What the database compares for a column of the order. */
export function toExpression({ name, metric }: RunColumn): Expression<unknown> {
  if (metric === undefined) return sql.ref(name);
  if (!isStorable(metric)) return sql`null::double precision`;
  return eb
    .selectFrom('runMetric')
    .select('runMetric.value')
    .whereRef('runMetric.runId', '=', 'run.id')
    .where('runMetric.name', '=', metric)
    .where(hasFiniteValue);
}
