import { z } from 'zod';
import type { BoardKeys } from '../keys.ts';
import type { MetricGoal } from '../schema-types.generated.ts';
import { defineScript } from '../script.ts';

/** Part of a board, the best first, from the rank `start`, which counts from 0. */
export interface Ranks {
  start: number;
  members: { value: string; score: number }[];
}

/** The scores are stored as they are: the board's goal says from which end they are read. */
const READ_GOAL = `local isReverse = redis.call('HGET', KEYS[1], 'goal') ~= 'MINIMIZE'`;

/**
 * Reads `count` entries of a board from the top, or those with the given model in the middle, and fewer on one side
 * where the board ends there; null where the model is not on it. Goal, rank and range belong together: a write between
 * two commands would move the window.
 */
export const boardRanks = defineScript({
  kind: 'reads',
  lua: `
    ${READ_GOAL}
    local count, start = tonumber(ARGV[1]), 0
    if ARGV[2] then
      local rank = redis.call(isReverse and 'ZREVRANK' or 'ZRANK', KEYS[2], ARGV[2])
      if not rank then return nil end
      local last = redis.call('ZCARD', KEYS[2]) - count
      start = math.max(0, math.min(rank - math.floor((count - 1) / 2), last))
    end
    local read = isReverse and 'ZREVRANGE' or 'ZRANGE'
    return {start, redis.call(read, KEYS[2], start, start + count - 1, 'WITHSCORES')}`,
  call: ({ values, scores }: BoardKeys, count: number, around: string | null) => ({
    keys: [values, scores],
    args: [String(count), ...(around === null ? [] : [around])],
  }),
  reply: z
    .tuple([z.number(), z.array(z.string())])
    .nullable()
    .transform((reply): Ranks | null => {
      if (reply === null) return null;
      const [start, found] = reply;
      const members = found.filter((_, index) => index % 2 === 0);
      return { start, members: members.map((value, index) => ({ value, score: Number(found[index * 2 + 1]) })) };
    }),
});

/** Each model's place on a board: its rank from 0 and its score, or null. */
export const placesOnBoard = defineScript({
  kind: 'reads',
  lua: `
    ${READ_GOAL}
    local places = {}
    for place, member in ipairs(ARGV) do
      local rank = redis.call(isReverse and 'ZREVRANK' or 'ZRANK', KEYS[2], member)
      places[place] = rank and {rank, redis.call('ZSCORE', KEYS[2], member)} or false
    end
    return places`,
  call: ({ values, scores }: BoardKeys, modelIds: readonly string[]) => ({ keys: [values, scores], args: modelIds }),
  reply: z.array(
    z
      .tuple([z.number(), z.string()])
      .transform(([rank, score]) => ({ rank, score: Number(score) }))
      .nullable(),
  ),
});

/** A model's row on a synced board, with the version of the copy; without a score it leaves the board. */
export interface BoardRow {
  modelId: string;
  score: number | null;
  version: number;
}

/** A goal, and which revision of the metric's definition it is: a board never goes back to an older one. */
export interface RevisedGoal {
  goal: MetricGoal;
  revision: number;
}

/**
 * Writes rows of one synced board, each only over a lower version; one that was never written counts as 0. Answers how
 * many members the board then has. Nothing is taken back where a command fails, so versions are noted last. The rows of
 * one call must be fewer than Lua's stack can hold (about 3,000).
 */
export const writeBoardRows = defineScript({
  kind: 'writes',
  lua: `
    local goal, revision, now = ARGV[1], tonumber(ARGV[2]), ARGV[3]
    local members = {}
    for place = 4, #ARGV, 3 do members[#members + 1] = ARGV[place] end
    local known = redis.call('HMGET', KEYS[3], unpack(members))
    local versions, added, removed = {}, {}, {}
    for index, member in ipairs(members) do
      local version, score = ARGV[index * 3 + 2], ARGV[index * 3 + 3]
      if tonumber(version) > tonumber(known[index] or 0) then
        versions[#versions + 1] = member
        versions[#versions + 1] = version
        if score == '' then
          removed[#removed + 1] = member
        else
          added[#added + 1] = score
          added[#added + 1] = member
        end
      end
    end
    if #added > 0 then redis.call('ZADD', KEYS[2], unpack(added)) end
    if #removed > 0 then redis.call('ZREM', KEYS[2], unpack(removed)) end
    if revision > tonumber(redis.call('HGET', KEYS[1], 'goalRevision') or 0) then
      redis.call('HSET', KEYS[1], 'goal', goal, 'goalRevision', ARGV[2], 'synced', '1', 'updatedAt', now)
    end
    if #versions > 0 then
      redis.call('HSET', KEYS[1], 'updatedAt', now)
      redis.call('HSET', KEYS[3], unpack(versions))
    end
    return redis.call('ZCARD', KEYS[2])`,
  call: (
    { values, scores, versions }: BoardKeys,
    { goal, revision }: RevisedGoal,
    rows: readonly BoardRow[],
    now: Date,
  ) => ({
    keys: [values, scores, versions],
    args: [
      goal,
      String(revision),
      now.toISOString(),
      ...rows.flatMap(({ modelId, score, version }) => [modelId, String(version), score?.toString() ?? '']),
    ],
  }),
  reply: z.number(),
});
