import { z } from 'zod';
import type { LimitKeys } from '../keys.ts';
import { defineScript } from '../script.ts';

/** A window of so many microseconds, and how much may be consumed in it. */
export interface Window {
  limit: number;
  windowSeconds: number;
}

/** How a window is: what is used of it, when all of it is free again, and when so much is as was asked for. */
export interface WindowState {
  allowed: boolean;
  used: number;
  resetSeconds: number;
  /** Null where it was allowed. */
  retryAfterSeconds: number | null;
}

/**
 * The log is read in pieces from its oldest entry. \`passed\` answers how many entries have left the window, and what they
 * cost; \`wait\` the microseconds until so much more has left it.
 */
const WINDOW = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local window, limit, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local function read(entry)
  local at, amount = string.match(entry, '(%d+) (%d+)')
  return tonumber(at), tonumber(amount)
end
local function each(from, visit)
  for start = from, 1000000, 100 do
    local entries = redis.call('LRANGE', KEYS[1], start, start + 99)
    for _, entry in ipairs(entries) do
      if visit(read(entry)) then return end
    end
    if #entries < 100 then return end
  end
end
local function passed()
  local count, sum = 0, 0
  each(0, function(at, amount)
    if at > now - window then return true end
    count, sum = count + 1, sum + amount
  end)
  return count, sum
end
local function wait(from, amount)
  local free, ends = 0, 0
  each(from, function(at, consumed)
    free, ends = free + consumed, at + window - now
    return free >= amount
  end)
  return ends
end
local function state(from, used, allowed)
  local last = redis.call('LINDEX', KEYS[1], -1)
  local reset = (used > 0 and last) and read(last) + window - now or 0
  return {allowed and 1 or 0, used, reset, allowed and 0 or wait(from, used + cost - limit)}
end`;

const toArgs = ({ limit, windowSeconds }: Window, cost: number) => [
  String(windowSeconds * 1e6),
  String(limit),
  String(cost),
];

const reply = z.tuple([z.number(), z.number(), z.number(), z.number()]).transform(
  ([allowed, used, reset, wait]): WindowState => ({
    allowed: allowed === 1,
    used,
    resetSeconds: reset / 1e6,
    retryAfterSeconds: allowed === 1 ? null : wait / 1e6,
  }),
);

/** Looks at a window: whether a cost of 1 would be allowed. */
export const lookAtWindow = defineScript({
  kind: 'reads',
  lua: `${WINDOW}
    local count, sum = passed()
    local used = tonumber(redis.call('GET', KEYS[2]) or 0) - sum
    return state(count, used, used + cost <= limit)`,
  call: ({ log, used }: LimitKeys, window: Window) => ({ keys: [log, used], args: toArgs(window, 1) }),
  reply,
});

/** Consumes the cost where so much is left in the window, else nothing. */
export const consume = defineScript({
  kind: 'writes',
  lua: `${WINDOW}
    local count, sum = passed()
    local used = tonumber(redis.call('GET', KEYS[2]) or 0) - sum
    local allowed = used + cost <= limit
    if count > 0 then redis.call('LTRIM', KEYS[1], count, -1) end
    if allowed then
      used = used + cost
      redis.call('RPUSH', KEYS[1], string.format('%.0f %d', now, cost))
    end
    if allowed or count > 0 then
      redis.call('SET', KEYS[2], used, 'PX', math.ceil(window / 1000))
      redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000))
    end
    return state(0, used, allowed)`,
  call: ({ log, used }: LimitKeys, window: Window, cost: number) => ({
    keys: [log, used],
    args: toArgs(window, cost),
  }),
  reply,
});
