import { readList } from '@tributary/common/lists/list';
import { deploymentOrders } from '../deployments/deployments.ts';
import type { ModelVersionResolvers } from '../resolver-types.generated.ts';

export const ModelVersion = {
  __resolveReference: async ({ id }, { loaders }) => loaders.modelVersion.load(id),
  model: ({ modelId }, _, { loaders }) => loaders.model.get(modelId),
  trainingRun: ({ runId }, _, { loaders }) => loaders.run.load(runId),
  trainedOn: ({ id }, _, { loaders }) => loaders.trainedOnOfModelVersion.load(id),
  signature: async ({ id }, _, { loaders }) => (await loaders.signatureOfModelVersion.get(id)).signature,
  featureSources: ({ id }, _, { loaders }) => loaders.featureSourcesOfModelVersion.load(id),
  artifact: ({ artifactName, artifactUri, artifactFormat, artifactSha256, artifactSizeBytes }) =>
    artifactName && artifactUri && artifactFormat
      ? {
          name: artifactName,
          uri: artifactUri,
          format: artifactFormat,
          sha256: artifactSha256,
          sizeBytes: artifactSizeBytes,
        }
      : null,
  approval: ({ approval, approvalBy, approvalAt, approvalComment }) => ({
    state: approval,
    by: approvalBy,
    at: approvalAt,
    comment: approvalComment,
  }),
  aliases: async ({ id }, _, { loaders }) => (await loaders.aliasesOfModelVersion.load(id)).map(({ name }) => name),
  deployments: ({ id }, args, { loaders }) =>
    loaders.deploymentsOfModelVersion.connection(id, readList(args, deploymentOrders)),
} satisfies ModelVersionResolvers;
