import type { AliasChangeResolvers } from '../resolver-types.generated.ts';

export const AliasChange = {
  from: ({ fromId }, _, { loaders }) => loaders.modelVersion.load(fromId),
  to: ({ toId }, _, { loaders }) => loaders.modelVersion.load(toId),
} satisfies AliasChangeResolvers;
