import type { CursorValue } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import { createFilter, holdsText, text, textIn, time } from './filters.ts';
import { newestFirst, paged } from './keyset.ts';
import type { List, Orders } from './list.ts';
import type { DatasetOrderField, DatasetWhere } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

export type Dataset = Selectable<Database['dataset']>;
export type DatasetRow = Dataset & { cursor: CursorValue[] };

export const datasetOrders: Orders<DatasetOrderField> = {
  fields: {
    NAME: () => ({ name: 'dataset.name', kind: 'text' }),
    CREATED_AT: () => ({ name: 'dataset.createdAt', kind: 'time' }),
  },
  unique: { name: 'dataset.id', kind: 'text' },
  usual: newestFirst('dataset'),
};

const holds = createFilter<DatasetWhere>({
  id: textIn('dataset.id'),
  name: text('dataset.name'),
  owner: text('dataset.owner'),
  tag: holdsText('dataset.tags'),
  createdAt: time('dataset.createdAt'),
  updatedAt: time('dataset.updatedAt'),
});

export type DatasetList = List<DatasetWhere>;

export function findDatasetsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Dataset[]> {
  return db.selectFrom('dataset').selectAll().where('id', 'in', ids).execute();
}

export function pageDatasets(db: Kysely<Database>, list: DatasetList): Promise<DatasetRow[]> {
  return paged(listed(db, list).selectAll(), list.order, list.page).execute();
}

export async function countDatasets(db: Kysely<Database>, list: DatasetList): Promise<number> {
  const { count } = await listed(db, list)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const listed = (db: Kysely<Database>, { where, includeArchived }: DatasetList) =>
  db
    .selectFrom('dataset')
    .$if(!includeArchived, (query) => query.where('archivedAt', 'is', null))
    .where(holds(where));
