import type { DeploymentSummaryResolvers } from '../resolver-types.generated.ts';
import { finiteOrNull } from './Metric.ts';

export const DeploymentSummary = {
  deployment: (summary) => summary,
  model: ({ modelId }, _, { loaders }) => loaders.model.get(modelId),
  dataset: ({ datasetId }, _, { loaders }) => loaders.dataset.load(datasetId),
  accuracy: ({ accuracy }) => finiteOrNull(accuracy ?? undefined),
} satisfies DeploymentSummaryResolvers;
