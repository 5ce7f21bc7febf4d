import { Deployment } from './Deployment.ts';
import { FeatureView } from './FeatureView.ts';
import { Health } from './Health.ts';
import { Leaderboard } from './Leaderboard.ts';
import { LeaderboardEntry } from './LeaderboardEntry.ts';
import { Model } from './Model.ts';
import { ModelVersion } from './ModelVersion.ts';
import { Mutation } from './Mutation.ts';
import { OnlineFeatureStatus } from './OnlineFeatureStatus.ts';
import { Prediction } from './Prediction.ts';
import { Query } from './Query.ts';
import { RedisHealth } from './RedisHealth.ts';
import { StaleFeatureView } from './StaleFeatureView.ts';
import { Subscription } from './Subscription.ts';
import { TrainingRun } from './TrainingRun.ts';
import { UsedFeature } from './UsedFeature.ts';

export const resolvers = {
  Query,
  Mutation,
  Subscription,
  Deployment,
  FeatureView,
  Health,
  Leaderboard,
  LeaderboardEntry,
  Model,
  ModelVersion,
  OnlineFeatureStatus,
  Prediction,
  RedisHealth,
  StaleFeatureView,
  TrainingRun,
  UsedFeature,
};
