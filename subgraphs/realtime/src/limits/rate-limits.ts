import type { Database } from '../database.ts';
import { lookAtWindow, type Window, type WindowState } from './scripts.ts';

export interface RateLimit {
  key: string;
  allowed: boolean;
  limit: number;
  remaining: number;
  resetSeconds: number;
  retryAfterSeconds: number | null;
}

/** A subject's window of a key, as it is: nothing is consumed. */
export async function findRateLimit(db: Database, subject: string, key: string, window: Window): Promise<RateLimit> {
  const state = await db.run((redis) =>
    lookAtWindow(redis, db.keys.rateLimit(subject, key, window.windowSeconds), window),
  );
  return toRateLimit(key, window.limit, state);
}

export const toRateLimit = (key: string, limit: number, { used, ...state }: WindowState): RateLimit => ({
  key,
  limit,
  // More may be used where the key was asked with a higher limit before.
  remaining: Math.max(0, limit - used),
  ...state,
});
