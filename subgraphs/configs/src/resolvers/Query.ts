import { readDocumentList } from '../document-list.ts';
import { modelConfigOrder, toConfigId } from '../model-configs.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';
import { selectedConfigParts } from './selected-parts.ts';

export const Query = {
  modelConfig: (_, { modelId, revision }, { loaders }, info) => {
    const parts = selectedConfigParts(info);
    return revision == null
      ? loaders.newestConfigOfModel(parts).load(modelId)
      : loaders.modelConfig(parts).load(toConfigId(modelId, revision));
  },
  modelConfigs: (_, args, { loaders }, info) =>
    loaders.modelConfigs.connection(readDocumentList(args, modelConfigOrder, selectedConfigParts(info))),
  health: () => ({}),
} satisfies QueryResolvers;
