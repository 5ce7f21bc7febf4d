import type { LeaderboardEntryResolvers } from '../schema.generated.ts';

export const LeaderboardEntry = {
  model: ({ modelId }) => ({ id: modelId }),
} satisfies LeaderboardEntryResolvers;
