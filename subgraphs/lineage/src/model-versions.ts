import type { CursorValue, SortKey } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from './database.ts';
import { newestFirst, paged, parents } from './keyset.ts';
import type { List } from './list.ts';

export type ModelVersion = Selectable<Database['modelVersion']>;
export type ModelVersionRow = ModelVersion & { cursor: CursorValue[] };

export const allModelVersionsOrder = newestFirst('modelVersion');
/** A model's own versions: the highest number first. */
export const modelVersionOrder: readonly SortKey[] = [
  { name: 'modelVersion.number', kind: 'integer', direction: 'desc' },
];

export function findModelVersionsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<ModelVersion[]> {
  return db.selectFrom('modelVersion').selectAll().where('id', 'in', ids).execute();
}

export function findModelVersionsByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<ModelVersion[]> {
  return db.selectFrom('modelVersion').selectAll().where('runId', 'in', runIds).orderBy('id').execute();
}

/** Of each model the version with the highest number. */
export function findLatestVersionsByModelIds(
  db: Kysely<Database>,
  modelIds: readonly string[],
): Promise<ModelVersion[]> {
  return db
    .selectFrom(parents(modelIds))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('modelVersion')
          .selectAll()
          .whereRef('modelId', '=', 'parent.parentId')
          .orderBy('number', 'desc')
          .limit(1)
          .as('version'),
      (join) => join.onTrue(),
    )
    .selectAll('version')
    .execute();
}

export function pageModelVersions(db: Kysely<Database>, { order, page }: List): Promise<ModelVersionRow[]> {
  return paged(db.selectFrom('modelVersion').selectAll(), order, page).execute();
}

export async function countModelVersions(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('modelVersion')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export function pageVersionsByModelIds(
  db: Kysely<Database>,
  modelIds: readonly string[],
  { order, page }: List,
): Promise<ModelVersionRow[]> {
  return db
    .selectFrom(parents(modelIds))
    .innerJoinLateral(
      (eb) =>
        paged(eb.selectFrom('modelVersion').selectAll().whereRef('modelId', '=', 'parent.parentId'), order, page).as(
          'version',
        ),
      (join) => join.onTrue(),
    )
    .selectAll('version')
    .execute();
}

export function countVersionsByModelIds(db: Kysely<Database>, modelIds: readonly string[]) {
  return db
    .selectFrom('modelVersion')
    .select((eb) => ['modelId', eb.fn.countAll<number>().as('count')])
    .where('modelId', 'in', modelIds)
    .groupBy('modelId')
    .execute();
}
