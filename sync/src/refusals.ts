import type { Logger } from '@tributary/common/log';
import type { Copy } from '@tributary/lineage/copies/copies';
import { type LeasedCopy, leaseDelivered, noteFailed, readClock } from '@tributary/lineage/copies/deliveries';
import type { Kind } from './kind.ts';
import type { Stores } from './stores.ts';

export type Leased = LeasedCopy<Copy['kind']>;

/** Which copies were not delivered, and why the store did not take them. */
export interface Rest {
  left: readonly Leased[];
  failure?: unknown;
}

export interface RefusalOptions {
  leaseMs: number;
  log: Logger;
  deliver(leased: readonly Leased[]): Promise<Rest>;
}

export interface Refusals {
  /** The store has taken copies at this time, by PostgreSQL's clock. */
  noteTaken(at: Date | null): void;
  /** Gives back copies that the store has refused. */
  note(refused: readonly (Leased & { failure: unknown })[]): Promise<void>;
}

/** So many copies are put down anew without any of them being taken. */
const MOST_ASKED = 3;

/**
 * Counts refusals. One counts against its copy only where the store has taken another since the copy was tried before:
 * a store that refuses everything gives up none. Where no other was behind, one is delivered once more.
 */
export function createRefusals(kind: Kind, stores: Stores, { leaseMs, log, deliver }: RefusalOptions): Refusals {
  const { lineage } = stores;
  let takenAt: Date | null = null;
  let asked = 0;

  const noteTaken = (at: Date | null) => {
    if (at === null) return;
    takenAt = at;
    asked = 0;
  };
  const hasTakenSince = ({ attemptedAt, leasedAt }: Leased) => takenAt !== null && takenAt >= (attemptedAt ?? leasedAt);

  async function askForAnother(): Promise<void> {
    if (asked >= MOST_ASKED) return;
    const another = await leaseDelivered(lineage, kind.name, leaseMs);
    if (!another) return askForClock();
    asked += 1;
    const { left } = await deliver([another]);
    await noteFailed(
      lineage,
      left.map((one) => ({ ...one, counts: false })),
    );
  }

  /** A store that has taken no copy yet takes its clock, or nothing; what stands there is written, since it may be new. */
  async function askForClock(): Promise<void> {
    try {
      const at = await kind.readClock(stores);
      if (at === null || !(await kind.moveClock(stores, at, at))) return;
    } catch {
      return;
    }
    takenAt = await readClock(lineage);
  }

  async function note(refused: readonly (Leased & { failure: unknown })[]): Promise<void> {
    if (!refused.every(hasTakenSince)) await askForAnother();
    const parked = await noteFailed(
      lineage,
      refused.map((one) => ({ ...one, counts: hasTakenSince(one) })),
    );
    const failures = new Map(refused.map(({ copy, failure }) => [JSON.stringify(copy), failure]));
    for (const copy of parked) {
      const err = failures.get(JSON.stringify(copy));
      log.warn(
        { copy, err },
        `A copy was refused ten times and is left alone: mend what is said here, then "tributary sync retry ${copy.kind}"`,
      );
    }
  }
  return { noteTaken, note };
}
