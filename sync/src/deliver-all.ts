import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@tributary/common/log';
import { findCopyLags } from '@tributary/lineage/copies/copy-care';
import type { Kind } from './kind.ts';
import type { Stores } from './stores.ts';
import { startWorker } from './worker.ts';

export interface DeliverAllOptions {
  kinds: readonly Kind[];
  log: Logger;
  signal?: AbortSignal;
  onProgress?(done: number, total: number): void;
  /** How long none may be delivered before it is given up. */
  patienceMs?: number;
}

const PATIENCE_MS = 15_000;
const LOOK_MS = 50;
/** A count of a million takes a while, and PostgreSQL then rests so many times as long. */
const REST = 4;

/**
 * Delivers copies until none of these kinds is behind, beside the workers of a platform that serves, or where none does.
 * A deployment that is PENDING stays so.
 * @returns how many still wait: those given up, and all where a store takes none.
 */
export async function deliverAll(
  stores: Stores,
  { kinds, log, signal, onProgress, patienceMs = PATIENCE_MS }: DeliverAllOptions,
): Promise<number> {
  const names = new Set<string>(kinds.map(({ name }) => name));
  const look = async () => {
    const lags = (await findCopyLags(stores.lineage)).filter(({ kind }) => names.has(kind.toLowerCase()));
    return {
      pending: lags.reduce((sum, lag) => sum + lag.pending, 0),
      parked: lags.reduce((sum, lag) => sum + lag.parked, 0),
    };
  };
  let { pending, parked } = await look();
  const total = pending;
  // Nothing is settled: where nobody serves there is nobody who could try what waits for a trial.
  const worker = startWorker(stores, { kinds: kinds.map(({ prepare: _, ...kind }) => kind), log });
  let least = pending;
  let movedAt = performance.now();
  let lookedMs = 0;
  try {
    while (pending > parked && performance.now() - movedAt < patienceMs) {
      signal?.throwIfAborted();
      onProgress?.(Math.max(0, total - pending), total);
      await pause(Math.max(LOOK_MS, REST * lookedMs), undefined, { signal });
      const lookedAt = performance.now();
      ({ pending, parked } = await look());
      lookedMs = performance.now() - lookedAt;
      if (pending < least) movedAt = performance.now();
      least = Math.min(least, pending);
    }
    onProgress?.(Math.max(0, total - pending), total);
  } finally {
    await worker.stop();
  }
  return pending;
}
