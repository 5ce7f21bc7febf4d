import type { TrainingRunResolvers } from '../resolver-types.generated.ts';

export const TrainingRun = {
  experiment: ({ id }, _, { loaders }) => loaders.experiment.load(id),
} satisfies TrainingRunResolvers;
