import { z } from 'zod';
import type { ProgressKeys } from '../keys.ts';
import { defineScript } from '../script.ts';

/** A field with its new value; null takes it away. */
export type FieldChange = readonly [field: string, value: string | null];

export interface ProgressChange {
  readonly values: readonly FieldChange[];
  readonly metrics: readonly FieldChange[];
  /** Whether those that were there before go. */
  readonly clearsMetrics: boolean;
  readonly maxMetrics: number;
  readonly seconds: number;
}

/** Changes fields of a run's progress, and says so. Answers 0 and changes nothing where there would be too many metrics. */
export const reportProgress = defineScript({
  kind: 'writes',
  lua: `
    local channel, seconds, most, clears, count = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1', tonumber(ARGV[5])
    local last = 5 + 2 * count
    local size = clears and 0 or redis.call('HLEN', KEYS[2])
    for place = last + 1, #ARGV, 2 do
      local known = clears and 0 or redis.call('HEXISTS', KEYS[2], ARGV[place])
      size = size + (ARGV[place + 1] == '' and 0 or 1) - known
    end
    if size > most then return 0 end
    if clears then redis.call('DEL', KEYS[2]) end
    for place = 6, #ARGV, 2 do
      local key = place > last and KEYS[2] or KEYS[1]
      if ARGV[place + 1] == '' then
        redis.call('HDEL', key, ARGV[place])
      else
        redis.call('HSET', key, ARGV[place], ARGV[place + 1])
      end
    end
    redis.call('EXPIRE', KEYS[1], seconds)
    redis.call('EXPIRE', KEYS[2], seconds)
    redis.call('PUBLISH', channel, '')
    return 1`,
  call: ({ values, metrics, channel }: ProgressKeys, change: ProgressChange) => ({
    keys: [values, metrics],
    args: [
      channel,
      ...[change.seconds, change.maxMetrics, Number(change.clearsMetrics), change.values.length].map(String),
      ...[...change.values, ...change.metrics].flatMap(([field, value]) => [field, value ?? '']),
    ],
  }),
  reply: z.number().transform((written) => written === 1),
});

/** Notes whether a run has ended, and says so. Where nothing else is known of it, the note is kept for so many seconds. */
export const noteEnd = defineScript({
  kind: 'writes',
  lua: `
    local channel, ended, seconds = unpack(ARGV)
    if ended == '1' then
      local isKnown = redis.call('EXISTS', KEYS[1]) == 1
      redis.call('HSET', KEYS[1], 'ended', '1')
      if not isKnown then redis.call('EXPIRE', KEYS[1], seconds) end
      redis.call('PUBLISH', channel, '')
    else
      redis.call('HDEL', KEYS[1], 'ended')
    end
    return 1`,
  call: ({ values, channel }: ProgressKeys, ended: boolean, seconds: number) => ({
    keys: [values],
    args: [channel, ended ? '1' : '0', String(seconds)],
  }),
  reply: z.number(),
});
