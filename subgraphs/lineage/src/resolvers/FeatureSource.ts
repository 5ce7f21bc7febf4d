import type { FeatureSourceResolvers } from '../schema.generated.ts';

export const FeatureSource = {
  view: ({ viewName }, _, { loaders }) => loaders.featureView.get(viewName),
} satisfies FeatureSourceResolvers;
