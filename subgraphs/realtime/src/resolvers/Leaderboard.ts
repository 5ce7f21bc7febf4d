import { checkFirst } from '@tributary/common/lists/page';
import type { LeaderboardResolvers } from '../resolver-types.generated.ts';

export const Leaderboard = {
  __resolveReference: async ({ name }, { loaders }) => loaders.leaderboard.load(name),
  id: ({ name }) => name,
  size: ({ name }, _, { loaders }) => loaders.sizeOfLeaderboard.load(name),
  entries: async ({ name }, { first, around }, { loaders }) => {
    checkFirst(first);
    return loaders.entriesOfLeaderboard({ first, around: around ?? null }).load(name);
  },
} satisfies LeaderboardResolvers;
