import type { Outcome } from '@tributary/common/mutations/outcome';
import { perform } from '../writes/perform.ts';
import type { WriteContext } from '../writes/work.ts';
import { consumeShape } from './inputs.ts';
import { type RateLimit, toRateLimit } from './rate-limits.ts';
import { consume } from './scripts.ts';

export const consumeRateLimit = (context: WriteContext, input: unknown): Promise<Outcome<RateLimit>> =>
  perform(context, consumeShape, input, async ({ db, subject }, { key, cost, ...window }) => {
    const keys = db.keys.rateLimit(subject, key, window.windowSeconds);
    const state = await db.write((redis) => consume(redis, keys, window, cost));
    return toRateLimit(key, window.limit, state);
  });
