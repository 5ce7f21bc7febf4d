import type { CursorValue } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from './database.ts';
import { newestFirst, paged } from './keyset.ts';
import type { List } from './list.ts';

export type Dataset = Selectable<Database['dataset']>;
export type DatasetRow = Dataset & { cursor: CursorValue[] };

export const datasetOrder = newestFirst('dataset');

export function findDatasetsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Dataset[]> {
  return db.selectFrom('dataset').selectAll().where('id', 'in', ids).execute();
}

export function pageDatasets(db: Kysely<Database>, { order, page, includeArchived }: List): Promise<DatasetRow[]> {
  return paged(allDatasets(db, includeArchived).selectAll(), order, page).execute();
}

export async function countDatasets(db: Kysely<Database>, { includeArchived }: List): Promise<number> {
  const { count } = await allDatasets(db, includeArchived)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const allDatasets = (db: Kysely<Database>, includeArchived: boolean) =>
  db.selectFrom('dataset').$if(!includeArchived, (query) => query.where('archivedAt', 'is', null));
