import type { TrainingRunResolvers } from '../resolver-types.generated.ts';

export const TrainingRun = {
  progress: ({ id }, _, { loaders }) => loaders.progressOfRun.load(id),
} satisfies TrainingRunResolvers;
