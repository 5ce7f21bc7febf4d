import type { TrainingRunResolvers } from '../resolver-types.generated.ts';

export const TrainingRun = {
  progress: async ({ id }, _, { loaders }) => (await loaders.stateOfRun.load(id))?.progress ?? null,
} satisfies TrainingRunResolvers;
