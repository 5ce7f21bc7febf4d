import type { List } from '@tributary/common/lists/list';
import type { SortKey } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import type { Kysely, Selectable } from 'kysely';
import { countPerParent } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import { type ModelVersionRow, modelVersionFields } from '../models/model-versions.ts';
import type { Database } from '../tables.ts';

/** A view that a model version reads, at the revision that it was trained with. */
export type FeatureSource = Selectable<Database['modelVersionFeatureView']>;

/** The model versions that read a view, the newest first. */
export const readerOrder: readonly SortKey[] = [
  { name: 'modelVersionFeatureView.createdAt', kind: 'time', direction: 'desc' },
  { name: 'modelVersionFeatureView.modelVersionId', kind: 'text', direction: 'desc' },
];

/** The model versions that read each view, at whatever revision. */
export function pageReadersByViewNames(
  db: Kysely<Database>,
  names: readonly string[],
  list: List,
): Promise<(ModelVersionRow & OfParent)[]> {
  const readers = db
    .selectFrom('modelVersionFeatureView')
    .innerJoin('modelVersion', 'modelVersion.id', 'modelVersionFeatureView.modelVersionId')
    .select(modelVersionFields)
    .where('modelVersionFeatureView.viewName', '=', parentKey);
  return perParent(db, names, takePage(readers, list));
}

export const countReadersByViewNames = (db: Kysely<Database>, names: readonly string[]): Promise<ParentCount[]> =>
  countPerParent(db.selectFrom('modelVersionFeatureView'), 'viewName', names);

/** The views that each model version reads, each at the revision that it was trained with. */
export function findFeatureSourcesByModelVersionIds(
  db: Kysely<Database>,
  versionIds: readonly string[],
): Promise<FeatureSource[]> {
  return db
    .selectFrom('modelVersionFeatureView')
    .selectAll()
    .where('modelVersionId', 'in', versionIds)
    .orderBy('viewName')
    .execute();
}
