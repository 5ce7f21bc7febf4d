import type { List, Orders, Selection } from '@tributary/common/lists/list';
import type { CursorValue } from '@tributary/common/lists/page';
import type { Kysely, Selectable } from 'kysely';
import { countRows } from '../lists/counts.ts';
import { arrayContains, createFilter, dateTimeFilter, stringFilter, textIn } from '../lists/filters.ts';
import { newestFirst, takePage } from '../lists/keyset.ts';
import type { ModelOrder, ModelWhere } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

export type Model = Selectable<Database['model']>;
export type ModelRow = Model & { cursor: CursorValue[] };
export type ModelAlias = Selectable<Database['modelAlias']>;

export const modelOrders: Orders<ModelOrder> = {
  fields: {
    NAME: () => ({ name: 'model.name', kind: 'text' }),
    CREATED_AT: () => ({ name: 'model.createdAt', kind: 'time' }),
  },
  unique: { name: 'model.id', kind: 'text' },
  defaultOrder: newestFirst('model'),
};

const toCondition = createFilter<ModelWhere>({
  id: textIn('model.id'),
  name: stringFilter('model.name'),
  owner: stringFilter('model.owner'),
  framework: stringFilter('model.framework'),
  task: stringFilter('model.task'),
  tag: arrayContains('model.tags'),
  createdAt: dateTimeFilter('model.createdAt'),
  updatedAt: dateTimeFilter('model.updatedAt'),
});

export type ModelList = List<ModelWhere>;

export function findModelsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Model[]> {
  return db.selectFrom('model').selectAll().where('id', 'in', ids).execute();
}

const selectModels = (db: Kysely<Database>, { where, includeArchived }: Selection<ModelWhere>) =>
  db
    .selectFrom('model')
    .$if(!includeArchived, (query) => query.where('archivedAt', 'is', null))
    .where(toCondition(where));

export const pageModels = (db: Kysely<Database>, list: ModelList): Promise<ModelRow[]> =>
  takePage(selectModels(db, list).selectAll(), list).execute();

export const countModels = (db: Kysely<Database>, selection: Selection<ModelWhere>): Promise<number> =>
  countRows(selectModels(db, selection));

export function findAliasesByModelIds(db: Kysely<Database>, modelIds: readonly string[]): Promise<ModelAlias[]> {
  return db.selectFrom('modelAlias').selectAll().where('modelId', 'in', modelIds).orderBy('name').execute();
}

export function findAliasesByVersionIds(db: Kysely<Database>, versionIds: readonly string[]): Promise<ModelAlias[]> {
  return db.selectFrom('modelAlias').selectAll().where('versionId', 'in', versionIds).orderBy('name').execute();
}
