import { z } from 'zod';
import type { EntityPredictionKeys } from '../keys.ts';
import { defineScript } from '../script.ts';

/** Longer than any score takes, and then gone: a key that names somebody who was forgotten must not stay. */
const GENERATION_SECONDS = 3_600;

/** An answer on its way into the cache. */
export interface CachedAnswer {
  readonly keys: EntityPredictionKeys;
  /** Its own key. */
  readonly key: string;
  /** The entity's when the values were read. */
  readonly generation: number;
  readonly text: string;
}

/**
 * Keeps answers about entities of one slot, each unless the entity's generation has risen since its values were read.
 * Answers how many were kept.
 */
export const cacheAnswers = defineScript({
  kind: 'writes',
  lua: `
    local ttl, kept = tonumber(ARGV[1]), 0
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local ends = string.format('%.0f', now + ttl)
    for place = 1, #ARGV / 2 - 0.5 do
      local answer, cached, generation = KEYS[place * 3 - 2], KEYS[place * 3 - 1], KEYS[place * 3]
      if tonumber(redis.call('GET', generation) or 0) == tonumber(ARGV[place * 2]) then
        redis.call('SET', answer, ARGV[place * 2 + 1], 'PX', ttl)
        redis.call('ZREMRANGEBYSCORE', cached, '-inf', string.format('%.0f', now))
        redis.call('ZADD', cached, ends, answer)
        if redis.call('PTTL', cached) < ttl then redis.call('PEXPIRE', cached, ttl) end
        kept = kept + 1
      end
    end
    return kept`,
  call: (answers: readonly CachedAnswer[], ttlMs: number) => ({
    keys: answers.flatMap(({ keys, key }) => [key, keys.cached, keys.generation]),
    args: [String(ttlMs), ...answers.flatMap(({ generation, text }) => [String(generation), text])],
  }),
  reply: z.number(),
});

/** Removes what was answered about an entity, and raises its generation: answers how many answers there were, and it. */
export const FORGET_PREDICTIONS = `
local function forgetPredictions(generation, cached)
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local risen = string.format('%.0f', math.max(now, tonumber(redis.call('GET', generation) or 0) + 1))
  local removed = 0
  for _, answer in ipairs(redis.call('ZRANGE', cached, 0, -1)) do removed = removed + redis.call('UNLINK', answer) end
  redis.call('UNLINK', cached)
  redis.call('SET', generation, risen, 'EX', ${GENERATION_SECONDS})
  return removed, risen
end`;

/**
 * What was answered about an entity, and what is being computed, counts no longer. Answers how many answers were
 * removed.
 */
export const forgetPredictions = defineScript({
  kind: 'frees',
  lua: `${FORGET_PREDICTIONS}
    local removed = forgetPredictions(KEYS[1], KEYS[2])
    return removed`,
  call: ({ generation, cached }: EntityPredictionKeys) => ({ keys: [generation, cached], args: [] }),
  reply: z.number(),
});

/** Lets others compute what this process did not. */
export const endLock = defineScript({
  kind: 'frees',
  lua: `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`,
  call: (lock: string, token: string) => ({ keys: [lock], args: [token] }),
  reply: z.number(),
});
