import type { RankedRunResolvers } from '../schema.generated.ts';

export const RankedRun = {
  run: (ranked) => ranked,
} satisfies RankedRunResolvers;
