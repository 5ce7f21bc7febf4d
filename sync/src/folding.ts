import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@tributary/common/log';
import { foldCounts } from './fold-counts.ts';
import { pauseAfter, reportOutages } from './outages.ts';
import type { Stores } from './stores.ts';

export interface FoldingOptions {
  log: Logger;
  /** How often it folds. */
  everyMs?: number;
}

const EVERY_MS = 60_000;
const RETRY_MS = 500;

/** Folds counts of predictions, and makes Redis' totals anew where it may have lost some, until it is stopped. */
export function startFolding(stores: Stores, { log, everyMs = EVERY_MS }: FoldingOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const outages = reportOutages(
    log,
    {},
    {
      begun: 'Counts of predictions cannot be folded at present: they wait in Redis',
      ended: 'Counts of predictions are folded again',
    },
  );
  const work = async () => {
    while (!signal.aborted) {
      const failures = await foldCounts(stores, signal).then(
        (models) => {
          if (models > 0) log.info({ models }, 'Redis has its totals of predictions anew');
          return outages.note(undefined);
        },
        (error: unknown) => (signal.aborted ? 0 : outages.note(error)),
      );
      await pause(failures > 0 ? pauseAfter(failures, RETRY_MS) : everyMs, undefined, { signal }).catch(() => {});
    }
  };
  const ended = work();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
