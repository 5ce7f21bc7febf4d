import type { CursorValue, SortKey } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import { paged } from './keyset.ts';
import type { List } from './list.ts';
import type { Database } from './tables.ts';

export type MetricDefinition = Selectable<Database['metricDefinition']>;
export type MetricDefinitionRow = MetricDefinition & { cursor: CursorValue[] };

export const metricDefinitionOrder: readonly SortKey[] = [
  { name: 'metricDefinition.name', kind: 'text', direction: 'asc' },
];

export function pageMetricDefinitions(db: Kysely<Database>, { order, page }: List): Promise<MetricDefinitionRow[]> {
  return paged(db.selectFrom('metricDefinition').selectAll(), order, page).execute();
}

export async function countMetricDefinitions(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('metricDefinition')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
