import type { ModelAliasResolvers } from '../schema.generated.ts';

export const ModelAlias = {
  version: ({ versionId }, _, { loaders }) => loaders.modelVersion.get(versionId),
} satisfies ModelAliasResolvers;
