import type { List } from '@tributary/common/lists/list';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import type { Kysely, Selectable } from 'kysely';
import { countPerParent } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { Database } from '../tables.ts';

export type AliasChange = Selectable<Database['aliasChange']>;
export type AliasChangeRow = AliasChange & { cursor: CursorValue[] };

export const aliasChangeOrder: readonly SortKey[] = [
  { name: 'aliasChange.at', kind: 'time', direction: 'desc' },
  { name: 'aliasChange.id', kind: 'integer', direction: 'desc' },
];

export function pageAliasChangesByModelIds(
  db: Kysely<Database>,
  modelIds: readonly string[],
  list: List,
): Promise<(AliasChangeRow & OfParent)[]> {
  const ofModel = db.selectFrom('aliasChange').selectAll().where('modelId', '=', parentKey);
  return perParent(db, modelIds, takePage(ofModel, list));
}

export const countAliasChangesByModelIds = (
  db: Kysely<Database>,
  modelIds: readonly string[],
): Promise<ParentCount[]> => countPerParent(db.selectFrom('aliasChange'), 'modelId', modelIds);
