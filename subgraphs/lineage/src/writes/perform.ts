import { createPerform } from '@tributary/common/mutations/perform';
import { failureOfConstraint, isRetriable } from './constraints.ts';
import { transact } from './transaction.ts';
import type { Work, WriteContext } from './work.ts';

/** Checks a mutation's input, runs its body in one transaction and answers its outcome. */
export const perform = createPerform<WriteContext, Work>({
  transact,
  attempts: 5,
  isRetriable,
  toFailure: failureOfConstraint,
});
