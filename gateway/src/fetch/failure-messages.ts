import { type Budget, DONE } from '@tributary/common/budget';
import { MAY_HAVE_HAPPENED } from '@tributary/common/errors';
import type { OperationKind } from '@tributary/common/http/turns';
import { overload } from '@tributary/common/overload';
import { ClientLeft, DeadlineExceeded } from './deadline.ts';
import type { Reason } from './failed-fetch.ts';
import { NoPlace } from './limiter.ts';

/** It let this request or many others wait in vain a moment ago. */
export class NotAsked extends Error {}

/** What was fetched before was too much already. */
export class BudgetSpent extends Error {}

/** Nothing of a fetch has reached the service. A transport throws it where it knows that. */
export class NotSent extends Error {}

/** A fetch was sent, and what came back, for this cause, is no answer. */
export class Unanswered extends Error {
  constructor(cause: unknown) {
    super('A fetch was not answered', { cause });
  }
}

/** Whether it tells an operator nothing: the client has left, or asked for too much. */
export const isExpected = (error: unknown): boolean =>
  [ClientLeft, BudgetSpent].some((expected) => error instanceof expected);

/** What the client reads of a fetch that failed. */
export function describeFailure(error: unknown, kind: OperationKind, budget: Budget, service: string): Reason {
  if (error === budget.error) return overBudget(budget, service, kind === 'mutation' ? DONE : '');
  if (error instanceof BudgetSpent) return overBudget(budget, service, kind === 'mutation' ? NOT_BEGUN : '');
  if (error instanceof Unanswered && kind === 'mutation') return unknownOutcome(error.cause, service);
  const cause = error instanceof Unanswered ? error.cause : error;
  const ownFault = cause instanceof DeadlineExceeded && cause.stoodStill;
  return ownFault || cause instanceof NoPlace ? noPlace(service) : unavailable(cause, service);
}

const unavailable = (cause: unknown, service: string) =>
  cause instanceof DeadlineExceeded || cause instanceof NotAsked
    ? { message: `${service} did not answer in time.`, extensions: { code: 'SUBGRAPH_TIMEOUT', service } }
    : { message: `${service} could not be reached.`, extensions: { code: 'SUBGRAPH_UNAVAILABLE', service } };

/** A mutation that was sent may have happened: to send it again is no harmless advice. */
function unknownOutcome(cause: unknown, service: string) {
  const { message, extensions } =
    cause instanceof DeadlineExceeded
      ? unavailable(cause, service)
      : { message: `${service} was asked and gave no answer.`, extensions: { code: 'SUBGRAPH_UNAVAILABLE', service } };
  return { message: `${message} ${MAY_HAVE_HAPPENED}`, extensions: { ...extensions, outcome: 'UNKNOWN' } };
}

function noPlace(service: string): Reason {
  const { message, extensions } = overload(`There is more to do for ${service} than it can take now: try again later.`);
  return { message, extensions: { ...extensions, service } };
}

const NOT_BEGUN = ' This part of the mutation was not begun.';

export const overBudget = ({ error }: Budget, service: string, done = ''): Reason => ({
  message: `${error?.message}${done}`,
  extensions: { code: 'QUERY_TOO_COMPLEX', service },
});
