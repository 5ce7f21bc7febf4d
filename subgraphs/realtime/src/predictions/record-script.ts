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
  /** Whether there were more rows than have a place in the log. */
  readonly isSampled: boolean;
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
 * what is folded stays as it was. What a key needs once it is asked for once a minute at most, since each command costs
 * more than what it does. The answer says how many rows the log has taken.
 */
export const recordAsked = defineScript({
  kind: 'writes',
  lua: `${ADD_TO_TOTALS}
    local state, open, totals, series, latency, log, forgotten = unpack(KEYS)
    local deployment, version, epoch, channel = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
    local requests, errors, hits = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
    local keptMs, most, isSampled = tonumber(ARGV[8]), tonumber(ARGV[9]), ARGV[10] == '1'
    local rows = 12 + 2 * ARGV[11]
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local at = string.format('%.0f', now)
    local known = redis.call('HMGET', state, 'epoch', 'closed', 'prolonged')
    if not known[1] then redis.call('HSET', state, 'epoch', epoch, 'since', at) end

    local minute = math.max(math.floor(now / 60000), tonumber(known[2] or 0))
    for what, amount in pairs({requests = requests, errors = errors, hits = hits}) do
      if amount > 0 then
        redis.call('HINCRBY', open, minute .. ' ' .. version .. ' ' .. what .. ' ' .. deployment, amount)
      end
    end
    addToTotals(totals, series, minute, version, deployment, requests, errors, hits, at)
    local isNew = false
    for place = 12, rows - 2, 2 do
      local count = redis.call('HINCRBY', latency, ARGV[place], ARGV[place + 1])
      isNew = isNew or count == tonumber(ARGV[place + 1])
    end
    if isNew then redis.call('EXPIRE', latency, ${LATENCY_SECONDS}) end
    redis.call('PUBLISH', channel, '')
    if isSampled then redis.call('HSET', state, 'sampledAt', at) end
    if rows > #ARGV then return 0 end

    local mayBeForgotten = redis.call('EXISTS', forgotten) == 1
    local oldest, taken = string.format('%.0f', now - keptMs), 0
    for place = rows, #ARGV, 5 do
      local entity, generation = ARGV[place], tonumber(ARGV[place + 1])
      local least = mayBeForgotten and redis.call('HGET', forgotten, redis.sha1hex(entity))
      -- Else it was forgotten while it was scored.
      if not least or generation >= tonumber(least) then
        taken = taken + 1
        redis.call('XADD', log, 'MINID', '~', oldest, '*', 'deployment', deployment, 'entity', entity,
          'cached', ARGV[place + 2], 'latencyMs', ARGV[place + 3], 'answer', ARGV[place + 4])
      end
    end
    if taken == 0 then return 0 end
    local length = redis.call('XLEN', log)
    if length > most then
      redis.call('XTRIM', log, 'MAXLEN', most)
      local first = redis.call('XRANGE', log, '-', '+', 'COUNT', 1)[1]
      redis.call('HSET', state, 'trimmedTo', first and string.match(first[1], '%d+') or at)
    end
    if length == taken or known[3] ~= tostring(minute) then
      redis.call('HSET', state, 'prolonged', minute)
      redis.call('PEXPIRE', log, keptMs + 60000)
    end
    return taken`,
  call: (
    keys: PredictionKeys,
    minute: number,
    { epoch, channel }: { epoch: string; channel: string },
    { deploymentId, versionNumber, requests, errors, hits, latencies, rows, isSampled }: Asked,
    { hours, most }: PredictionLogSettings,
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
      ...[requests, errors, hits, hours * 3_600_000, most].map(String),
      isSampled ? '1' : '0',
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
