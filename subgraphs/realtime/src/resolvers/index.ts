import { Health } from './Health.ts';
import { Leaderboard } from './Leaderboard.ts';
import { LeaderboardEntry } from './LeaderboardEntry.ts';
import { Model } from './Model.ts';
import { Mutation } from './Mutation.ts';
import { Query } from './Query.ts';
import { TrainingRun } from './TrainingRun.ts';

export const resolvers = { Query, Mutation, Health, Leaderboard, LeaderboardEntry, Model, TrainingRun };
