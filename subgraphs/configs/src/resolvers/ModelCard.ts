import type { ModelCardResolvers } from '../resolver-types.generated.ts';

export const ModelCard = {
  evaluations: ({ evaluations }) => evaluations ?? [],
} satisfies ModelCardResolvers;
