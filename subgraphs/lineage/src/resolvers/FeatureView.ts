import { readList } from '@tributary/common/lists/list';
import { registryCopy } from '../copies/copies.ts';
import { readerOrder } from '../feature-views/feature-view-readers.ts';
import { revisionKey } from '../feature-views/feature-view-revisions.ts';
import type { FeatureViewResolvers } from '../resolver-types.generated.ts';
import { readSyncState } from './read-sync-state.ts';

export const FeatureView = {
  __resolveReference: async ({ name }, { loaders }) => loaders.featureView.load(name),
  id: ({ name }) => name,
  features: async (view, _, { loaders }) => (await loaders.featuresOfRevision.get(revisionKey(view))).features,
  sources: (view, _, { loaders }) => loaders.sourcesOfRevision.load(revisionKey(view)),
  registrySync: ({ name }, _, context) => readSyncState(context, registryCopy(name)),
  usedBy: ({ name }, args, { loaders }) => loaders.readersOfFeatureView.connection(name, readList(args, readerOrder)),
} satisfies FeatureViewResolvers;
