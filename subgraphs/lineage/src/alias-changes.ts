import type { CursorValue, SortKey } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import { paged, parents } from './keyset.ts';
import type { List } from './list.ts';
import type { Database } from './tables.ts';

export type AliasChange = Selectable<Database['aliasChange']>;
export type AliasChangeRow = AliasChange & { cursor: CursorValue[] };

export const aliasChangeOrder: readonly SortKey[] = [
  { name: 'aliasChange.at', kind: 'time', direction: 'desc' },
  { name: 'aliasChange.id', kind: 'integer', direction: 'desc' },
];

export function pageAliasChangesByModelIds(
  db: Kysely<Database>,
  modelIds: readonly string[],
  { order, page }: List,
): Promise<AliasChangeRow[]> {
  return db
    .selectFrom(parents(modelIds))
    .innerJoinLateral(
      (eb) =>
        paged(eb.selectFrom('aliasChange').selectAll().whereRef('modelId', '=', 'parent.parentId'), order, page).as(
          'change',
        ),
      (join) => join.onTrue(),
    )
    .selectAll('change')
    .execute();
}

export function countAliasChangesByModelIds(db: Kysely<Database>, modelIds: readonly string[]) {
  return db
    .selectFrom('aliasChange')
    .select((eb) => ['modelId', eb.fn.countAll<number>().as('count')])
    .where('modelId', 'in', modelIds)
    .groupBy('modelId')
    .execute();
}
