import type { AliasChangeResolvers } from '../resolver-types.generated.ts';

export const AliasChange = {
  from: ({ fromId }, _, { loaders }) => loaders.modelVersion.find(fromId),
  to: ({ toId }, _, { loaders }) => loaders.modelVersion.find(toId),
} satisfies AliasChangeResolvers;
