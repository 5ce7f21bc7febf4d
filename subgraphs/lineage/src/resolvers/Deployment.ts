import { isUuid } from '../ids.ts';
import type { DeploymentResolvers } from '../schema.generated.ts';

export const Deployment = {
  __resolveReference: async ({ id }, { loaders }) => (isUuid(id) ? loaders.deployment.load(id) : null),
  modelVersion: ({ modelVersionId }, _, { loaders }) => loaders.modelVersion.get(modelVersionId),
  replaces: ({ replacesId }, _, { loaders }) => loaders.deployment.find(replacesId),
} satisfies DeploymentResolvers;
