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

/**
 * What a client reads that is refused for want of a place, and when it may come again, in whole seconds: that is drawn by
 * lot, so that those who were refused together don't come together.
 */
export const overload = (message: string) => ({
  message,
  extensions: { code: 'OVERLOADED', retryAfterSeconds: 1 + Math.floor(Math.random() * LONGEST_RETRY_S) },
});
