import { z } from 'zod';
import type { CreatedView } from '../keys.ts';
import { defineScript } from '../script.ts';
import { defineAuditedScript } from '../writes/audited-script.ts';
import { EVENT_TIME_AT } from './layout.ts';

/** A view as one tag's rows are to know it; without a first revision it takes none. */
export interface ViewState {
  readonly view: string;
  readonly version: number;
  readonly firstRevision: number | null;
}

const textOf = (firstRevision: number | null) => (firstRevision === null ? '' : String(firstRevision));

/**
 * Says which rows a view takes, only over a lower version. From then on rows of before it was deleted are refused, so
 * that what removes them finds no more of them behind it.
 */
export const openView = defineScript({
  kind: 'writes',
  lua: `
    local view, version, first = ARGV[1], ARGV[2], ARGV[3]
    local known = redis.call('HMGET', KEYS[1], view .. ':version', view .. ':first')
    if tonumber(version) <= tonumber(known[1] or 0) then return 0 end
    if known[2] and known[2] ~= first then
      redis.call('HDEL', KEYS[1], view .. ':newest', view .. ':written', view .. ':sample')
    end
    redis.call('HSET', KEYS[1], view .. ':version', version, view .. ':first', first)
    return 1`,
  call: (state: string, { view, version, firstRevision }: ViewState) => ({
    keys: [state],
    args: [view, String(version), textOf(firstRevision)],
  }),
  reply: z.number(),
});

/** Writes what is known of a view, only over a lower version. Answers whether rows of before are to be removed. */
export const writeRegistry = defineScript({
  kind: 'writes',
  lua: `
    local version, first, definition = ARGV[1], ARGV[2], ARGV[3]
    local known = redis.call('HMGET', KEYS[1], 'version', 'first')
    if tonumber(version) > tonumber(known[1] or 0) then
      redis.call('HSET', KEYS[1], 'version', version, 'first', first, 'definition', definition)
      if known[2] and known[2] ~= '' and known[2] ~= first then redis.call('HSET', KEYS[1], 'former', version) end
    end
    return redis.call('HEXISTS', KEYS[1], 'former')`,
  call: (registry: string, { version, firstRevision }: ViewState, definition: string) => ({
    keys: [registry],
    args: [String(version), textOf(firstRevision), definition],
  }),
  reply: z.number().transform((reply) => reply === 1),
});

/** Notes that rows of before are gone, unless the view was deleted once more meanwhile. Answers whether none are left. */
export const noteRemoved = defineScript({
  kind: 'frees',
  lua: `
    if redis.call('HGET', KEYS[1], 'former') == ARGV[1] then redis.call('HDEL', KEYS[1], 'former') end
    return redis.call('HEXISTS', KEYS[1], 'former')`,
  call: (registry: string, mark: string) => ({ keys: [registry], args: [mark] }),
  reply: z.number().transform((reply) => reply === 0),
});

/** Rows of one tag. */
export interface TaggedRows {
  readonly state: string;
  /** The HyperLogLog that counts their entities. */
  readonly written: string;
  readonly keys: readonly string[];
  /** In the order of their keys. */
  readonly rows: readonly Buffer[];
}

export interface StoreOptions {
  readonly now: number;
  /** Null where rows never expire. */
  readonly ttlMs: number | null;
  /** How long it is counted that an entity was written. */
  readonly countedMs: number | null;
}

/** What a script answers where the view takes no rows of this first revision. */
const CLOSED = -1;
const countOrClosed = z.number().transform((count) => (count === CLOSED ? null : count));

/** Of a row, before it in an argument. */
const ROW_LENGTH_BYTES = 4;
const EVENT_TIME_BYTES = 8;

/** One argument, each row with its length before it: the client writes every argument by itself, which takes longer than the rows. */
function joinRows(rows: readonly Buffer[]): Buffer {
  const joined = Buffer.allocUnsafe(rows.reduce((sum, { length }) => sum + ROW_LENGTH_BYTES + length, 0));
  let at = 0;
  for (const row of rows) {
    at = joined.writeUInt32LE(row.length, at);
    joined.set(row, at);
    at += row.length;
  }
  return joined;
}

/**
 * Writes rows of one tag, each unless the stored one is of a later time. Answers how many were written, or null
 * where the view takes none. The rows of one call must be fewer than Lua's stack can hold (about 7,000).
 */
export const storeTaggedRows = defineScript({
  kind: 'writes',
  lua: `
    local view, first, now, ttl, counted = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
    local known = redis.call('HMGET', KEYS[1], view .. ':first', view .. ':newest')
    if known[1] ~= first then return ${CLOSED} end
    local newest, stored = tonumber(known[2]), {}
    local rows, at = ARGV[6], 1
    for place = 3, #KEYS do
      local length = struct.unpack('<I4', rows, at)
      local key, row = KEYS[place], string.sub(rows, at + ${ROW_LENGTH_BYTES}, at + ${ROW_LENGTH_BYTES} + length - 1)
      at = at + ${ROW_LENGTH_BYTES} + length
      local time = struct.unpack('<d', row, ${EVENT_TIME_AT + 1})
      local before = redis.call('GETRANGE', key, ${EVENT_TIME_AT}, ${EVENT_TIME_AT + EVENT_TIME_BYTES - 1})
      if #before < ${EVENT_TIME_BYTES} or struct.unpack('<d', before) <= time then
        if ttl == '' then redis.call('SET', key, row) else redis.call('SET', key, row, 'PX', ttl) end
        stored[#stored + 1] = key
        if not newest or time > newest then newest = time end
      end
    end
    if #stored == 0 then return 0 end
    redis.call('PFADD', KEYS[2], unpack(stored))
    if counted ~= '' then redis.call('PEXPIRE', KEYS[2], counted) end
    redis.call('HSET', KEYS[1], view .. ':newest', string.format('%.0f', newest), view .. ':written', now,
      view .. ':sample', stored[#stored])
    return #stored`,
  call: (
    { view, firstRevision }: CreatedView,
    { state, written, keys, rows }: TaggedRows,
    { now, ttlMs, countedMs }: StoreOptions,
  ) => ({
    keys: [state, written, ...keys],
    args: [
      view,
      String(firstRevision),
      String(now),
      ttlMs?.toString() ?? '',
      countedMs?.toString() ?? '',
      joinRows(rows),
    ],
  }),
  reply: countOrClosed,
});

/** Removes rows of one tag, each with its event for the audit. Answers how many there were, or null as above. */
export const removeTaggedRows = defineAuditedScript({
  kind: 'frees',
  lua: `
    if redis.call('HGET', KEYS[1], ARGV[1] .. ':first') ~= ARGV[2] then return ${CLOSED} end
    local removed = 0
    for place = 2, #KEYS do
      if redis.call('UNLINK', KEYS[place]) == 1 then
        audit(nil, nil, place - 1)
        removed = removed + 1
      end
    end
    return removed`,
  call: ({ view, firstRevision }: CreatedView, state: string, rows: readonly string[]) => ({
    keys: [state, ...rows],
    args: [view, String(firstRevision)],
  }),
  reply: countOrClosed,
});
