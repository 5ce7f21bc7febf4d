import type { Logger } from '@tributary/common/log';
import { forgetDeliveries, rebuildCopies } from '@tributary/lineage/copies/copy-care';
import { readClock } from '@tributary/lineage/copies/deliveries';
import type { Kind } from './kind.ts';
import type { Stores } from './stores.ts';

export interface HealingOptions {
  /** So much later than its clock a store may have taken copies. */
  leaseMs: number;
  log: Logger;
  /** Aborted when no more is to be begun. */
  signal?: AbortSignal;
}

export interface Healing {
  /** Looks at most once a second. */
  look(): Promise<void>;
  /** The store has failed, and may come back as it was before. */
  distrust(): void;
}

const EVERY_MS = 1_000;

/**
 * Keeps PostgreSQL's clock in a kind's store, and so finds a store that has lost what it had taken: one without a clock
 * is new, emptied, or of a version without clocks, and gets every copy anew; one whose clock stands behind the last
 * that was written, or that was away, gets what was delivered since.
 */
export function createHealing(kind: Kind, stores: Stores, { leaseMs, log, signal }: HealingOptions): Healing {
  const { lineage } = stores;
  let wroteAt: Date | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = async () => {
    if (performance.now() - lookedAt < EVERY_MS) return;
    const found = await kind.readClock(stores);
    const now = await readClock(lineage);
    if (found === null) {
      await kind.removeRemains?.(stores);
      const count = await rebuildCopies(lineage, kind.name, signal);
      if (count > 0) log.info({ kind: kind.name, count }, 'The store knows of no copy: it gets all');
      await kind.writeClock(stores, now);
    } else {
      if (wroteAt === undefined || found < wroteAt) {
        await forgetDeliveries(lineage, kind.name, new Date(found.getTime() - leaseMs), signal);
      }
      // Another worker has moved it, or the store was emptied a moment ago: look again.
      if (!(await kind.moveClock(stores, found, now))) return;
    }
    wroteAt = now;
    lookedAt = performance.now();
  };
  const distrust = () => {
    wroteAt = undefined;
    lookedAt = Number.NEGATIVE_INFINITY;
  };
  return { look, distrust };
}
