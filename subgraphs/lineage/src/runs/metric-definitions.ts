import type { List } from '@tributary/common/lists/list';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { Kysely, Selectable } from 'kysely';
import { countRows } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import type { Database } from '../tables.ts';

export type MetricDefinition = Selectable<Database['metricDefinition']>;
export type MetricDefinitionRow = MetricDefinition & { cursor: CursorValue[] };

export const metricDefinitionOrder: readonly SortKey[] = [
  { name: 'metricDefinition.name', kind: 'text', direction: 'asc' },
];

export const pageMetricDefinitions = (db: Kysely<Database>, list: List): Promise<MetricDefinitionRow[]> =>
  takePage(db.selectFrom('metricDefinition').selectAll(), list).execute();

export const countMetricDefinitions = (db: Kysely<Database>): Promise<number> =>
  countRows(db.selectFrom('metricDefinition'));

/** The names of all metrics whose goal is known, the first defined first. */
export async function findDefinedMetrics(db: Kysely<Database>): Promise<string[]> {
  const rows = await db.selectFrom('metricDefinition').select('name').orderBy('createdAt').orderBy('name').execute();
  return rows.map(({ name }) => name);
}
