import { toConnection } from '@tributary/common/page';
import { readList } from '../list.ts';
import { countModelConfigs, modelConfigOrder, pageModelConfigs } from '../model-configs.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';

export const Query = {
  modelConfig: (_, { modelId, revision }, { loaders }) =>
    revision == null ? loaders.newestConfigOfModel.load(modelId) : loaders.modelConfig.load(`${modelId}@${revision}`),
  modelConfigs: async (_, args, { db }) => {
    const list = readList(args, modelConfigOrder);
    return toConnection(await pageModelConfigs(db, list), list, () => countModelConfigs(db));
  },
  health: () => ({}),
} satisfies QueryResolvers;
