import type { PredictionResolvers } from '../resolver-types.generated.ts';

export const Prediction = {
  model: ({ modelId }) => ({ id: modelId }),
  modelVersion: ({ modelId, version }) => ({ id: `${modelId}@${version}` }),
  deployment: ({ deploymentId }) => ({ id: deploymentId }),
  computedAt: ({ computedAt }) => new Date(computedAt),
} satisfies PredictionResolvers;
