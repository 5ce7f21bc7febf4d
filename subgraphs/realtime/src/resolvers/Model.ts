import type { ModelResolvers } from '../resolver-types.generated.ts';

export const Model = {
  predictionCount: async ({ id }, _, { loaders }) => (await loaders.predictionsOfModel.get(id)).served,
  leaderboardEntry: ({ id }, { board }, { loaders }) => loaders.entryOfModel(board).load(id),
} satisfies ModelResolvers;
