import { z } from 'zod';
import type { PredictionKeys } from '../keys.ts';
import { defineScript } from '../script.ts';
import { ADD_TO_TOTALS } from './count-scripts.ts';
import type { LatencySketch } from './latency.ts';
import type { PredictionLogSettings } from './log-settings.ts';

/** What one call has asked of a deployment. */
export interface Asked {
  readonly deploymentId: string;
  readonly versionNumber: number;
  readonly requests: number;
  readonly errors: number;
  readonly hits: number;
  readonly latencies: LatencySketch;
  readonly rows: readonly LogRow[];
}

/** An answer as the log has it. */
export interface LogRow {
  readonly entity: string | null;
  /** The generation of the entity before it was scored. */
  readonly generation: number;
  readonly cached: boolean;
  readonly latencyMs: number;
  readonly answer: string;
}

/** How long latencies are kept: longer than any window over them. */
const LATENCY_SECONDS = 600;

/**
 * Counts and logs what a deployment was asked. Minutes are of Redis' own clock, and never one that was closed, so that
 * what is folded stays as it was. The answer says how many rows the log has taken.
 */
export const recordAsked = defineScript({
  kind: 'writes',
  lua: `${ADD_TO_TOTALS}
    local state, open, totals, series, latency, log, forgotten = unpack(KEYS)
    local deployment, version, epoch, channel = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
    local requests, errors, hits = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
    local keptMs, most, rate, burst = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])
    local rows = 14 + 2 * ARGV[13]
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local known = redis.call('HMGET', state, 'epoch', 'closed', 'tokens', 'tokensAt')
    if not known[1] then redis.call('HSET', state, 'epoch', epoch, 'since', string.format('%.0f', now)) end

    local minute = math.max(math.floor(now / 60000), tonumber(known[2] or 0))
    for what, amount in pairs({requests = requests, errors = errors, hits = hits}) do
      if amount > 0 then
        redis.call('HINCRBY', open, minute .. ' ' .. version .. ' ' .. what .. ' ' .. deployment, amount)
        addToTotals(totals, series, minute, version, deployment, what, amount)
      end
    end
    redis.call('HSET', totals, 'last ' .. deployment, string.format('%.0f', now))
    for place = 14, rows - 2, 2 do redis.call('HINCRBY', latency, ARGV[place], ARGV[place + 1]) end
    redis.call('EXPIRE', latency, ARGV[12])
    redis.call('PUBLISH', channel, '')
    if rows > #ARGV then return 0 end

    local tokens = tonumber(known[3] or burst) + math.max(0, now - tonumber(known[4] or now)) * rate / 1000
    tokens = math.min(tokens, burst)
    local mayBeForgotten = redis.call('EXISTS', forgotten) == 1
    local taken, sampled = 0, false
    for place = rows, #ARGV, 5 do
      local entity, generation = ARGV[place], tonumber(ARGV[place + 1])
      local least = mayBeForgotten and redis.call('HGET', forgotten, redis.sha1hex(entity))
      if least and generation < tonumber(least) then
        -- Forgotten while it was scored.
      elseif tokens < 1 then
        sampled = true
      else
        tokens, taken = tokens - 1, taken + 1
        redis.call('XADD', log, '*', 'deployment', deployment, 'entity', entity, 'cached', ARGV[place + 2],
          'latencyMs', ARGV[place + 3], 'answer', ARGV[place + 4])
      end
    end
    redis.call('HSET', state, 'tokens', tokens, 'tokensAt', string.format('%.0f', now))
    if sampled then redis.call('HSET', state, 'sampledAt', string.format('%.0f', now)) end
    if taken == 0 then return 0 end
    redis.call('XTRIM', log, 'MINID', '~', string.format('%.0f', now - keptMs))
    if redis.call('XTRIM', log, 'MAXLEN', most) > 0 then
      local oldest = redis.call('XRANGE', log, '-', '+', 'COUNT', 1)[1]
      redis.call('HSET', state, 'trimmedTo', oldest and string.match(oldest[1], '%d+') or string.format('%.0f', now))
    end
    redis.call('PEXPIRE', log, keptMs)
    return taken`,
  call: (
    keys: PredictionKeys,
    minute: number,
    { epoch, channel }: { epoch: string; channel: string },
    { deploymentId, versionNumber, requests, errors, hits, latencies, rows }: Asked,
    { hours, most, ratePerSecond, burst }: PredictionLogSettings,
  ) => ({
    keys: [
      keys.state,
      keys.open,
      keys.totals,
      keys.series,
      keys.latency(deploymentId, minute),
      keys.log,
      keys.forgotten,
    ],
    args: [
      deploymentId,
      String(versionNumber),
      epoch,
      channel,
      ...[requests, errors, hits, hours * 3_600_000, most, ratePerSecond, burst, LATENCY_SECONDS].map(String),
      String(latencies.size),
      ...Array.from(latencies).flat().map(String),
      ...rows.flatMap(({ entity, generation, cached, latencyMs, answer }) => [
        entity ?? '',
        String(generation),
        cached ? '1' : '0',
        String(latencyMs),
        answer,
      ]),
    ],
  }),
  reply: z.number(),
});
