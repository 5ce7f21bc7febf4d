import type { FeatureViewResolvers } from '../resolver-types.generated.ts';

export const FeatureView = {
  online: ({ name }, _, { loaders }) => loaders.featureRegistry.load(name),
} satisfies FeatureViewResolvers;
