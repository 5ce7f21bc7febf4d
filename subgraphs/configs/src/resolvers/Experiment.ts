import { experimentKind } from '../collections.ts';
import { extraOf } from '../documents.ts';
import { followsRun } from '../experiments.ts';
import { valueAt } from '../paths.ts';
import type { ExperimentResolvers } from '../resolver-types.generated.ts';
import { selectedExperimentParts } from './selected-parts.ts';

export const Experiment = {
  __resolveReference: async ({ id }, { loaders }, info) => loaders.experiment(selectedExperimentParts(info)).load(id),
  model: ({ modelId }) => (modelId == null ? null : { id: modelId }),
  trainingRun: (experiment) => (followsRun(experiment) ? { id: experiment.id } : null),
  extra: ({ document }) => extraOf(document, experimentKind),
  document: ({ id, document }, { path }) => valueAt({ id, ...document }, path),
} satisfies ExperimentResolvers;
