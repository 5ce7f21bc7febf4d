import { checkInput } from '@tributary/common/mutations/check-input';
import type { Outcome } from '@tributary/common/mutations/outcome';
import { createPerform } from '@tributary/common/mutations/perform';
import { z } from 'zod';
import { failureOf, isRetriable } from './refusals.ts';
import { transact } from './transaction.ts';
import type { Work, WriteContext } from './work.ts';

/**
 * Within a process writers wait for each other. Those of another process may be many, one after the other, and a writer
 * meets each of them perhaps more than once: it goes on for about two seconds.
 */
const ATTEMPTS = 40;

/** Checks a mutation's input, runs its body in one transaction and answers its outcome. */
export const perform = createPerform<WriteContext, Work>({
  transact,
  attempts: ATTEMPTS,
  isRetriable,
  toFailure: failureOf,
});

/**
 * Judges each input by itself, then runs the body with those that fit, in one transaction.
 * @param body answers an outcome for each, in order; it writes those that succeed, all or none.
 */
export async function performEach<Input, Value>(
  context: WriteContext,
  shape: z.ZodType<Input>,
  inputs: readonly unknown[],
  body: (work: Work, inputs: readonly Input[]) => Promise<readonly Outcome<Value>[]>,
): Promise<Outcome<Value>[]> {
  const checked = inputs.map((input) => checkInput(shape, input));
  const fitting = checked.flatMap((one) => ('value' in one ? [one.value] : []));
  const outcomes = fitting.length > 0 ? await performAll(context, fitting, body) : [];
  return checked.map((one) => ('failure' in one ? one : take(outcomes)));
}

async function performAll<Input, Value>(
  context: WriteContext,
  inputs: readonly Input[],
  body: (work: Work, inputs: readonly Input[]) => Promise<readonly Outcome<Value>[]>,
): Promise<Outcome<Value>[]> {
  const outcome = await perform(context, z.unknown(), undefined, (work) => body(work, inputs));
  return 'failure' in outcome ? inputs.map(() => outcome) : [...outcome.value];
}

function take<Value>(outcomes: Outcome<Value>[]): Outcome<Value> {
  const outcome = outcomes.shift();
  if (!outcome) throw new Error('a body answers an outcome for each of its inputs');
  return outcome;
}
