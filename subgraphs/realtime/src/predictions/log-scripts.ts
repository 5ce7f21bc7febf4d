import { z } from 'zod';
import type { PredictionKeys } from '../keys.ts';
import { defineScript } from '../script.ts';

/** Which entries of a log are asked for. Places are those of a stream, both included unless a ( stands before. */
export interface LogSlice {
  readonly from: string;
  readonly to: string;
  readonly entity: string | null;
  readonly deploymentId: string | null;
  readonly limit: number;
}

/** An entry of a log. */
export interface LogEntry {
  readonly place: string;
  readonly cached: boolean;
  readonly latencyMs: number;
  /** What is kept of the answer, as JSON. */
  readonly answer: string;
}

/** One step over a log holds Redis up for about a millisecond. */
const ENTRIES_A_STEP = 1_000;

/** Looks through one step of a log, newest first. */
export const readLogStep = defineScript({
  kind: 'reads',
  lua: `
    local from, to, entity, deployment, limit = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
    local step = (entity == '' and deployment == '') and limit or ${ENTRIES_A_STEP}
    local entries, found = redis.call('XREVRANGE', KEYS[1], from, to, 'COUNT', step), {}
    for _, entry in ipairs(entries) do
      local values = entry[2]
      if (deployment == '' or values[2] == deployment) and (entity == '' or values[4] == entity) then
        found[#found + 1] = {entry[1], values[6], values[8], values[10]}
        if #found == limit then return {'', found} end
      end
    end
    return {#entries == step and entries[#entries][1] or '', found}`,
  call: ({ log }: PredictionKeys, { from, to, entity, deploymentId, limit }: LogSlice) => ({
    keys: [log],
    args: [from, to, entity ?? '', deploymentId ?? '', String(limit)],
  }),
  reply: z
    .tuple([z.string(), z.array(z.tuple([z.string(), z.string(), z.string(), z.string()]))])
    .transform(([last, found]) => ({
      /** After which it goes on; null at the end. */
      last: last === '' ? null : last,
      entries: found.map(
        ([place, cached, latencyMs, answer]): LogEntry => ({
          place,
          cached: cached === '1',
          latencyMs: Number(latencyMs),
          answer,
        }),
      ),
    })),
});

/** How long an answer that is being computed about an entity may take until it is recorded. */
const FORGOTTEN_SECONDS = 600;

/** From now on the log takes nothing about an entity that was computed before it had this generation. */
export const closeLog = defineScript({
  // It is small, soon gone, and the beginning of an erasure.
  kind: 'frees',
  lua: `
    local field = redis.sha1hex(ARGV[1])
    local known = tonumber(redis.call('HGET', KEYS[1], field) or 0)
    if tonumber(ARGV[2]) > known then redis.call('HSET', KEYS[1], field, ARGV[2]) end
    redis.call('EXPIRE', KEYS[1], ${FORGOTTEN_SECONDS})
    return 1`,
  call: ({ forgotten }: PredictionKeys, entity: string, generation: string) => ({
    keys: [forgotten],
    args: [entity, generation],
  }),
  reply: z.number(),
});

/** Removes an entity's entries from one step of a log, oldest first. Answers how many, and after which it goes on. */
export const eraseLogStep = defineScript({
  kind: 'frees',
  lua: `
    local entries, removed = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[3], 'COUNT', ${ENTRIES_A_STEP}), 0
    for _, entry in ipairs(entries) do
      if entry[2][4] == ARGV[1] then removed = removed + redis.call('XDEL', KEYS[1], entry[1]) end
    end
    return {removed, #entries == ${ENTRIES_A_STEP} and entries[#entries][1] or ''}`,
  call: ({ log }: PredictionKeys, entity: string, from: string, to: string) => ({
    keys: [log],
    args: [entity, from, to],
  }),
  reply: z
    .tuple([z.number(), z.string()])
    .transform(([removed, last]) => ({ removed, last: last === '' ? null : last })),
});
