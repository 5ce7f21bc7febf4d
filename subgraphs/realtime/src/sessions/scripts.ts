import { z } from 'zod';
import { defineAuditedScript } from '../writes/audited-script.ts';

/** A session's own key, and the index of its subject's sessions. */
export interface SessionKeys {
  readonly session: string;
  readonly index: string;
}

/** Milliseconds since 1970 at which a session ends that is touched now. */
const TOUCH = `
local function touch(digest, seconds)
  local time = redis.call('TIME')
  local ends = time[1] * 1000 + math.floor(time[2] / 1000) + seconds * 1000
  redis.call('PEXPIREAT', KEYS[1], ends)
  redis.call('ZADD', KEYS[2], ends, digest)
  redis.call('PEXPIREAT', KEYS[2], redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')[2])
  return ends
end`;

export interface NewSession {
  subject: string;
  digest: string;
  data: string;
  dataDigest: string;
  createdAt: Date;
  ttlSeconds: number;
}

/**
 * Takes in a session, and takes from its subject's index those that are over. Answers when it ends; null, and takes
 * nothing in, where the subject has as many as it may.
 */
export const createSession = defineAuditedScript({
  kind: 'writes',
  lua: `${TOUCH}
    local digest, seconds, subject, data, dataDigest, createdAt, most = unpack(ARGV)
    redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', redis.call('TIME')[1] * 1000)
    if redis.call('ZCARD', KEYS[2]) >= tonumber(most) then return nil end
    redis.call('HSET', KEYS[1], 'subject', subject, 'data', data, 'dataDigest', dataDigest, 'createdAt', createdAt,
      'ttlSeconds', seconds)
    local ends = touch(digest, tonumber(seconds))
    audit()
    return ends`,
  call: (
    { session, index }: SessionKeys,
    { digest, ttlSeconds, subject, data, dataDigest, createdAt }: NewSession,
    most: number,
  ) => ({
    keys: [session, index],
    args: [digest, String(ttlSeconds), subject, data, dataDigest, createdAt.toISOString(), String(most)],
  }),
  reply: z.number().nullable(),
});

/** New data of a session, as JSON. */
export interface SessionData {
  text: string;
  digest: string;
}

/** Renews a session by its own time to live, with other data where some is given. Null where it is over. */
export const touchSession = defineAuditedScript({
  kind: 'writes',
  lua: `${TOUCH}
    local seconds = redis.call('HGET', KEYS[1], 'ttlSeconds')
    if not seconds then return nil end
    if ARGV[2] then
      local known = redis.call('HGET', KEYS[1], 'dataDigest')
      if known ~= ARGV[3] then
        redis.call('HSET', KEYS[1], 'data', ARGV[2], 'dataDigest', ARGV[3])
        audit('{"dataDigest":"' .. known .. '"}', '{"dataDigest":"' .. ARGV[3] .. '"}')
      end
    end
    return touch(ARGV[1], tonumber(seconds))`,
  call: ({ session, index }: SessionKeys, digest: string, data: SessionData | null) => ({
    keys: [session, index],
    args: [digest, ...(data ? [data.text, data.digest] : [])],
  }),
  reply: z.number().nullable(),
});

/** Ends sessions of one subject, in the order of the expected changes. Answers how many still lived. */
export const endSessions = defineAuditedScript({
  kind: 'frees',
  lua: `
    local ended = 0
    for number, digest in ipairs(ARGV) do
      redis.call('ZREM', KEYS[1], digest)
      if redis.call('DEL', KEYS[number + 1]) == 1 then
        ended = ended + 1
        audit(nil, nil, number)
      end
    end
    return ended`,
  call: (index: string, sessions: readonly { key: string; digest: string }[]) => ({
    keys: [index, ...sessions.map(({ key }) => key)],
    args: sessions.map(({ digest }) => digest),
  }),
  reply: z.number(),
});
