import type { StaleFeatureViewResolvers } from '../resolver-types.generated.ts';
import { momentOrNull } from './moment-or-null.ts';

export const StaleFeatureView = {
  name: ({ view }) => view,
  newestEventTime: ({ newestEventTime }) => momentOrNull(newestEventTime),
  view: ({ view }) => ({ name: view }),
} satisfies StaleFeatureViewResolvers;
