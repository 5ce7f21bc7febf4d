import { toConnection } from '@tributary/common/page';
import { servingCopy } from '../copies.ts';
import { deploymentEventOrder } from '../deployment-events.ts';
import { toUuid } from '../ids.ts';
import { readList } from '../list.ts';
import type { DeploymentResolvers } from '../resolver-types.generated.ts';

export const Deployment = {
  __resolveReference: async ({ id }, { loaders }) => loaders.deployment.find(toUuid(id)),
  modelVersion: ({ modelVersionId }, _, { loaders }) => loaders.modelVersion.get(modelVersionId),
  history: async ({ id }, args, { loaders }) => {
    const list = readList(args, deploymentEventOrder);
    const rows = await loaders.eventsOfDeployment(list).load(id);
    return toConnection(rows, list, () => loaders.eventCountOfDeployment.load(id));
  },
  rollbackTarget: ({ id, environment }, _, { loaders, settings }) =>
    settings.environments.includes(environment) ? loaders.rollbackTargetOf(settings.approvedOnly).load(id) : null,
  servingSync: ({ modelId }, _, { loaders }) => loaders.syncState.load(servingCopy(modelId)),
  replaces: ({ replacesId }, _, { loaders }) => loaders.deployment.find(replacesId),
} satisfies DeploymentResolvers;
