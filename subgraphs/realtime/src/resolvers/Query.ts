import { readList } from '@tributary/common/list';
import { leaderboardOrder } from '../leaderboards/boards.ts';
import { readRateLimit } from '../limits/inputs.ts';
import { findRateLimit } from '../limits/rate-limits.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';
import { findSession } from '../sessions/sessions.ts';

export const Query = {
  leaderboard: (_, { name }, { loaders }) => loaders.leaderboard.load(name),
  leaderboards: (_, args, { loaders }) => loaders.leaderboards.connection(readList(args, leaderboardOrder)),
  session: (_, { id }, { db }) => findSession(db, id),
  rateLimit: (_, args, { db, caller }) => {
    const { key, ...window } = readRateLimit(args);
    return findRateLimit(db, caller.subject, key, window);
  },
  health: () => ({}),
} satisfies QueryResolvers;
