import { perArgs } from '@tributary/common/batch';
import type { List } from '@tributary/common/lists/list';
import { connectionBy, memoizedConnection, oneBy } from '@tributary/common/loaders';
import type { Kysely } from 'kysely';
import { countEventsByDeploymentIds, pageEventsByDeploymentIds } from '../deployments/deployment-events.ts';
import { pageDeploymentSummary } from '../deployments/deployment-summaries.ts';
import * as deployments from '../deployments/deployments.ts';
import { findRollbackTargets } from '../deployments/rollback-targets.ts';
import type { Database } from '../tables.ts';

export const createDeploymentLoaders = (db: Kysely<Database>) => ({
  deployment: oneBy(
    (ids) => deployments.findDeploymentsByIds(db, ids),
    (row) => row.id,
  ),
  deployments: memoizedConnection(
    (list: deployments.DeploymentList) => deployments.pageDeployments(db, list),
    (selection) => deployments.countDeployments(db, selection),
  ),
  deploymentsOfModel: deploymentsOf(db, 'modelId'),
  deploymentsOfModelVersion: deploymentsOf(db, 'modelVersionId'),
  deploymentSummaries: memoizedConnection(
    (list: deployments.DeploymentList) => pageDeploymentSummary(db, list),
    (selection) => deployments.countDeployments(db, selection),
  ),
  eventsOfDeployment: connectionBy(
    (ids, list: List) => pageEventsByDeploymentIds(db, ids, list),
    (ids) => countEventsByDeploymentIds(db, ids),
  ),
  rollbackTargetOfDeployment: perArgs((approvedOnly: readonly string[]) =>
    oneBy(
      (ids) => findRollbackTargets(db, approvedOnly, ids),
      (row) => row.replacedId,
    ),
  ),
});

const deploymentsOf = (db: Kysely<Database>, parent: deployments.DeploymentParent) =>
  connectionBy(
    (ids, list: deployments.DeploymentList) => deployments.pageDeploymentsByParentIds(db, parent, ids, list),
    (ids, selection) => deployments.countDeploymentsByParentIds(db, parent, ids, selection),
  );
