import type { ConflictReason, InputIssue } from '../schema-types.generated.ts';

/** Why a mutation changed nothing: what a caller should handle, so it is data and no error. */
export type Failure =
  | { __typename: 'NotFound'; message: string; type: string; id: string }
  | { __typename: 'Conflict'; message: string; reason: ConflictReason }
  | { __typename: 'InvalidInput'; message: string; issues: InputIssue[] };

export type Outcome<Value> = { value: Value } | { failure: Failure };

/** Rolls a transaction back; `perform` makes it an outcome again, so nobody else sees it. */
export class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** What the ids of versions look like, for who gives that of the dataset or model. */
const FORMS: Record<string, string> = { DatasetVersion: 'fraud-transactions@3', ModelVersion: 'fraud-detector@2' };

/**
 * @param at.place where in the input it is named, when that could be more than one.
 * @param at.hint what there is instead.
 */
export function notFound(type: string, id: string, { place, hint }: { place?: string; hint?: string } = {}): Refused {
  const form = id.includes('@') ? undefined : FORMS[type];
  const rest = hint ?? (form && `its id is of the form ${form}`);
  const message = `${place ? `${place}: ` : ''}There is no ${type} ${id}${rest ? `: ${rest}` : ''}.`;
  return new Refused({ __typename: 'NotFound', message, type, id });
}

export const conflict = (reason: ConflictReason, message: string) =>
  new Refused({ __typename: 'Conflict', message, reason });

export const invalidInput = (...issues: InputIssue[]) =>
  new Refused({
    __typename: 'InvalidInput',
    message: issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`).join('; '),
    issues,
  });
