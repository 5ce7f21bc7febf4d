import type { CursorValue } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import { createFilter, holdsText, text, textIn, time } from './filters.ts';
import { newestFirst, paged } from './keyset.ts';
import type { List, Orders } from './list.ts';
import type { ModelOrderField, ModelWhere } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

export type Model = Selectable<Database['model']>;
export type ModelRow = Model & { cursor: CursorValue[] };
export type ModelAlias = Selectable<Database['modelAlias']>;

export const modelOrders: Orders<ModelOrderField> = {
  fields: {
    NAME: () => ({ name: 'model.name', kind: 'text' }),
    CREATED_AT: () => ({ name: 'model.createdAt', kind: 'time' }),
  },
  unique: { name: 'model.id', kind: 'text' },
  usual: newestFirst('model'),
};

const holds = createFilter<ModelWhere>({
  id: textIn('model.id'),
  name: text('model.name'),
  owner: text('model.owner'),
  framework: text('model.framework'),
  task: text('model.task'),
  tag: holdsText('model.tags'),
  createdAt: time('model.createdAt'),
  updatedAt: time('model.updatedAt'),
});

export type ModelList = List<ModelWhere>;

export function findModelsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Model[]> {
  return db.selectFrom('model').selectAll().where('id', 'in', ids).execute();
}

export function pageModels(db: Kysely<Database>, list: ModelList): Promise<ModelRow[]> {
  return paged(listed(db, list).selectAll(), list.order, list.page).execute();
}

export async function countModels(db: Kysely<Database>, list: ModelList): Promise<number> {
  const { count } = await listed(db, list)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const listed = (db: Kysely<Database>, { where, includeArchived }: ModelList) =>
  db
    .selectFrom('model')
    .$if(!includeArchived, (query) => query.where('archivedAt', 'is', null))
    .where(holds(where));

export function findAliasesByModelIds(db: Kysely<Database>, modelIds: readonly string[]): Promise<ModelAlias[]> {
  return db.selectFrom('modelAlias').selectAll().where('modelId', 'in', modelIds).orderBy('name').execute();
}

export function findAliasesByVersionIds(db: Kysely<Database>, versionIds: readonly string[]): Promise<ModelAlias[]> {
  return db.selectFrom('modelAlias').selectAll().where('versionId', 'in', versionIds).orderBy('name').execute();
}
