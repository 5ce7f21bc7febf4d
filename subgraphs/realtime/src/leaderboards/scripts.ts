import { z } from 'zod';
import type { BoardKeys } from '../keys.ts';
import type { MetricGoal, ScoreMode } from '../schema-types.generated.ts';
import { defineScript } from '../script.ts';
import { defineAuditedScript } from '../writes/audited-script.ts';

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
    local goal, revision, now, channel = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
    local members = {}
    for place = 5, #ARGV, 3 do members[#members + 1] = ARGV[place] end
    local known = redis.call('HMGET', KEYS[3], unpack(members))
    local versions, added, removed = {}, {}, {}
    for index, member in ipairs(members) do
      local version, score = ARGV[index * 3 + 3], ARGV[index * 3 + 4]
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
      redis.call('PUBLISH', channel, '')
      redis.call('HSET', KEYS[1], 'updatedAt', now)
      redis.call('HSET', KEYS[3], unpack(versions))
    end
    return redis.call('ZCARD', KEYS[2])`,
  call: (
    { values, scores, versions, channel }: BoardKeys,
    { goal, revision }: RevisedGoal,
    rows: readonly BoardRow[],
    now: Date,
  ) => ({
    keys: [values, scores, versions],
    args: [
      goal,
      String(revision),
      now.toISOString(),
      channel,
      ...rows.flatMap(({ modelId, score, version }) => [modelId, String(version), score?.toString() ?? '']),
    ],
  }),
  reply: z.number(),
});

/** A score that a caller gives a model. */
export interface NewScore {
  modelId: string;
  score: number;
  mode: ScoreMode;
  /** Null: the board's, or MAXIMIZE for a new one. */
  goal: MetricGoal | null;
}

/** Where a model stands after a script, or the goal of a board that has another one than was asked for. */
type Submitted = { rank: number; score: number; size: number } | { otherGoal: string };

/** Puts a model's score on a caller's board, which it makes where there is none. */
export const submitScore = defineAuditedScript({
  kind: 'writes',
  lua: `
    local member, new, mode, wanted, now, channel, described = unpack(ARGV)
    local known = redis.call('HGET', KEYS[1], 'goal')
    if known and wanted ~= '' and wanted ~= known then return {known} end
    local goal = known or (wanted ~= '' and wanted or 'MAXIMIZE')
    local isReverse = goal ~= 'MINIMIZE'
    local old = redis.call('ZSCORE', KEYS[2], member)
    local change = old and tonumber(new) - tonumber(old)
    if not old or (mode == 'LAST' and change ~= 0) or (mode == 'BEST' and (change > 0) == isReverse and change ~= 0) then
      redis.call('ZADD', KEYS[2], new, member)
      redis.call('HSET', KEYS[1], 'goal', goal, 'synced', '0', 'updatedAt', now)
      audit(old and described .. old .. '}', described .. new .. '}')
      redis.call('PUBLISH', channel, '')
    end
    local rank = redis.call(isReverse and 'ZREVRANK' or 'ZRANK', KEYS[2], member)
    return {rank, redis.call('ZSCORE', KEYS[2], member), redis.call('ZCARD', KEYS[2])}`,
  call: ({ values, scores, channel }: BoardKeys, { modelId, score, mode, goal }: NewScore, now: Date) => ({
    keys: [values, scores],
    args: [modelId, String(score), mode, goal ?? '', now.toISOString(), channel, describeEntry(modelId)],
  }),
  reply: z.union([
    z
      .tuple([z.number(), z.string(), z.number()])
      .transform(([rank, score, size]): Submitted => ({ rank, score: Number(score), size })),
    z.tuple([z.string()]).transform(([otherGoal]): Submitted => ({ otherGoal })),
  ]),
});

/** Takes a model from a caller's board, and the board's own values with its last model. Answers what is left of it. */
export const removeScore = defineAuditedScript({
  kind: 'frees',
  lua: `
    local member, now, channel, described = unpack(ARGV)
    local old = redis.call('ZSCORE', KEYS[2], member)
    if old then
      redis.call('ZREM', KEYS[2], member)
      if redis.call('EXISTS', KEYS[2]) == 1 then
        redis.call('HSET', KEYS[1], 'updatedAt', now)
      else
        redis.call('DEL', KEYS[1])
      end
      audit(described .. old .. '}')
      redis.call('PUBLISH', channel, '')
    end
    return {old and 1 or 0, redis.call('ZCARD', KEYS[2])}`,
  call: ({ values, scores, channel }: BoardKeys, modelId: string, now: Date) => ({
    keys: [values, scores],
    args: [modelId, now.toISOString(), channel, describeEntry(modelId)],
  }),
  reply: z.tuple([z.number(), z.number()]).transform(([removed, size]) => ({ removed: removed === 1, size })),
});

/** The beginning of the JSON that the audit has of an entry; only the script knows both scores. */
const describeEntry = (modelId: string) => `{"modelId":${JSON.stringify(modelId)},"score":`;
