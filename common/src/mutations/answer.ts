import type { Outcome } from './outcome.ts';

/** An outcome as a member of the mutation's result union. */
export function toAnswer<Value, Success, Refusal>(
  outcome: Outcome<Value, Refusal>,
  success: (value: Value) => Success,
): Success | Refusal {
  return 'failure' in outcome ? outcome.failure : success(outcome.value);
}

/** How a subgraph answers its mutations. What its loaders have read before may have changed: they are renewed after each. */
export function answerWith<Context>(renewLoaders: (context: Context) => void) {
  return async <Value, Success, Refusal>(
    context: Context,
    outcome: Promise<Outcome<Value, Refusal>>,
    success: (value: Value) => Success,
  ): Promise<Success | Refusal> => {
    try {
      return toAnswer(await outcome, success);
    } finally {
      renewLoaders(context);
    }
  };
}
