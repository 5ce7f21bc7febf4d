import { type CommandParser, defineScript } from 'redis';
import type { BoardKeys } from './keys.ts';

/** Part of a board as it is stored, from the rank `start`, which counts from 0. */
export interface Ranks {
  start: number;
  members: { value: string; score: number }[];
}

/**
 * Reads `count` entries of a board with the given model in the middle, and fewer on one side where the board ends
 * there; null where the model is not on it. Rank and range belong together: a write between two commands would move
 * the window.
 */
export const ranksAround = defineScript({
  NUMBER_OF_KEYS: 1,
  IS_READ_ONLY: true,
  SCRIPT: `
    local rank = redis.call('ZRANK', KEYS[1], ARGV[1])
    if not rank then return nil end
    local count = tonumber(ARGV[2])
    local last = redis.call('ZCARD', KEYS[1]) - count
    local start = math.max(0, math.min(rank - math.floor((count - 1) / 2), last))
    local found = redis.call('ZRANGE', KEYS[1], start, start + count - 1, 'WITHSCORES')
    return {start, found}`,
  parseCommand(parser: CommandParser, { scores }: BoardKeys, modelId: string, count: number) {
    parser.pushKey(scores);
    parser.push(modelId, String(count));
  },
  transformReply: (reply: [start: number, membersAndScores: string[]] | null): Ranks | null => {
    if (reply === null) return null;
    const [start, found] = reply;
    const members = found.filter((_, index) => index % 2 === 0);
    return { start, members: members.map((value, index) => ({ value, score: Number(found[index * 2 + 1]) })) };
  },
});
