import type { LeaderboardEntryResolvers } from '../resolver-types.generated.ts';

export const LeaderboardEntry = {
  model: ({ modelId }) => ({ id: modelId }),
} satisfies LeaderboardEntryResolvers;
