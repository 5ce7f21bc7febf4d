import { z } from 'zod';
import type { EntityPredictionKeys } from '../keys.ts';
import { defineScript } from '../script.ts';

/** Longer than any score takes, and then gone: a key that names somebody who was forgotten must not stay. */
const GENERATION_SECONDS = 3_600;

/** An answer on its way into the cache. */
export interface CachedAnswer {
  readonly keys: EntityPredictionKeys;
  /** What it is, as `answerOf`. */
  readonly of: string;
  /** The entity's when the values were read. */
  readonly generation: number;
  readonly text: string;
}

/**
 * Keeps answers about entities of one slot, each unless the entity's generation has risen since its values were read.
 * Answers how many were kept. That there are such answers is written down for twice their time, and so not each time.
 */
export const cacheAnswers = defineScript({
  kind: 'writes',
  lua: `
    local ttl, index = tonumber(ARGV[1]), KEYS[1]
    local generations, kept, kinds = {}, 0, {}
    for place = 3, #KEYS, 2 do generations[#generations + 1] = KEYS[place] end
    for place, known in ipairs(redis.call('MGET', unpack(generations))) do
      local of, generation, text = ARGV[place * 3 - 1], ARGV[place * 3], ARGV[place * 3 + 1]
      if tonumber(known or 0) == tonumber(generation) then
        redis.call('SET', KEYS[place * 2], text, 'PX', ttl)
        kinds[of], kept = true, kept + 1
      end
    end
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    for of in pairs(kinds) do
      if tonumber(redis.call('ZSCORE', index, of) or 0) < now + ttl then
        redis.call('ZREMRANGEBYSCORE', index, '-inf', string.format('%.0f', now))
        redis.call('ZADD', index, string.format('%.0f', now + 2 * ttl), of)
        if redis.call('PTTL', index) < 2 * ttl then redis.call('PEXPIRE', index, 2 * ttl) end
      end
    end
    return kept`,
  call: (answers: readonly [CachedAnswer, ...CachedAnswer[]], ttlMs: number) => ({
    keys: [answers[0].keys.kept, ...answers.flatMap(({ keys, of }) => [keys.answer(of), keys.generation])],
    args: [String(ttlMs), ...answers.flatMap(({ of, generation, text }) => [of, String(generation), text])],
  }),
  reply: z.number(),
});

/** Removes what was answered about an entity, and raises its generation: answers how many answers there were, and it. */
export const FORGET_PREDICTIONS = `
local function forgetPredictions(generation, index, before, after)
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local risen = string.format('%.0f', math.max(now, tonumber(redis.call('GET', generation) or 0) + 1))
  local answers, removed = redis.call('ZRANGE', index, 0, -1), 0
  for place, of in ipairs(answers) do answers[place] = before .. of .. after end
  for first = 1, #answers, 1000 do
    removed = removed + redis.call('UNLINK', unpack(answers, first, math.min(first + 999, #answers)))
  end
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
    local removed = forgetPredictions(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
    return removed`,
  call: ({ generation, kept, around }: EntityPredictionKeys) => ({ keys: [generation, kept], args: around }),
  reply: z.number(),
});

/** Lets others compute what this process did not. */
export const endLock = defineScript({
  kind: 'frees',
  lua: `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`,
  call: (lock: string, token: string) => ({ keys: [lock], args: [token] }),
  reply: z.number(),
});
