import { defineScript } from 'redis';

/** A member's rank from 0, then the members and scores around it, alternating; empty where it is no member. */
export type RanksAround = [start: number, ...membersAndScores: string[]] | [];

/**
 * Reads `count` members of a sorted set with the given one in the middle, and fewer on one side where the set ends
 * there. Rank and range belong together: read by two commands, a write in between would move the window.
 */
export const ranksAround = defineScript({
  NUMBER_OF_KEYS: 1,
  IS_READ_ONLY: true,
  SCRIPT: `
    local rank = redis.call('ZRANK', KEYS[1], ARGV[1])
    if not rank then return {} end
    local count = tonumber(ARGV[2])
    local last = redis.call('ZCARD', KEYS[1]) - count
    local start = math.max(0, math.min(rank - math.floor((count - 1) / 2), last))
    local found = redis.call('ZRANGE', KEYS[1], start, start + count - 1, 'WITHSCORES')
    table.insert(found, 1, start)
    return found`,
  parseCommand(parser, key: string, member: string, count: number) {
    parser.pushKey(key);
    parser.push(member, String(count));
  },
  transformReply: (reply: RanksAround): RanksAround => reply,
});
