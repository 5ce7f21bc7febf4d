import type { CursorValue } from '@tributary/common/page';
import { expressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import { createFilter, namedFloat, textIn, textIs, time, uuidIn } from './filters.ts';
import { newestFirst, paged, parents } from './keyset.ts';
import type { List, Orders } from './list.ts';
import type { DeploymentOrderField, DeploymentWhere } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

export type Deployment = Selectable<Database['deployment']>;
export type DeploymentRow = Deployment & { cursor: CursorValue[] };

/** The columns by which deployments belong to something. */
export type DeploymentParent = 'modelId' | 'modelVersionId';

export const deploymentOrders: Orders<DeploymentOrderField> = {
  fields: { DEPLOYED_AT: () => ({ name: 'deployment.deployedAt', kind: 'time' }) },
  unique: { name: 'deployment.id', kind: 'uuid' },
  usual: newestFirst('deployment', 'uuid', 'deployedAt'),
};

const eb = expressionBuilder<Database, 'deployment'>();

const holds = createFilter<DeploymentWhere>({
  id: uuidIn('deployment.id'),
  modelId: textIs('deployment.modelId'),
  environment: textIn('deployment.environment'),
  status: textIn('deployment.status'),
  metric: namedFloat(
    (name, condition) =>
      eb.exists(
        eb
          .selectFrom('modelVersion')
          .innerJoin('runMetric', 'runMetric.runId', 'modelVersion.runId')
          .select('runMetric.runId')
          .whereRef('modelVersion.id', '=', 'deployment.modelVersionId')
          .where('runMetric.name', '=', name)
          .where(condition),
      ),
    'runMetric.value',
  ),
  deployedAt: time('deployment.deployedAt'),
});

export type DeploymentList = List<DeploymentWhere>;

/** The deployments of a list, before its order and page. */
export const listedDeployments = (db: Kysely<Database>, { where }: DeploymentList) =>
  db.selectFrom('deployment').where(holds(where));

export function findDeploymentsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Deployment[]> {
  return db.selectFrom('deployment').selectAll().where('id', 'in', ids).execute();
}

export function pageDeployments(db: Kysely<Database>, list: DeploymentList): Promise<DeploymentRow[]> {
  return paged(listedDeployments(db, list).selectAll(), list.order, list.page).execute();
}

export async function countDeployments(db: Kysely<Database>, list: DeploymentList): Promise<number> {
  const { count } = await listedDeployments(db, list)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export function pageDeploymentsByParentIds(
  db: Kysely<Database>,
  parent: DeploymentParent,
  ids: readonly string[],
  list: DeploymentList,
): Promise<DeploymentRow[]> {
  const ofParent = listedDeployments(db, list).selectAll().where(parent, '=', sql.ref<string>('parent.parentId'));
  return db
    .selectFrom(parents(ids))
    .innerJoinLateral(paged(ofParent, list.order, list.page).as('deployment'), (join) => join.onTrue())
    .selectAll('deployment')
    .execute();
}

export function countDeploymentsByParentIds(
  db: Kysely<Database>,
  parent: DeploymentParent,
  ids: readonly string[],
  list: DeploymentList,
) {
  return listedDeployments(db, list)
    .select((eb) => [eb.ref(parent).as('parentId'), eb.fn.countAll<number>().as('count')])
    .where(parent, 'in', ids)
    .groupBy(parent)
    .execute();
}
