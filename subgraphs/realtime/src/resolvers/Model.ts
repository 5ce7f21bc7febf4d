import type { ModelResolvers } from '../resolver-types.generated.ts';

export const Model = {
  predictionCount: ({ id }, _, { loaders }) => loaders.predictionCountOfModel.load(id),
  leaderboardEntry: ({ id }, { board }, { loaders }) => loaders.entryOfModel(board).load(id),
} satisfies ModelResolvers;
