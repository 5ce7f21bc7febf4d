import { readList } from '@tributary/common/list';
import { leaderboardOrder } from '../leaderboards/boards.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';

export const Query = {
  leaderboard: (_, { name }, { loaders }) => loaders.leaderboard.load(name),
  leaderboards: (_, args, { loaders }) => loaders.leaderboards.connection(readList(args, leaderboardOrder)),
  health: () => ({}),
} satisfies QueryResolvers;
