import type { UsedFeatureResolvers } from '../resolver-types.generated.ts';
import { momentOrNull } from './moment-or-null.ts';

export const UsedFeature = {
  eventTime: ({ eventTime }) => momentOrNull(eventTime),
} satisfies UsedFeatureResolvers;
