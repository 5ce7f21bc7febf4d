import type { Logger } from '@tributary/common/log';
import type { OpenDatabase } from '../database.ts';
import { ModelFault, type Scorers, ScorersUnavailable } from '../scoring/scorers.ts';
import { readArtifact } from './artifacts.ts';
import { onNews } from './on-news.ts';
import { answerTrial, readOpenTrials, type Trial } from './trials.ts';

/**
 * Loads and runs the artifacts that sync asks of, and says what came of it, until it is closed. What cannot be told here
 * stays open: for another process, or for a later asking.
 */
export function answerTrials(
  { db, topics }: Pick<OpenDatabase, 'db' | 'topics'>,
  scorers: Scorers,
  log: Logger,
): { close(): Promise<void> } {
  const underWay = new Map<string, Promise<void>>();

  const begin = async () => {
    for (const trial of await readOpenTrials(db)) {
      if (underWay.has(trial.id)) continue;
      const done = answer(trial)
        .catch((err: unknown) => log.warn({ err, deploymentId: trial.id }, 'a model could not be tried'))
        .finally(() => underWay.delete(trial.id));
      underWay.set(trial.id, done);
    }
  };

  const answer = async (trial: Trial): Promise<void> => {
    const fault = await findFault(trial).catch((error: unknown) => {
      if (error instanceof ArtifactAway || error instanceof ScorersUnavailable) return undefined;
      throw error;
    });
    if (fault !== undefined) await answerTrial(db, trial, { fault });
  };

  const findFault = async ({ sha256, signature }: Trial): Promise<string | null> => {
    const read = async () => {
      const file = await readArtifact(db, sha256);
      if (!file) throw new ArtifactAway();
      return file;
    };
    try {
      await scorers.warm({ sha256, signature, read });
      return null;
    } catch (error) {
      if (error instanceof ModelFault) return error.message;
      throw error;
    }
  };

  const listening = onNews(topics, db.keys.serving.trials, begin);
  return {
    close: async () => {
      await listening.close();
      await Promise.all(underWay.values());
    },
  };
}

/** The candidate's file is not in the store, or not any more. */
class ArtifactAway extends Error {}
