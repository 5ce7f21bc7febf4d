import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@tributary/common/log';
import { readClock } from '@tributary/lineage/deliveries';
import { moveSyncClock, readSyncClock, writeSyncClock } from '@tributary/realtime/sync-clock';
import { foldCounts, rebuildCounts } from './fold-counts.ts';
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
  const fold = createFolding(stores, { log, signal });
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
      const failures = await fold().then(
        () => outages.note(undefined),
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

/**
 * One round a call. PostgreSQL's clock stands in Redis beside the counts: one without it is new or emptied, one whose clock
 * stands behind the last that was written is older than it was. Both get their totals anew, and so does one that was away.
 */
export function createFolding(
  stores: Stores,
  { log, signal }: { log: Logger; signal?: AbortSignal },
): () => Promise<void> {
  const { lineage, realtime } = stores;
  let wroteAt: Date | undefined;
  const round = async () => {
    const found = await readSyncClock(realtime, 'counts');
    const now = await readClock(lineage);
    const isKnown = found !== null && wroteAt !== undefined && found >= wroteAt;
    await foldCounts(stores, signal);
    if (!isKnown) {
      const models = await rebuildCounts(stores, signal);
      if (models > 0) log.info({ models }, 'Redis has its totals of predictions anew');
    }
    if (found === null) await writeSyncClock(realtime, 'counts', now);
    // Else another worker has moved it, or Redis was emptied a moment ago: the next round sees.
    else if (!(await moveSyncClock(realtime, 'counts', found, now))) return;
    wroteAt = now;
  };
  return async () => {
    try {
      await round();
    } catch (error) {
      wroteAt = undefined;
      throw error;
    }
  };
}
