import type { FeatureSourceResolvers } from '../resolver-types.generated.ts';

export const FeatureSource = {
  view: ({ viewName }, _, { loaders }) => loaders.featureView.get(viewName),
} satisfies FeatureSourceResolvers;
