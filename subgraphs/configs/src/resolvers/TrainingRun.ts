import type { TrainingRunResolvers } from '../schema.generated.ts';

export const TrainingRun = {
  experiment: ({ id }, _, { loaders }) => loaders.experiment.load(id),
} satisfies TrainingRunResolvers;
