import type { List, Orders, Selection } from '@tributary/common/lists/list';
import type { CursorValue } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import { expressionBuilder, type Kysely, type Selectable } from 'kysely';
import { countPerParent, countRows } from '../lists/counts.ts';
import { createFilter, dateTimeFilter, namedFloatFilter, textEquals, textIn, uuidIn } from '../lists/filters.ts';
import { newestFirst, takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { DeploymentOrder, DeploymentWhere } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

export type Deployment = Selectable<Database['deployment']>;
export type DeploymentRow = Deployment & { cursor: CursorValue[] };

/** The platform serves it once its artifact was loaded and run. */
export const waitsForTrial = ({ status, endpointUrl }: Pick<Deployment, 'status' | 'endpointUrl'>): boolean =>
  status === 'PENDING' && endpointUrl === null;

/** The columns by which deployments belong to something. */
export type DeploymentParent = 'modelId' | 'modelVersionId';

export const deploymentOrders: Orders<DeploymentOrder> = {
  fields: { DEPLOYED_AT: () => ({ name: 'deployment.deployedAt', kind: 'time' }) },
  unique: { name: 'deployment.id', kind: 'uuid' },
  defaultOrder: newestFirst('deployment', 'uuid', 'deployedAt'),
};

const eb = expressionBuilder<Database, 'deployment'>();

const toCondition = createFilter<DeploymentWhere>({
  id: uuidIn('deployment.id'),
  modelId: textEquals('deployment.modelId'),
  environment: textIn('deployment.environment'),
  status: textIn('deployment.status'),
  metric: namedFloatFilter(
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
  deployedAt: dateTimeFilter('deployment.deployedAt'),
});

export type DeploymentList = List<DeploymentWhere>;

export const selectDeployments = (db: Kysely<Database>, { where }: Selection<DeploymentWhere>) =>
  db.selectFrom('deployment').where(toCondition(where));

export function findDeploymentsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<Deployment[]> {
  return db.selectFrom('deployment').selectAll().where('id', 'in', ids).execute();
}

export const pageDeployments = (db: Kysely<Database>, list: DeploymentList): Promise<DeploymentRow[]> =>
  takePage(selectDeployments(db, list).selectAll(), list).execute();

export const countDeployments = (db: Kysely<Database>, selection: Selection<DeploymentWhere>): Promise<number> =>
  countRows(selectDeployments(db, selection));

export function pageDeploymentsByParentIds(
  db: Kysely<Database>,
  parent: DeploymentParent,
  ids: readonly string[],
  list: DeploymentList,
): Promise<(DeploymentRow & OfParent)[]> {
  const ofParent = selectDeployments(db, list).selectAll().where(parent, '=', parentKey);
  return perParent(db, ids, takePage(ofParent, list));
}

export const countDeploymentsByParentIds = (
  db: Kysely<Database>,
  parent: DeploymentParent,
  ids: readonly string[],
  selection: Selection<DeploymentWhere>,
): Promise<ParentCount[]> => countPerParent(selectDeployments(db, selection), parent, ids);
