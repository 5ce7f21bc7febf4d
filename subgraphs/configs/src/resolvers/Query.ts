import { toConnection } from '@tributary/common/page';
import { readList } from '../list.ts';
import { countModelConfigs, modelConfigOrder, pageModelConfigs, toConfigId } from '../model-configs.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';
import { selectedConfigParts } from './selected-parts.ts';

export const Query = {
  modelConfig: (_, { modelId, revision }, { loaders }, info) => {
    const parts = selectedConfigParts(info);
    return revision == null
      ? loaders.newestConfigOfModel(parts).load(modelId)
      : loaders.modelConfig(parts).load(toConfigId(modelId, revision));
  },
  modelConfigs: async (_, args, { db }, info) => {
    const list = readList(args, modelConfigOrder);
    const configs = await pageModelConfigs(db, list, selectedConfigParts(info));
    return toConnection(configs, list, () => countModelConfigs(db));
  },
  health: () => ({}),
} satisfies QueryResolvers;
