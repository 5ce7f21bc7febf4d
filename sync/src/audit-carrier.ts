import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@tributary/common/log';
import { type AuditEvent, auditEvent } from '@tributary/common/mutations/audit-event';
import { insertAuditEvents } from '@tributary/lineage/audit/audit-trail';
import { pauseAfter, reportOutages } from './outages.ts';
import { type Outbox, outboxes } from './outboxes.ts';
import type { Stores } from './stores.ts';

/**
 * Carries the oldest events of an outbox to the audit, and removes them there once it has them. Who is killed in between
 * leaves them to be carried again, and any number may carry the same at once: the audit takes each id once.
 * @returns how many there were.
 */
export async function carryAudit(outbox: Outbox, stores: Stores, log: Logger): Promise<number> {
  const kept = await outbox.find(stores);
  if (kept.length === 0) return 0;
  const events = kept.flatMap(({ event }): AuditEvent[] => {
    const { data, error } = auditEvent.safeParse(event);
    if (data) return [data];
    // Nobody here writes such; left there, it would be in the way of the others.
    log.error(
      { store: outbox.store, event, err: error },
      'This is no event of the audit: it is taken out of its outbox',
    );
    return [];
  });
  await insertAuditEvents(stores.lineage, events);
  await outbox.remove(
    stores,
    kept.map(({ place }) => place),
  );
  return kept.length;
}

export interface CarrierOptions {
  log: Logger;
  /** How often it looks. */
  pollMs?: number;
}

const POLL_MS = 500;

/** Carries the events of every outbox, each by itself, until it is stopped. */
export function startCarrier(stores: Stores, { log, pollMs = POLL_MS }: CarrierOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loops = outboxes.map(async (outbox) => {
    const outages = reportOutages(
      log,
      { store: outbox.store },
      {
        begun: 'Events for the audit cannot be carried at present: they wait where they are',
        ended: 'Events for the audit are carried again',
      },
    );
    while (!signal.aborted) {
      const { count, failures } = await carryAudit(outbox, stores, log).then(
        (count) => ({ count, failures: outages.note(undefined) }),
        (error: unknown) => ({ count: 0, failures: outages.note(error) }),
      );
      if (count === 0) await pause(pauseAfter(failures, pollMs), undefined, { signal }).catch(() => {});
    }
  });
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
