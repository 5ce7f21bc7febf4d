import type { ModelAliasResolvers } from '../resolver-types.generated.ts';

export const ModelAlias = {
  version: ({ versionId }, _, { loaders }) => loaders.modelVersion.get(versionId),
} satisfies ModelAliasResolvers;
