/** A store works, but had no place for this in a bounded time: nothing was begun, and it may be asked again. */
export class NoFreeConnection extends Error {
  constructor(store: string, cause: unknown) {
    super(`${store} has more to do than it can take now.`, { cause });
  }
}

const LONGEST_RETRY_S = 3;

/** When to come again, in whole seconds: drawn by lot, so that those who were refused together don't come together. */
export const drawRetryAfter = (): number => 1 + Math.floor(Math.random() * LONGEST_RETRY_S);
