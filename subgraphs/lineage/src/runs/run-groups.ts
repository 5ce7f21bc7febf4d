import type { List, Orders, Selection } from '@tributary/common/lists/list';
import type { CursorValue } from '@tributary/common/lists/page';
import type { Kysely, Selectable } from 'kysely';
import { countRows } from '../lists/counts.ts';
import { arrayContains, createFilter, dateTimeFilter, stringFilter, textIn } from '../lists/filters.ts';
import { newestFirst, takePage } from '../lists/keyset.ts';
import type { RunGroupOrder, RunGroupWhere } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

export type RunGroup = Selectable<Database['runGroup']>;
export type RunGroupRow = RunGroup & { cursor: CursorValue[] };

export const runGroupOrders: Orders<RunGroupOrder> = {
  fields: {
    NAME: () => ({ name: 'runGroup.name', kind: 'text' }),
    CREATED_AT: () => ({ name: 'runGroup.createdAt', kind: 'time' }),
  },
  unique: { name: 'runGroup.id', kind: 'text' },
  defaultOrder: newestFirst('runGroup'),
};

const toCondition = createFilter<RunGroupWhere>({
  id: textIn('runGroup.id'),
  name: stringFilter('runGroup.name'),
  tag: arrayContains('runGroup.tags'),
  createdAt: dateTimeFilter('runGroup.createdAt'),
  updatedAt: dateTimeFilter('runGroup.updatedAt'),
});

export type RunGroupList = List<RunGroupWhere>;

export function findRunGroupsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<RunGroup[]> {
  return db.selectFrom('runGroup').selectAll().where('id', 'in', ids).execute();
}

const selectRunGroups = (db: Kysely<Database>, { where, includeArchived }: Selection<RunGroupWhere>) =>
  db
    .selectFrom('runGroup')
    .$if(!includeArchived, (query) => query.where('archivedAt', 'is', null))
    .where(toCondition(where));

export const pageRunGroups = (db: Kysely<Database>, list: RunGroupList): Promise<RunGroupRow[]> =>
  takePage(selectRunGroups(db, list).selectAll(), list).execute();

export const countRunGroups = (db: Kysely<Database>, selection: Selection<RunGroupWhere>): Promise<number> =>
  countRows(selectRunGroups(db, selection));
