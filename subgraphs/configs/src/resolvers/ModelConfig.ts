import { valueAt } from '../documents.ts';
import type { ModelConfigResolvers } from '../resolver-types.generated.ts';

export const ModelConfig = {
  __resolveReference: async ({ id }, { loaders }) => loaders.modelConfig.load(id),
  model: ({ modelId }) => ({ id: modelId }),
  document: ({ document }, { path }) => valueAt(document, path),
} satisfies ModelConfigResolvers;
