import { z } from 'zod';
import type { PredictionKeys } from '../keys.ts';
import { defineScript } from '../script.ts';
import { WINDOW_MINUTES, WINDOWS_KEPT } from './count-windows.ts';

/** Adds to a model's totals and series what a deployment was asked in a minute, and says when it was asked last. */
export const ADD_TO_TOTALS = `
local function addAll(hash, amounts, last, at)
  local fields, values = {}, {}
  for field, amount in pairs(amounts) do
    if amount ~= 0 then fields[#fields + 1] = field end
  end
  if #fields == 0 then return end
  for place, known in ipairs(redis.call('HMGET', hash, unpack(fields))) do
    values[place * 2 - 1] = fields[place]
    values[place * 2] = string.format('%.0f', tonumber(known or 0) + amounts[fields[place]])
  end
  if last then values[#values + 1] = last values[#values + 1] = at end
  redis.call('HSET', hash, unpack(values))
end
local function addToTotals(totals, series, minute, version, deployment, requests, errors, hits, at)
  local served = requests - errors
  addAll(totals, {
    ['requests ' .. deployment] = requests, ['errors ' .. deployment] = errors, ['hits ' .. deployment] = hits,
    hits = hits, served = served, ['version ' .. version] = served,
  }, at and 'last ' .. deployment, at)
  addAll(series, {${Object.entries(WINDOW_MINUTES)
    .map(([name, minutes]) => `['${name} ' .. math.floor(minute / ${minutes})] = served`)
    .join(', ')}})
end`;

/** What of a model is not folded yet. */
export interface OpenCounts {
  readonly epoch: string;
  /** The minute that is counted now, from 1970. Nothing is counted in those before it any more. */
  readonly minute: number;
  /** How often something was kept of the model, as of these totals; 0 where Redis does not know. */
  readonly revision: number;
  /** Of the closed minutes, up to as many as were asked for. */
  readonly fields: readonly { readonly field: string; readonly count: number }[];
}

/** Closes the minutes before the present one, and answers what was counted in them. */
export const closeMinutes = defineScript({
  // Where it could not, nothing would be folded and removed.
  kind: 'frees',
  lua: `
    local known = redis.call('HMGET', KEYS[1], 'epoch', 'closed', 'revision')
    local time = redis.call('TIME')
    local minute = math.max(math.floor(time[1] / 60), tonumber(known[2] or 0))
    if not known[1] then
      known[1] = ARGV[1]
      redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'since', time[1] .. '000')
    end
    if tonumber(known[2] or 0) < minute then redis.call('HSET', KEYS[1], 'closed', minute) end
    local found, open = {known[1], minute, tonumber(known[3] or 0)}, redis.call('HGETALL', KEYS[2])
    for place = 1, #open, 2 do
      if #found >= 3 + 2 * ARGV[2] then break end
      if tonumber(string.match(open[place], '^%d+')) < minute then
        found[#found + 1] = open[place]
        found[#found + 1] = tonumber(open[place + 1])
      end
    end
    return found`,
  call: ({ state, open }: PredictionKeys, drawn: string, most: number) => ({
    keys: [state, open],
    args: [drawn, String(most)],
  }),
  reply: z
    .tuple([z.string(), z.number(), z.number()])
    .rest(z.union([z.string(), z.number()]))
    .transform(([epoch, minute, revision, ...open]): OpenCounts => {
      const fields = open.flatMap((field, place) =>
        typeof field === 'string' ? { field, count: Number(open[place + 1]) } : [],
      );
      return { epoch, minute, revision, fields };
    }),
});

/**
 * Removes what was folded, and what is too old to be told apart. Where the totals are still of the revision that was found,
 * they are now of the one to which the fold has brought it: a Redis that came back older meanwhile must not look as before.
 */
export const forgetMinutes = defineScript({
  kind: 'frees',
  lua: `
    local known = redis.call('HMGET', KEYS[1], 'epoch', 'revision')
    if known[1] ~= ARGV[1] then return 0 end
    if (known[2] or '0') == ARGV[3] then redis.call('HSET', KEYS[1], 'revision', ARGV[4]) end
    for place = 5, #ARGV do redis.call('HDEL', KEYS[2], ARGV[place]) end
    local length = {${Object.entries(WINDOW_MINUTES)
      .map(([name, minutes]) => `${name} = ${minutes}`)
      .join(', ')}}
    for _, field in ipairs(redis.call('HKEYS', KEYS[3])) do
      local name, number = string.match(field, '^(%u+) (%d+)$')
      if tonumber(number) <= math.floor(ARGV[2] / length[name]) - ${WINDOWS_KEPT} then redis.call('HDEL', KEYS[3], field) end
    end
    return 1`,
  call: (
    { state, open, series }: PredictionKeys,
    { epoch, minute, revision, fields }: OpenCounts,
    nextRevision: number,
  ) => ({
    keys: [state, open, series],
    args: [epoch, String(minute), String(revision), String(nextRevision), ...fields.map(({ field }) => field)],
  }),
  reply: z.number(),
});

/**
 * Writes a model's totals and series anew: what is folded of the minutes before the present one, and what is open. Answers
 * whether it did: not where another minute has begun, or another life of Redis.
 */
export const restoreTotals = defineScript({
  kind: 'writes',
  lua: `${ADD_TO_TOTALS}
    local state, open, totals, series = unpack(KEYS)
    local known = redis.call('HMGET', state, 'epoch', 'closed')
    if known[1] ~= ARGV[1] or known[2] ~= ARGV[2] then return 0 end
    local last, before = {}, redis.call('HGETALL', totals)
    for place = 1, #before, 2 do
      if string.sub(before[place], 1, 5) == 'last ' then last[before[place]] = tonumber(before[place + 1]) end
    end
    redis.call('DEL', totals, series)
    redis.call('HSET', state, 'revision', ARGV[3])
    local into = {T = totals, S = series}
    for place = 4, #ARGV, 3 do
      local kind, field, value = ARGV[place], ARGV[place + 1], tonumber(ARGV[place + 2])
      if kind == 'L' then
        last[field] = math.max(last[field] or 0, value)
      else
        redis.call('HINCRBY', into[kind], field, value)
      end
    end
    for field, at in pairs(last) do redis.call('HSET', totals, field, string.format('%.0f', at)) end
    local fields = redis.call('HGETALL', open)
    for place = 1, #fields, 2 do
      local minute, version, what, deployment = string.match(fields[place], '^(%d+) (%d+) (%a+) (.*)$')
      local counted = {requests = 0, errors = 0, hits = 0}
      counted[what] = tonumber(fields[place + 1])
      addToTotals(totals, series, minute, version, deployment, counted.requests, counted.errors, counted.hits)
    end
    return 1`,
  call: (
    { state, open, totals, series }: PredictionKeys,
    { epoch, minute }: Pick<OpenCounts, 'epoch' | 'minute'>,
    revision: number,
    folded: readonly FoldedValue[],
  ) => ({
    keys: [state, open, totals, series],
    args: [
      epoch,
      String(minute),
      String(revision),
      ...folded.flatMap(({ of, field, value }) => [PLACES[of], field, String(value)]),
    ],
  }),
  reply: z.number().transform((done) => done === 1),
});

/** One value of what is folded; each field once. Of `last` the later counts, of it and of what Redis knows. */
export interface FoldedValue {
  readonly of: keyof typeof PLACES;
  readonly field: string;
  readonly value: number;
}

const PLACES = { totals: 'T', series: 'S', last: 'L' } as const;
