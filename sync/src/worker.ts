import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@tributary/common/log';
import { createBell } from './bell.ts';
import { createDelivery } from './delivery.ts';
import { createHealing } from './healing.ts';
import type { Kind } from './kind.ts';
import { pauseAfter, reportOutages } from './outages.ts';
import type { Stores } from './stores.ts';

export interface WorkerOptions {
  kinds: readonly Kind[];
  log: Logger;
  /** How often it looks by itself. */
  pollMs?: number;
  leaseMs?: number;
}

export interface Worker {
  /** Copies are behind: it need not wait until it looks again. */
  wake(): void;
  /** Ends what is being delivered, and begins no more. */
  stop(): Promise<void>;
}

const POLL_MS = 100;
/** Longer than a batch takes where stores answer. A slower worker's copies are delivered twice, which does no harm. */
const LEASE_MS = 15_000;

const OUTAGE = {
  begun: 'Copies cannot be delivered at present: they wait, and are tried again',
  ended: 'Copies are delivered again',
};

/** Delivers copies, each kind by itself, until it is stopped. Any number of workers may run. */
export function startWorker(stores: Stores, options: WorkerOptions): Worker {
  const { kinds, log, pollMs = POLL_MS, leaseMs = LEASE_MS } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const loops = kinds.map((kind) => {
    const bell = createBell();
    const deliver = createDelivery(kind, stores, { leaseMs, log, signal });
    const healing = createHealing(kind, stores, { leaseMs, log, signal });
    const outages = reportOutages(log, { kind: kind.name }, OUTAGE);
    const work = async () => {
      while (!signal.aborted) {
        const { leased, failures } = await healing
          .look()
          .then(deliver)
          .then(
            ({ leased, failure }) => ({ leased, failures: leased > 0 ? outages.note(failure) : 0 }),
            (error: unknown) => ({ leased: 0, failures: outages.note(error) }),
          );
        if (failures > 0) {
          healing.distrust();
          // However much is put down meanwhile.
          await pause(pauseAfter(failures, pollMs), undefined, { signal }).catch(() => {});
        } else if (leased === 0) await bell.wait(pollMs);
      }
    };
    return { bell, ended: Promise.all([work(), keepTidy(kind, stores, signal)]) };
  });
  const wake = () => {
    for (const { bell } of loops) bell.ring();
  };
  return {
    wake,
    stop: async () => {
      stopping.abort();
      wake();
      await Promise.all(loops.map(({ ended }) => ended));
    },
  };
}

const TIDY_EVERY_MS = 1_000;

/** Beside the deliveries, which do not wait for it. Where the store fails, deliveries say so. */
async function keepTidy(kind: Kind, stores: Stores, signal: AbortSignal): Promise<void> {
  while (kind.tidy && !signal.aborted) {
    await kind.tidy(stores, signal).catch(() => {});
    await pause(TIDY_EVERY_MS, undefined, { signal }).catch(() => {});
  }
}
