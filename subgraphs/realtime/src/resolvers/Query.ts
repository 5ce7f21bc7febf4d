import { badUserInput } from '@tributary/common/errors';
import { readList } from '@tributary/common/lists/list';
import { findStaleViews } from '../features/online-status.ts';
import { readFeatureTable, readFeatureVector } from '../features/read-features.ts';
import { leaderboardOrder } from '../leaderboards/boards.ts';
import { readRateLimit } from '../limits/inputs.ts';
import { findRateLimit } from '../limits/rate-limits.ts';
import { findCachedPrediction } from '../predictions/cached-prediction.ts';
import { pagePredictions } from '../predictions/log.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';
import { findSession } from '../sessions/sessions.ts';

const MOST_STALE = 1_000;

export const Query = {
  leaderboard: (_, { name }, { loaders }) => loaders.leaderboard.load(name),
  leaderboards: (_, args, { loaders }) => loaders.leaderboards.connection(readList(args, leaderboardOrder)),
  session: (_, { id }, { db }) => findSession(db, id),
  rateLimit: (_, args, { db, caller }) => {
    const { key, ...window } = readRateLimit(args);
    return findRateLimit(db, caller.subject, key, window);
  },
  featureVector: (_, { view, entity, features }, context) =>
    readFeatureVector(context, { view, features: features ?? null }, entity),
  featureVectors: (_, { view, entities, features }, context) =>
    readFeatureTable(context, { view, features: features ?? null }, entities),
  staleFeatureViews: async (_, { olderThanSeconds }, { db }) =>
    (await findStaleViews(db, Date.now() - olderThanSeconds * 1_000)).slice(0, MOST_STALE),
  predictions: (_, { modelId, entity = null, ...args }, { db, settings }) => {
    if (entity === '') throw badUserInput('entity must not be empty');
    return pagePredictions(db, settings.predictionLog, { modelId, entity, deploymentId: null }, args);
  },
  cachedPrediction: (_, args, context) => findCachedPrediction(context, args),
  health: () => ({}),
} satisfies QueryResolvers;
