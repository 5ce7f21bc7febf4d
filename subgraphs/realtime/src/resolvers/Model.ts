import { checkBounds } from '@tributary/common/lists/bounds';
import { WINDOWS_KEPT } from '../predictions/count-windows.ts';
import type { ModelResolvers } from '../resolver-types.generated.ts';

export const Model = {
  predictionCount: async ({ id }, _, { loaders }) => (await loaders.predictionsOfModel.get(id)).served,
  predictionCounts: ({ id }, { window, buckets }, { loaders }) => {
    checkBounds('buckets', buckets, 0, WINDOWS_KEPT);
    return loaders.predictionWindowsOfModel({ window, buckets }).load(id);
  },
  predictionCache: async ({ id }, _, { loaders }) => {
    const { served, hits } = await loaders.predictionsOfModel.get(id);
    return { hits, misses: served - hits, hitRatio: served > 0 ? hits / served : null };
  },
  leaderboardEntry: ({ id }, { board }, { loaders }) => loaders.entryOfModel(board).load(id),
} satisfies ModelResolvers;
