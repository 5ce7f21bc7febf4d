import type { Caller } from '@tributary/common/caller';
import type { RedisClient } from '../connection.ts';
import type { Keys, LimitKeys } from '../keys.ts';
import { toRateLimit } from '../limits/rate-limits.ts';
import { consume } from '../limits/scripts.ts';
import { Refused } from './refused.ts';

/** Lifts the caller's own limit. */
export const UNLIMITED_SCOPE = 'predict:unlimited';

const WINDOW_SECONDS = 60;
const NAMED_LIMIT = 100;
const ENTITIES_FOR_ONE = 100;

/** A window that a call must have room in. */
interface AskedWindow {
  readonly key: string;
  /** Whose it is, for a message. */
  readonly name: string;
  readonly keys: LimitKeys;
  readonly limit: number;
}

/** What a call costs, and whom. */
export interface LimitedCall {
  readonly windows: readonly AskedWindow[];
  /** In calls: of several entities a hundred count as one. */
  readonly cost: number;
}

/**
 * @param predictLimit predictions of one caller a minute; 0 is no limit.
 * @param rateLimitKey a window beside it.
 */
export function limitCall(
  keys: Keys,
  { subject, scopes }: Caller,
  predictLimit: number,
  rateLimitKey: string | null | undefined,
  entities = 1,
): LimitedCall {
  const windows: AskedWindow[] = [];
  if (predictLimit > 0 && !scopes.includes(UNLIMITED_SCOPE)) {
    windows.push({ key: 'predict', name: 'Your limit', keys: keys.predictionLimit(subject), limit: predictLimit });
  }
  if (rateLimitKey) {
    const window = keys.rateLimit(subject, rateLimitKey, WINDOW_SECONDS);
    const name = `The limit of ${rateLimitKey.slice(0, 100)}`;
    windows.push({ key: rateLimitKey, name, keys: window, limit: NAMED_LIMIT });
  }
  return { windows, cost: Math.ceil(entities / ENTITIES_FOR_ONE) };
}

/** Consumes the cost in each window. Answers why the call is refused, if it is. */
export async function consumeLimit(redis: RedisClient, { windows, cost }: LimitedCall): Promise<Refused | undefined> {
  const states = await Promise.all(
    windows.map(({ keys, limit }) =>
      consume(redis, keys, { limit, windowSeconds: WINDOW_SECONDS }, Math.min(cost, limit)),
    ),
  );
  const place = states.findIndex(({ allowed }) => !allowed);
  const [window, state] = [windows[place], states[place]];
  if (!window || !state) return undefined;
  const rateLimit = toRateLimit(window.key, window.limit, state);
  const seconds = Math.ceil(rateLimit.retryAfterSeconds ?? rateLimit.resetSeconds);
  const message = `${window.name} of ${window.limit.toLocaleString('en')} predictions in ${WINDOW_SECONDS} seconds has no room for this: try again in ${seconds} s.`;
  return new Refused({ __typename: 'RateLimited', message, rateLimit });
}
