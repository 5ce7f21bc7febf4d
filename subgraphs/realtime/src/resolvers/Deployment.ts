import { pagePredictions } from '../predictions/log.ts';
import type { DeploymentResolvers } from '../resolver-types.generated.ts';

export const Deployment = {
  live: ({ id }, _, { loaders }) => loaders.statsOfDeployment.get(id),
  predictions: async ({ id }, args, { db, settings, loaders }) => {
    const modelId = (await loaders.askedDeployment.load(id))?.modelId ?? NO_MODEL;
    return pagePredictions(db, settings.predictionLog, { modelId, entity: null, deploymentId: id }, args);
  },
} satisfies DeploymentResolvers;

/** The log of a deployment that was never asked is empty, as that of no model. */
const NO_MODEL = '';
