import { randomUUIDv7 } from 'node:crypto';
import { insertAuditEvents } from '../audit/audit-trail.ts';
import { writeStaleCopies } from './stale-copies.ts';
import type { Work, WriteContext } from './work.ts';

/**
 * Runs a mutation's body in a transaction. Its audit and its stale copies are written at the end, in the same one. After
 * it the copies are waited for a little, so that whoever reads next finds them in the other stores.
 */
export async function transact<Value>(
  { db, caller, settings, workers }: WriteContext,
  body: (work: Work) => Promise<Value>,
): Promise<Value> {
  const { value, copies } = await db.transaction().execute(async (transaction) => {
    const work: Work = {
      db: transaction,
      subject: caller.subject,
      settings,
      auditEntries: [],
      staleCopies: [],
    };
    const value = await body(work);
    await writeAudit(work);
    return { value, copies: await writeStaleCopies(work) };
  });
  if (copies.length > 0) {
    workers.wake();
    await workers.follow(copies);
  }
  return value;
}

async function writeAudit({ db, subject, auditEntries: entries }: Work): Promise<void> {
  // Ids order the entries of one moment, but within a millisecond they are drawn in no order.
  const ids = entries.map(() => randomUUIDv7()).toSorted();
  const events = entries.map(({ action, target, before, after }, index) => ({
    id: ids[index] ?? randomUUIDv7(),
    at: null,
    actor: subject,
    action,
    targetType: target.type,
    targetId: target.id,
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  }));
  await insertAuditEvents(db, events);
}
