import type { CursorValue } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from './database.ts';
import { newestFirst, paged } from './keyset.ts';
import type { List } from './list.ts';

export type Model = Selectable<Database['model']>;
export type ModelRow = Model & { cursor: CursorValue[] };
export type ModelAlias = Selectable<Database['modelAlias']>;

export const modelOrder = newestFirst('model');

export function findModelsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Model[]> {
  return db.selectFrom('model').selectAll().where('id', 'in', ids).execute();
}

export function pageModels(db: Kysely<Database>, { order, page, includeArchived }: List): Promise<ModelRow[]> {
  return paged(allModels(db, includeArchived).selectAll(), order, page).execute();
}

export async function countModels(db: Kysely<Database>, { includeArchived }: List): Promise<number> {
  const { count } = await allModels(db, includeArchived)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const allModels = (db: Kysely<Database>, includeArchived: boolean) =>
  db.selectFrom('model').$if(!includeArchived, (query) => query.where('archivedAt', 'is', null));

export function findAliasesByModelIds(db: Kysely<Database>, modelIds: readonly string[]): Promise<ModelAlias[]> {
  return db.selectFrom('modelAlias').selectAll().where('modelId', 'in', modelIds).orderBy('name').execute();
}

export function findAliasesByVersionIds(db: Kysely<Database>, versionIds: readonly string[]): Promise<ModelAlias[]> {
  return db.selectFrom('modelAlias').selectAll().where('versionId', 'in', versionIds).orderBy('name').execute();
}
