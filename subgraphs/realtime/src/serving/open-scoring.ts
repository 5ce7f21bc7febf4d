import type { Logger } from '@tributary/common/log';
import type { OpenDatabase } from '../database.ts';
import { openScorers, type ScorersOptions } from '../scoring/pool.ts';
import type { Scorers } from '../scoring/scorers.ts';
import { answerTrials } from './answer-trials.ts';
import { followModels } from './follow-models.ts';
import { createServedModels, type ServedModels } from './served-models.ts';

export interface Scoring {
  readonly scorers: Scorers;
  /** What answers, loaded as soon as it changes. */
  readonly models: ServedModels;
  /** Before the store is closed. */
  close(): Promise<void>;
}

/** What a process that serves predictions has beside its store: scorers, with which it also answers trials. */
export function openScoring(database: OpenDatabase, options: Omit<ScorersOptions, 'log'>, log: Logger): Scoring {
  const scorers = openScorers({ ...options, log });
  const trials = answerTrials(database, scorers, log);
  const models = createServedModels(database.db, scorers);
  const following = followModels(database, models, log);
  return {
    scorers,
    models,
    close: async () => {
      await Promise.all([trials.close(), following.close(), scorers.close()]);
    },
  };
}
