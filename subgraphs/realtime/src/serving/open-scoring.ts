import type { Logger } from '@tributary/common/log';
import type { OpenDatabase } from '../database.ts';
import { openScorers, type ScorersOptions } from '../scoring/pool.ts';
import type { Scorers } from '../scoring/scorers.ts';
import { answerTrials } from './answer-trials.ts';

export interface Scoring {
  readonly scorers: Scorers;
  /** Before the store is closed. */
  close(): Promise<void>;
}

/** What a process that serves predictions has beside its store: scorers, with which it also answers trials. */
export function openScoring(
  database: OpenDatabase,
  options: Pick<ScorersOptions, 'count' | 'memoryMib'>,
  log: Logger,
): Scoring {
  const scorers = openScorers({ ...options, log });
  const trials = answerTrials(database, scorers, log);
  return {
    scorers,
    close: async () => {
      await Promise.all([trials.close(), scorers.close()]);
    },
  };
}
