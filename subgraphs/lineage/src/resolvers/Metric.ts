import type { MetricResolvers } from '../resolver-types.generated.ts';
import type { NonFinite } from '../schema-types.generated.ts';

/** JSON has no NaN and no infinity, so a value that is one is null, and `nonFinite` says which. */
export const finiteOrNull = (value: number | undefined) => (Number.isFinite(value) ? value : null);

export function nonFinite(value: number): NonFinite | null {
  if (Number.isFinite(value)) return null;
  if (Number.isNaN(value)) return 'NAN';
  return value > 0 ? 'POSITIVE_INFINITY' : 'NEGATIVE_INFINITY';
}

export const Metric = {
  value: ({ value }) => finiteOrNull(value),
  nonFinite: ({ value }) => nonFinite(value),
} satisfies MetricResolvers;
