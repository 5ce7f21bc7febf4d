import { readPage, toConnection } from '@tributary/common/page';
import { countLeaderboards, leaderboardOrder, pageLeaderboards } from '../leaderboards.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';

export const Query = {
  leaderboard: (_, { name }, { loaders }) => loaders.leaderboard.load(name),
  leaderboards: async (_, args, { db }) => {
    const page = readPage(args, leaderboardOrder);
    return toConnection(await pageLeaderboards(db, page), { page, order: leaderboardOrder }, () =>
      countLeaderboards(db),
    );
  },
  health: () => ({}),
} satisfies QueryResolvers;
