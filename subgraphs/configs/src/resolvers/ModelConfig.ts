import { modelConfigKind } from '../collections.ts';
import { extraOf } from '../documents.ts';
import { valueAt } from '../paths.ts';
import type { ModelConfigResolvers } from '../resolver-types.generated.ts';
import { selectedConfigParts } from './selected-parts.ts';

export const ModelConfig = {
  __resolveReference: async ({ id }, { loaders }, info) => loaders.modelConfig(selectedConfigParts(info)).load(id),
  model: ({ modelId }) => ({ id: modelId }),
  extra: ({ document }) => extraOf(document, modelConfigKind),
  document: ({ id, document }, { path }) => valueAt({ id, ...document }, path),
} satisfies ModelConfigResolvers;
