import type { CursorValue } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from './database.ts';
import { newestFirst, paged, parents } from './keyset.ts';
import type { List } from './list.ts';

export type Deployment = Selectable<Database['deployment']>;
export type DeploymentRow = Deployment & { cursor: CursorValue[] };

/** The columns by which deployments belong to something. */
export type DeploymentParent = 'modelId' | 'modelVersionId';

export const deploymentOrder = newestFirst('deployment', 'uuid', 'deployedAt');

export function findDeploymentsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Deployment[]> {
  return db.selectFrom('deployment').selectAll().where('id', 'in', ids).execute();
}

export function pageDeployments(db: Kysely<Database>, { order, page }: List): Promise<DeploymentRow[]> {
  return paged(db.selectFrom('deployment').selectAll(), order, page).execute();
}

export async function countDeployments(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('deployment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export function pageDeploymentsByParentIds(
  db: Kysely<Database>,
  parent: DeploymentParent,
  ids: readonly string[],
  { order, page }: List,
): Promise<DeploymentRow[]> {
  return db
    .selectFrom(parents(ids))
    .innerJoinLateral(
      (eb) =>
        paged(eb.selectFrom('deployment').selectAll().whereRef(parent, '=', 'parent.parentId'), order, page).as(
          'deployment',
        ),
      (join) => join.onTrue(),
    )
    .selectAll('deployment')
    .execute();
}

export function countDeploymentsByParentIds(db: Kysely<Database>, parent: DeploymentParent, ids: readonly string[]) {
  return db
    .selectFrom('deployment')
    .select((eb) => [eb.ref(parent).as('parentId'), eb.fn.countAll<number>().as('count')])
    .where(parent, 'in', ids)
    .groupBy(parent)
    .execute();
}
