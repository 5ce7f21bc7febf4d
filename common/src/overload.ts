/** What a client may know of a store that works, and had no place for this in a bounded time: nothing was changed. */
export class StoreOverload {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** What a client may know of a store's failure, in words; undefined where the error is another. */
export type StoreFailure = (error: unknown) => string | StoreOverload | undefined;

const LONGEST_RETRY_S = 3;

/** When to come again, in whole seconds: drawn by lot, so that those who were refused together don't come together. */
export const drawRetryAfter = (): number => 1 + Math.floor(Math.random() * LONGEST_RETRY_S);
