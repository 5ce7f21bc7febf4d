import { toConnection } from '@tributary/common/page';
import { readList } from '../list.ts';
import { allModelVersionsOrder } from '../model-versions.ts';
import type { FeatureViewResolvers } from '../schema.generated.ts';

export const FeatureView = {
  __resolveReference: async ({ name }, { loaders }) => loaders.featureView.load(name),
  id: ({ name }) => name,
  sources: ({ name }, _, { loaders }) => loaders.sourcesOfFeatureView.load(name),
  usedBy: async ({ name }, args, { loaders }) => {
    const list = readList(args, allModelVersionsOrder);
    const rows = await loaders.readersOfFeatureView(list).load(name);
    return toConnection(rows, list.page, list.order, () => loaders.readerCountOfFeatureView.load(name));
  },
} satisfies FeatureViewResolvers;
