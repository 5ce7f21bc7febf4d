import type { MetricPointResolvers } from '../resolver-types.generated.ts';
import { finiteOrNull, nonFinite } from './Metric.ts';

export const MetricPoint = {
  value: ({ value }) => finiteOrNull(value),
  nonFinite: ({ value }) => nonFinite(value),
} satisfies MetricPointResolvers;
