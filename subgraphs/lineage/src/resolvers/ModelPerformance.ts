import type { ModelPerformanceResolvers } from '../resolver-types.generated.ts';

export const ModelPerformance = {
  run: (performance) => performance,
  model: ({ modelId }, _, { loaders }) => loaders.model.load(modelId),
  dataset: ({ datasetId }, _, { loaders }) => loaders.dataset.load(datasetId),
} satisfies ModelPerformanceResolvers;
