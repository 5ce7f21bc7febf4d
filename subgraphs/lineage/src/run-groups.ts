import type { CursorValue } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import { createFilter, holdsText, text, textIn, time } from './filters.ts';
import { newestFirst, paged } from './keyset.ts';
import type { List, Orders } from './list.ts';
import type { RunGroupOrderField, RunGroupWhere } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

export type RunGroup = Selectable<Database['runGroup']>;
export type RunGroupRow = RunGroup & { cursor: CursorValue[] };

export const runGroupOrders: Orders<RunGroupOrderField> = {
  fields: {
    NAME: () => ({ name: 'runGroup.name', kind: 'text' }),
    CREATED_AT: () => ({ name: 'runGroup.createdAt', kind: 'time' }),
  },
  unique: { name: 'runGroup.id', kind: 'text' },
  usual: newestFirst('runGroup'),
};

const holds = createFilter<RunGroupWhere>({
  id: textIn('runGroup.id'),
  name: text('runGroup.name'),
  tag: holdsText('runGroup.tags'),
  createdAt: time('runGroup.createdAt'),
  updatedAt: time('runGroup.updatedAt'),
});

export type RunGroupList = List<RunGroupWhere>;

export function findRunGroupsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<RunGroup[]> {
  return db.selectFrom('runGroup').selectAll().where('id', 'in', ids).execute();
}

export function pageRunGroups(db: Kysely<Database>, list: RunGroupList): Promise<RunGroupRow[]> {
  return paged(listed(db, list).selectAll(), list.order, list.page).execute();
}

export async function countRunGroups(db: Kysely<Database>, list: RunGroupList): Promise<number> {
  const { count } = await listed(db, list)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const listed = (db: Kysely<Database>, { where, includeArchived }: RunGroupList) =>
  db
    .selectFrom('runGroup')
    .$if(!includeArchived, (query) => query.where('archivedAt', 'is', null))
    .where(holds(where));
