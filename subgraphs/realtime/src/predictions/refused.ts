import { type Failure, type Outcome, outcomeOf } from '@tributary/common/mutations/outcome';
import type { RateLimit } from '../limits/rate-limits.ts';

/** Why there is no prediction, beside what every mutation may answer. */
export type Refusal =
  | { readonly __typename: 'RateLimited'; readonly message: string; readonly rateLimit: RateLimit }
  | { readonly __typename: 'ModelUnavailable'; readonly message: string; readonly modelId: string };

/** Thrown where nothing can be predicted. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export const unavailable = (modelId: string, message: string): Refused =>
  new Refused({ __typename: 'ModelUnavailable', message, modelId });

/** The outcome of a step that may be refused. Other errors stay errors. */
export async function predictionOutcomeOf<Value>(
  step: () => Promise<Value>,
): Promise<Outcome<Value, Failure | Refusal>> {
  try {
    return await outcomeOf(step);
  } catch (error) {
    if (error instanceof Refused) return { failure: error.refusal };
    throw error;
  }
}
