import { toConnection } from '@tributary/common/page';
import { readerOrder, revisionKey } from '../feature-views.ts';
import { readList } from '../list.ts';
import type { FeatureViewResolvers } from '../resolver-types.generated.ts';

export const FeatureView = {
  __resolveReference: async ({ name }, { loaders }) => loaders.featureView.load(name),
  id: ({ name }) => name,
  features: async (view, _, { loaders }) => (await loaders.featuresOfRevision.get(revisionKey(view))).features,
  sources: (view, _, { loaders }) => loaders.sourcesOfRevision.load(revisionKey(view)),
  usedBy: async ({ name }, args, { loaders }) => {
    const list = readList(args, readerOrder);
    const rows = await loaders.readersOfFeatureView(list).load(name);
    return toConnection(rows, list, () => loaders.readerCountOfFeatureView.load(name));
  },
} satisfies FeatureViewResolvers;
