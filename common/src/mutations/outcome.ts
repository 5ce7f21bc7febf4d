/** What kind of rule a write would break. */
export type ConflictReason = 'DUPLICATE' | 'STALE' | 'STATE';

/** One place in an input that does not fit, and what must be there. */
export interface InputIssue {
  readonly path: readonly string[];
  readonly message: string;
}

/** Why a mutation changed nothing. A caller should handle it, so it is part of the answer and not an error. */
export type Failure =
  | { readonly __typename: 'NotFound'; readonly message: string; readonly type: string; readonly id: string }
  | { readonly __typename: 'Conflict'; readonly message: string; readonly reason: ConflictReason }
  | { readonly __typename: 'InvalidInput'; readonly message: string; readonly issues: readonly InputIssue[] };

/** What came of it; a mutation may fail in ways of its own, too. */
export type Outcome<Value, Refusal = Failure> = { readonly value: Value } | { readonly failure: Refusal };

/** Thrown inside a mutation, so that nothing of what it wrote is kept. `perform` answers its failure. */
export class MutationError extends Error {
  override readonly name = 'MutationError';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * @param at.place the field of the input that names it, where several could.
 * @param at.hint what exists instead, or what such an id looks like.
 */
export function notFound(
  type: string,
  id: string,
  at: { place?: string; hint?: string | undefined } = {},
): MutationError {
  const place = at.place ? `${at.place}: ` : '';
  const hint = at.hint ? `: ${at.hint}` : '';
  return new MutationError({ __typename: 'NotFound', message: `${place}There is no ${type} ${id}${hint}.`, type, id });
}

/** @param message names the remedy, too. */
export function conflict(reason: ConflictReason, message: string): MutationError {
  return new MutationError({ __typename: 'Conflict', message, reason });
}

export function invalidInput(...issues: readonly InputIssue[]): MutationError {
  const message = issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`).join('; ');
  return new MutationError({ __typename: 'InvalidInput', message, issues });
}

/** The outcome of a step that may throw a MutationError. Other errors stay errors. */
export async function outcomeOf<Value>(step: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await step() };
  } catch (error) {
    if (error instanceof MutationError) return { failure: error.failure };
    throw error;
  }
}
