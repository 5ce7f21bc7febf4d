import { answerWith } from '@tributary/common/mutations/answer';
import { renewLoaders } from '../context.ts';
import { deleteFeatures } from '../features/delete-features.ts';
import { storeFeatures } from '../features/store-features.ts';
import * as leaderboards from '../leaderboards/writes.ts';
import * as limits from '../limits/writes.ts';
import { forgetEntity } from '../predictions/forget-entity.ts';
import { invalidatePredictions } from '../predictions/invalidate.ts';
import { predict } from '../predictions/predict.ts';
import { predictBatch } from '../predictions/predict-batch.ts';
import * as progress from '../progress/writes.ts';
import type { MutationResolvers } from '../resolver-types.generated.ts';
import * as sessions from '../sessions/writes.ts';

const answer = answerWith(renewLoaders);

const ended = (ended: number) => ({ __typename: 'EndSessionsSuccess' as const, ended });

export const Mutation = {
  storeFeatures: (_, { input }, context) =>
    answer(context, storeFeatures(context, input), (stored) => ({
      __typename: 'StoreFeaturesSuccess' as const,
      ...stored,
    })),
  deleteFeatures: (_, { view, entities }, context) =>
    answer(context, deleteFeatures(context, view, entities), (deleted) => ({
      __typename: 'DeleteFeaturesSuccess' as const,
      deleted,
    })),
  forgetEntity: (_, args, context) =>
    answer(context, forgetEntity(context, args), (forgotten) => ({
      __typename: 'ForgetEntitySuccess' as const,
      ...forgotten,
    })),
  predict: (_, { input }, context) =>
    answer(context, predict(context, input), (prediction) => ({ __typename: 'PredictSuccess' as const, prediction })),
  predictBatch: (_, { input }, context) =>
    answer(context, predictBatch(context, input), (predictions) => ({
      __typename: 'PredictBatchSuccess' as const,
      predictions,
    })),
  invalidatePredictions: (_, args, context) =>
    answer(context, invalidatePredictions(context, args), (invalidated) => ({
      __typename: 'InvalidatePredictionsSuccess' as const,
      invalidated,
    })),
  submitScore: (_, { input }, context) =>
    answer(context, leaderboards.submitScore(context, input), (entry) => ({
      __typename: 'SubmitScoreSuccess' as const,
      entry,
    })),
  removeScore: (_, { board, modelId }, context) =>
    answer(context, leaderboards.removeScore(context, board, modelId), (removed) => ({
      __typename: 'RemoveScoreSuccess' as const,
      removed,
    })),
  createSession: (_, { input }, context) =>
    answer(context, sessions.createSession(context, input), (session) => ({
      __typename: 'CreateSessionSuccess' as const,
      session,
    })),
  touchSession: (_, { id, data }, context) =>
    answer(context, sessions.touchSession(context, id, data), (session) => ({
      __typename: 'TouchSessionSuccess' as const,
      session,
    })),
  endSession: (_, { id }, context) => answer(context, sessions.endSession(context, id), ended),
  endSessions: (_, { subject }, context) => answer(context, sessions.endSessions(context, subject), ended),
  consumeRateLimit: (_, args, context) =>
    answer(context, limits.consumeRateLimit(context, args), (rateLimit) => ({
      __typename: 'ConsumeRateLimitSuccess' as const,
      rateLimit,
    })),
  reportProgress: (_, { input }, context) =>
    answer(context, progress.reportProgress(context, input), (trainingRun) => ({
      __typename: 'ReportProgressSuccess' as const,
      trainingRun,
    })),
} satisfies MutationResolvers;
