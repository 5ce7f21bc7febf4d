import type { AuditEvent } from '@tributary/common/mutations/audit-event';
import type { mongo } from 'mongoose';
import { OUTBOX } from './collections.ts';
import type { Database } from './database.ts';
import { readAll } from './read-all.ts';

interface KeptEvent extends Omit<AuditEvent, 'id'> {
  _id: string;
}

const outboxIn = (db: Database) => db.connection.collection<KeptEvent>(OUTBOX);

/** So many events go in one command, which has to end within its limit. */
const KEPT_TOGETHER = 100;

/** Keeps events for the audit, in the transaction of the changes that they tell of. */
export async function keepAuditEvents(
  db: Database,
  session: mongo.ClientSession,
  events: readonly AuditEvent[],
): Promise<void> {
  for (let from = 0; from < events.length; from += KEPT_TOGETHER) {
    const together = events.slice(from, from + KEPT_TOGETHER).map(({ id, ...event }) => ({ _id: id, ...event }));
    await outboxIn(db).insertMany(together, { ...db.limits, session });
  }
}

/** The oldest events that wait for the audit, up to so many: their ids begin with the time. */
export async function findAuditEvents(db: Database, limit: number): Promise<Record<string, unknown>[]> {
  const found = await readAll(outboxIn(db).find({}, { ...db.oneBatch, sort: { _id: 1 }, limit }));
  return found.map(({ _id, ...event }) => ({ id: _id, ...event }));
}

/** Once the audit has them. Safe to repeat. */
export async function removeAuditEvents(db: Database, ids: readonly string[]): Promise<void> {
  await outboxIn(db).deleteMany({ _id: { $in: [...ids] } }, db.limits);
}

export const countAuditEvents = (db: Database): Promise<number> => outboxIn(db).countDocuments({}, db.limits);
