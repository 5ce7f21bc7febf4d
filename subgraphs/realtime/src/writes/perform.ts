import { OutcomeUnknown } from '@tributary/common/errors';
import { MutationError } from '@tributary/common/mutations/outcome';
import { createPerform } from '@tributary/common/mutations/perform';
import type { Database } from '../database.ts';
import type { Work, WriteContext } from './work.ts';

/**
 * Checks a mutation's input, runs its body and answers its outcome. A body changes what belongs together in one script,
 * since Redis takes nothing back.
 */
export const perform = createPerform<WriteContext, Work>({
  transact: async ({ db, caller: { subject } }, body) => {
    const noted = noteWrites(db);
    try {
      return await body({ db: noted.db, subject });
    } catch (error) {
      // What follows a change, such as listing a new board, is done by whoever sends the mutation again.
      throw noted.hasWritten() && !(error instanceof MutationError) ? new OutcomeUnknown(error) : error;
    }
  },
  attempts: 1,
  isRetriable: () => false,
  toFailure: () => undefined,
});

function noteWrites(db: Database) {
  let written = false;
  const noting: Database = {
    ...db,
    write: async (work) => {
      const reply = await db.write(work);
      written = true;
      return reply;
    },
  };
  return { db: noting, hasWritten: () => written };
}
