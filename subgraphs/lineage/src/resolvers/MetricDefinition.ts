import type { MetricDefinitionResolvers } from '../resolver-types.generated.ts';

export const MetricDefinition = { id: ({ name }) => name } satisfies MetricDefinitionResolvers;
