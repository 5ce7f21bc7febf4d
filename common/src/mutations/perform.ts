import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { checkInput } from './check-input.ts';
import { conflict, type Failure, type Outcome, outcomeOf } from './outcome.ts';

/** What a store adds to a mutation. */
export interface Store<Context, Work> {
  /** Runs a mutation's body so that all of its writes are kept or, when it throws, none of them. */
  transact<Value>(context: Context, body: (work: Work) => Promise<Value>): Promise<Value>;
  /** How often a mutation is tried when other writers are in its way. */
  readonly attempts: number;
  /** Whether another writer was in the way: nothing is written, and the next attempt may succeed. */
  isRetriable(error: unknown): boolean;
  /** What the caller did wrong, where the store itself refused a write. Undefined for any other error. */
  toFailure(error: unknown): Failure | undefined;
}

/**
 * Checks a mutation's input against its shape, runs its body in one transaction and answers the outcome. After a
 * failure or an error nothing is written. The body may run several times, so it changes nothing but the store.
 */
export type Perform<Context, Work> = <Input, Value>(
  context: Context,
  shape: z.ZodType<Input>,
  input: unknown,
  body: (work: Work, input: Input) => Promise<Value>,
) => Promise<Outcome<Value>>;

/** The one way in which a subgraph's mutations run. */
export function createPerform<Context, Work>(store: Store<Context, Work>): Perform<Context, Work> {
  return async (context, shape, input, body) => {
    const checked = checkInput(shape, input);
    if ('failure' in checked) return checked;
    for (let attempt = 1; ; attempt++) {
      try {
        return await outcomeOf(() => store.transact(context, (work) => body(work, checked.value)));
      } catch (error) {
        const isRetriable = store.isRetriable(error);
        if (isRetriable && attempt < store.attempts) {
          await pause(jitter(attempt));
          continue;
        }
        const failure = isRetriable ? OTHERS_IN_THE_WAY : store.toFailure(error);
        if (!failure) throw error;
        return { failure };
      }
    }
  };
}

const OTHERS_IN_THE_WAY = conflict('STALE', 'Others change the same at this time: try again.').failure;

const MAX_PAUSE_MS = 100;

/** Writers that met once would meet again if they all waited for the same time. */
const jitter = (attempt: number) => Math.random() * Math.min(MAX_PAUSE_MS, 2 ** attempt);
