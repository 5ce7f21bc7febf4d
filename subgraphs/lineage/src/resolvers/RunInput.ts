import type { RunInputResolvers } from '../schema.generated.ts';

export const RunInput = {
  datasetVersion: ({ datasetVersionId }, _, { loaders }) => loaders.datasetVersion.get(datasetVersionId),
} satisfies RunInputResolvers;
