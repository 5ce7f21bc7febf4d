import type { ModelVersionResolvers } from '../resolver-types.generated.ts';

export const ModelVersion = {
  predictionCount: ({ id }, _, { loaders }) => loaders.predictionCountOfVersion.load(id),
} satisfies ModelVersionResolvers;
