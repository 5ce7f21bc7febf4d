import { valueAt } from '../documents.ts';
import type { ExperimentResolvers } from '../resolver-types.generated.ts';

export const Experiment = {
  __resolveReference: async ({ id }, { loaders }) => loaders.experiment.load(id),
  model: ({ modelId }) => (modelId === null ? null : { id: modelId }),
  trainingRun: ({ id, followsRun }) => (followsRun ? { id } : null),
  document: ({ document }, { path }) => valueAt(document, path),
} satisfies ExperimentResolvers;
