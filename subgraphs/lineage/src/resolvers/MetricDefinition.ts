import type { MetricDefinitionResolvers } from '../schema.generated.ts';

export const MetricDefinition = { id: ({ name }) => name } satisfies MetricDefinitionResolvers;
