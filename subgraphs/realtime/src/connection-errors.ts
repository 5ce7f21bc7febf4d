/** Redis did not answer in time. */
export class DeadlineError extends Error {
  constructor(timeoutMs: number) {
    super(`Redis did not answer within ${timeoutMs} ms`);
  }
}

/** There is no connection, and this is why: nothing was sent. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('Redis cannot be reached', { cause });
  }
}
