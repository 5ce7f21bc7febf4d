import type { List, Orders, Selection } from '@tributary/common/lists/list';
import type { CursorValue } from '@tributary/common/lists/page';
import type { Kysely, Selectable } from 'kysely';
import { countRows } from '../lists/counts.ts';
import { arrayContains, createFilter, dateTimeFilter, stringFilter, textIn } from '../lists/filters.ts';
import { newestFirst, takePage } from '../lists/keyset.ts';
import type { DatasetOrder, DatasetWhere } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

export type Dataset = Selectable<Database['dataset']>;
export type DatasetRow = Dataset & { cursor: CursorValue[] };

export const datasetOrders: Orders<DatasetOrder> = {
  fields: {
    NAME: () => ({ name: 'dataset.name', kind: 'text' }),
    CREATED_AT: () => ({ name: 'dataset.createdAt', kind: 'time' }),
  },
  unique: { name: 'dataset.id', kind: 'text' },
  defaultOrder: newestFirst('dataset'),
};

const toCondition = createFilter<DatasetWhere>({
  id: textIn('dataset.id'),
  name: stringFilter('dataset.name'),
  owner: stringFilter('dataset.owner'),
  tag: arrayContains('dataset.tags'),
  createdAt: dateTimeFilter('dataset.createdAt'),
  updatedAt: dateTimeFilter('dataset.updatedAt'),
});

export type DatasetList = List<DatasetWhere>;

export function findDatasetsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Dataset[]> {
  return db.selectFrom('dataset').selectAll().where('id', 'in', ids).execute();
}

const selectDatasets = (db: Kysely<Database>, { where, includeArchived }: Selection<DatasetWhere>) =>
  db
    .selectFrom('dataset')
    .$if(!includeArchived, (query) => query.where('archivedAt', 'is', null))
    .where(toCondition(where));

export const pageDatasets = (db: Kysely<Database>, list: DatasetList): Promise<DatasetRow[]> =>
  takePage(selectDatasets(db, list).selectAll(), list).execute();

export const countDatasets = (db: Kysely<Database>, selection: Selection<DatasetWhere>): Promise<number> =>
  countRows(selectDatasets(db, selection));
