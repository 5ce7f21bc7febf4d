import type { RankedRunResolvers } from '../resolver-types.generated.ts';

export const RankedRun = {
  run: (ranked) => ranked,
} satisfies RankedRunResolvers;
