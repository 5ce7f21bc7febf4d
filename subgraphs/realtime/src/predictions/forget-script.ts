import { z } from 'zod';
import type { EntityPredictionKeys } from '../keys.ts';
import { defineAuditedScript } from '../writes/audited-script.ts';
import { FORGET_PREDICTIONS } from './cache-scripts.ts';

/**
 * Erases an entity from its slot: what was answered about it, what is being computed, and its rows. Answers how many
 * answers and rows there were, and the generation that an answer must have from now on.
 */
export const forgetInSlot = defineAuditedScript({
  kind: 'frees',
  lua: `${FORGET_PREDICTIONS}
    local answers, risen = forgetPredictions(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
    local rows = 0
    for place = 3, #KEYS do rows = rows + redis.call('UNLINK', KEYS[place]) end
    audit()
    return {answers, rows, risen}`,
  call: ({ generation, kept, around }: EntityPredictionKeys, rows: readonly string[]) => ({
    keys: [generation, kept, ...rows],
    args: around,
  }),
  reply: z
    .tuple([z.number(), z.number(), z.string()])
    .transform(([answers, rows, generation]) => ({ answers, rows, generation })),
});
