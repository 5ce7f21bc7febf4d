import type { CursorValue } from '@tributary/common/lists/page';
import type { Kysely } from 'kysely';
import { takePage } from '../lists/keyset.ts';
import type { Database } from '../tables.ts';
import { type Deployment, type DeploymentList, selectDeployments } from './deployments.ts';

export type DeploymentSummary = Deployment & {
  version: number;
  datasetId: string | null;
  framework: string | null;
  accuracy: number | null;
};
export type DeploymentSummaryRow = DeploymentSummary & { cursor: CursorValue[] };

export function pageDeploymentSummary(db: Kysely<Database>, list: DeploymentList): Promise<DeploymentSummaryRow[]> {
  const joined = selectDeployments(db, list)
    .innerJoin('modelVersion', 'modelVersion.id', 'deployment.modelVersionId')
    .innerJoin('model', 'model.id', 'deployment.modelId')
    .leftJoin('run', 'run.id', 'modelVersion.runId')
    .leftJoin('datasetVersion', 'datasetVersion.id', 'run.datasetVersionId')
    .leftJoin('runMetric', (join) => join.onRef('runMetric.runId', '=', 'run.id').on('runMetric.name', '=', 'accuracy'))
    .selectAll('deployment')
    .select((eb) => [
      'modelVersion.number as version',
      'datasetVersion.datasetId',
      eb.fn.coalesce('run.framework', 'model.framework').as('framework'),
      'runMetric.value as accuracy',
    ]);
  return takePage(joined, list).execute();
}
