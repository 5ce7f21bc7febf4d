import * as mongodb from '@tributary/configs/audit-outbox';
import * as redis from '@tributary/realtime/audit-streams';
import type { Stores } from './stores.ts';

/** What an outbox holds, and where. */
export interface Kept<Place> {
  readonly place: Place;
  readonly event: unknown;
}

/** Where a store keeps events for the audit. */
export interface Outbox<Place = unknown> {
  readonly store: string;
  /** The oldest of them. */
  find(stores: Stores): Promise<readonly Kept<Place>[]>;
  /** Safe to repeat. */
  remove(stores: Stores, places: readonly Place[]): Promise<void>;
}

/** An event takes up to 128 KiB. */
const DOCUMENTS = 100;
const ENTRIES_OF_A_STREAM = 20;

const outboxOfMongodb: Outbox<string> = {
  store: 'MongoDB',
  find: async ({ configs }) => {
    const events = await mongodb.findAuditEvents(configs, DOCUMENTS);
    return events.map((event) => ({ place: String(event.id), event }));
  },
  remove: ({ configs }, ids) => mongodb.removeAuditEvents(configs, ids),
};

const outboxOfRedis: Outbox<redis.StreamedEvent['place']> = {
  store: 'Redis',
  find: ({ realtime }) => redis.findAuditEvents(realtime, ENTRIES_OF_A_STREAM),
  remove: ({ realtime }, places) => redis.removeAuditEvents(realtime, places),
};

export const outboxes: readonly Outbox[] = [outboxOfMongodb, outboxOfRedis];
