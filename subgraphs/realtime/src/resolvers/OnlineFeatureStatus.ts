import type { OnlineFeatureStatusResolvers } from '../resolver-types.generated.ts';
import { momentOrNull } from './moment-or-null.ts';

export const OnlineFeatureStatus = {
  entityCount: ({ view, firstRevision, ttls }, _, { loaders }) =>
    loaders.entitiesOfView.load({ view, firstRevision, ttls }),
  newestEventTime: async ({ view }, _, { loaders }) =>
    momentOrNull(await loaders.newestEventTimeOfView.load({ name: view })),
  memoryBytes: async ({ view, firstRevision, ttls }, _, { loaders }) => {
    const [entities, bytes] = await Promise.all([
      loaders.entitiesOfView.load({ view, firstRevision, ttls }),
      loaders.rowBytesOfView.load({ name: view }),
    ]);
    return bytes === null ? null : Math.round(entities * bytes);
  },
} satisfies OnlineFeatureStatusResolvers;
