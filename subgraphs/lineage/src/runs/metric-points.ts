import type { List } from '@tributary/common/lists/list';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import type { Kysely, Selectable } from 'kysely';
import { isStorable } from '../ids.ts';
import { countPerParent } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { Database } from '../tables.ts';

export type MetricPoint = Selectable<Database['metricPoint']>;
export type MetricPointRow = MetricPoint & { cursor: CursorValue[] };

/** Along the primary key, so that a page is a stretch of it. */
export const metricPointOrder = (direction: 'asc' | 'desc'): readonly SortKey[] => [
  { name: 'metricPoint.step', kind: 'integer', direction },
  { name: 'metricPoint.at', kind: 'time', direction },
];

export interface MetricPointList extends List {
  /** Of the metric. */
  readonly name: string;
}

export async function pagePointsByRunIds(
  db: Kysely<Database>,
  runIds: readonly string[],
  { name, ...list }: MetricPointList,
): Promise<(MetricPointRow & OfParent)[]> {
  if (!isStorable(name)) return [];
  const ofRun = db.selectFrom('metricPoint').selectAll().where('name', '=', name).where('runId', '=', parentKey);
  return perParent(db, runIds, takePage(ofRun, list), 'uuid');
}

export async function countPointsByRunIds(
  db: Kysely<Database>,
  runIds: readonly string[],
  { name }: Pick<MetricPointList, 'name'>,
): Promise<ParentCount[]> {
  if (!isStorable(name)) return [];
  return countPerParent(db.selectFrom('metricPoint').where('name', '=', name), 'runId', runIds);
}
