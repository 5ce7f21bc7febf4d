import type { Budget } from './budget.ts';
import type { Caller } from './caller.ts';

/** What a subgraph is told of a request. */
export interface IncomingRequest {
  readonly caller: Caller;
  readonly requestId: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Says that the request only waits from here on, so that another may have its place. */
  leavePlace?(): void;
}

/** What every resolver of every subgraph has in its context. */
export interface RequestContext extends IncomingRequest {
  /** What the answer to this operation may still hold. */
  readonly budget: Budget;
}
