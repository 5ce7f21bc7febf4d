import type { RunInputResolvers } from '../resolver-types.generated.ts';

export const RunInput = {
  datasetVersion: ({ datasetVersionId }, _, { loaders }) => loaders.datasetVersion.get(datasetVersionId),
} satisfies RunInputResolvers;
