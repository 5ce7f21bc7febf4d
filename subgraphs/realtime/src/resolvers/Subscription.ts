import type { Context } from '../context.ts';
import { storeFailure } from '../database.ts';
import type { Leaderboard } from '../leaderboards/boards.ts';
import type { Loaders } from '../loaders.ts';
import type { Deployment } from '../models.ts';
import type { TrainingRun } from '../progress/progress.ts';
import type { SubscriptionResolvers } from '../resolver-types.generated.ts';

/**
 * What is new of a channel, as a resolver reads it. The first reading may fail; later a store that is away is waited for:
 * it is read through another connection than that of the news, which may be back before it.
 * @param read answers whether this was the last.
 */
async function* follow<Event>(
  { topics, signal, loadersFor }: Context,
  channel: string,
  read: (loaders: Loaders) => Promise<{ event: Event; isLast: boolean }>,
  leastMs?: number,
): AsyncGenerator<Event> {
  let hasRead = false;
  for await (const news of topics.listen(channel, signal, leastMs)) {
    try {
      const { event, isLast } = await read(loadersFor(news));
      yield event;
      if (isLast) return;
    } catch (error) {
      if (!hasRead || storeFailure(error) === undefined) throw error;
      topics.tellAgain(channel);
    }
    hasRead = true;
  }
}

/** A busy deployment answers all the time. */
const STATS_LEAST_MS = 1_000;

/** An event, and the loaders that have read what it is about. */
type News<Field extends string, Value> = { readonly [Key in Field]: Value } & { readonly loaders: Loaders };

export const Subscription = {
  leaderboardChanged: {
    subscribe: (_, { name }, context) =>
      follow(context, context.db.keys.board(name).channel, async (loaders) => {
        const board = await loaders.leaderboard.load(name);
        return { event: { leaderboardChanged: board, loaders }, isLast: false };
      }),
    resolve: (
      { leaderboardChanged, loaders }: News<'leaderboardChanged', Leaderboard | null>,
      _: unknown,
      context: Context,
    ) => {
      context.loaders = loaders;
      return leaderboardChanged;
    },
  },
  trainingRunProgress: {
    subscribe: (_, { runId }, context) =>
      follow(context, context.db.keys.progress(runId).channel, async (loaders) => {
        const state = await loaders.stateOfRun.load(runId);
        return { event: { trainingRunProgress: { id: runId }, loaders }, isLast: state?.ended ?? false };
      }),
    resolve: (
      { trainingRunProgress, loaders }: News<'trainingRunProgress', TrainingRun>,
      _: unknown,
      context: Context,
    ) => {
      context.loaders = loaders;
      return trainingRunProgress;
    },
  },
  deploymentStats: {
    subscribe: (_, { deploymentId: id }, context) =>
      follow(
        context,
        context.db.keys.deploymentChannel(id),
        async (loaders) => {
          await loaders.statsOfDeployment.load(id);
          return { event: { deploymentStats: { id }, loaders }, isLast: false };
        },
        STATS_LEAST_MS,
      ),
    resolve: ({ deploymentStats, loaders }: News<'deploymentStats', Deployment>, _: unknown, context: Context) => {
      context.loaders = loaders;
      return deploymentStats;
    },
  },
} satisfies SubscriptionResolvers;
