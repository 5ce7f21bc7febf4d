import { Health } from './Health.ts';
import { Leaderboard } from './Leaderboard.ts';
import { LeaderboardEntry } from './LeaderboardEntry.ts';
import { Model } from './Model.ts';
import { Query } from './Query.ts';

export const resolvers = { Query, Health, Leaderboard, LeaderboardEntry, Model };
