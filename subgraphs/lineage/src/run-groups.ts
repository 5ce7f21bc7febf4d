import type { CursorValue } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from './database.ts';
import { newestFirst, paged } from './keyset.ts';
import type { List } from './list.ts';

export type RunGroup = Selectable<Database['runGroup']>;
export type RunGroupRow = RunGroup & { cursor: CursorValue[] };

export const runGroupOrder = newestFirst('runGroup');

export function findRunGroupsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<RunGroup[]> {
  return db.selectFrom('runGroup').selectAll().where('id', 'in', ids).execute();
}

export function pageRunGroups(db: Kysely<Database>, { order, page, includeArchived }: List): Promise<RunGroupRow[]> {
  return paged(allRunGroups(db, includeArchived).selectAll(), order, page).execute();
}

export async function countRunGroups(db: Kysely<Database>, { includeArchived }: List): Promise<number> {
  const { count } = await allRunGroups(db, includeArchived)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const allRunGroups = (db: Kysely<Database>, includeArchived: boolean) =>
  db.selectFrom('runGroup').$if(!includeArchived, (query) => query.where('archivedAt', 'is', null));
