import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
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

/** Passes columns, since archiving a group may audit more runs than a statement takes parameters. */
async function writeAudit({ db, subject, auditEntries: entries }: Work): Promise<void> {
  if (entries.length === 0) return;
  // Ids order the entries of one moment, but within a millisecond they are drawn in no order.
  const ids = entries.map(() => randomUUIDv7()).toSorted();
  // Not the start of the transaction, which may have waited since then for others that changed the same.
  await sql`
    insert into audit_event (id, at, actor, action, target_type, target_id, before, after)
    select id, clock_timestamp(), ${subject}, action, target_type, target_id, before::jsonb, after::jsonb
    from unnest(
      ${ids}::uuid[],
      ${entries.map(({ action }) => action)}::text[],
      ${entries.map(({ target }) => target.type)}::text[],
      ${entries.map(({ target }) => target.id)}::text[],
      ${entries.map(({ before }) => before && JSON.stringify(before))}::text[],
      ${entries.map(({ after }) => after && JSON.stringify(after))}::text[]
    ) event(id, action, target_type, target_id, before, after)`.execute(db);
}
