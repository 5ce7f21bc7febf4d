import { readList } from '@tributary/common/lists/list';
import { servingCopy } from '../copies/copies.ts';
import { deploymentEventOrder } from '../deployments/deployment-events.ts';
import { waitsForTrial } from '../deployments/deployments.ts';
import { toUuid } from '../ids.ts';
import type { DeploymentResolvers } from '../resolver-types.generated.ts';
import { readSyncState } from './read-sync-state.ts';

export const Deployment = {
  __resolveReference: async ({ id }, { loaders }) => loaders.deployment.load(toUuid(id)),
  modelVersion: ({ modelVersionId }, _, { loaders }) => loaders.modelVersion.get(modelVersionId),
  history: ({ id }, args, { loaders }) =>
    loaders.eventsOfDeployment.connection(id, readList(args, deploymentEventOrder)),
  rollbackTarget: ({ id, environment }, _, { loaders, settings }) =>
    settings.environments.includes(environment)
      ? loaders.rollbackTargetOfDeployment(settings.approvedOnly).load(id)
      : null,
  servingSync: async (deployment, _, context) =>
    waitsForTrial(deployment) ? 'PENDING' : readSyncState(context, servingCopy(deployment.modelId)),
  replaces: ({ replacesId }, _, { loaders }) => loaders.deployment.load(replacesId),
} satisfies DeploymentResolvers;
