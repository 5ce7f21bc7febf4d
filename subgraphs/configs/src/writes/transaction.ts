import { OutcomeUnknown } from '@tributary/common/errors';
import { toAuditEvents } from '@tributary/common/mutations/audit-event';
import mongoose, { type mongo } from 'mongoose';
import { keepAuditEvents } from '../audit-outbox.ts';
import { inTransaction, storeFailure } from '../database.ts';
import { LOCK_WAIT_MS } from '../locks.ts';
import type { Work, WriteContext } from './work.ts';

/**
 * Runs a mutation's body in a transaction. Its audit is written at the end, in the same one.
 * @throws OutcomeUnknown where the commit was not answered; after any other error nothing is written.
 */
export async function transact<Value>(context: WriteContext, body: (work: Work) => Promise<Value>): Promise<Value> {
  const { db, caller, locks, signal } = context;
  const { maxTimeMS } = db.limits;
  const session = await db.connection.startSession();
  let release: (() => void) | undefined;
  try {
    session.startTransaction({
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
      readPreference: 'primary',
      maxCommitTimeMS: maxTimeMS,
    });
    const work: Work = {
      db: inTransaction(db, session),
      subject: caller.subject,
      lock: async (keys) => {
        if (release) throw new Error('a mutation locks once');
        release = await locks.take(keys, LOCK_WAIT_MS, signal);
      },
      auditEntries: [],
    };
    const value = await body(work);
    await keepAuditEvents(work.db, session, toAuditEvents(work.subject, work.auditEntries));
    await commit(session);
    await end(session);
    return value;
  } catch (error) {
    // An abort would wait once more for a server that is away; one that comes back ends the transaction by itself.
    const ending = end(session);
    if (storeFailure(error) === undefined) await ending;
    throw error;
  } finally {
    release?.();
  }
}

async function commit(session: mongo.ClientSession): Promise<void> {
  try {
    // The driver sends it once more by itself where it was not answered: the server commits once.
    await session.commitTransaction();
  } catch (error) {
    throw wasRefused(error) ? error : new OutcomeUnknown(error);
  }
}

/** The server answered, and says that it has written nothing. */
const wasRefused = (error: unknown): boolean =>
  error instanceof mongoose.mongo.MongoServerError && !error.hasErrorLabel('UnknownTransactionCommitResult');

/** Aborts what was not committed. What goes wrong here says less than what was before. */
const end = (session: mongo.ClientSession): Promise<void> => session.endSession().catch(() => {});
