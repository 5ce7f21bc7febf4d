import { toConnection } from '@tributary/common/page';
import { outputOrder } from '../dataset-versions.ts';
import { deploymentOrders } from '../deployments.ts';
import { featureViewOrder } from '../feature-views.ts';
import { readList } from '../list.ts';
import { allModelVersionsOrder } from '../model-versions.ts';
import type { ImpactResolvers } from '../resolver-types.generated.ts';

export const Impact = {
  featureViews: async ({ id }, args, { loaders }) => {
    const list = readList(args, featureViewOrder);
    const rows = await loaders.impactedFeatureViews(list).load(id);
    return toConnection(rows, list, () => loaders.impactCount('featureView').load(id));
  },
  datasetVersions: async ({ id }, args, { loaders }) => {
    const list = readList(args, outputOrder);
    const rows = await loaders.impactedDatasetVersions(list).load(id);
    return toConnection(rows, list, () => loaders.impactCount('datasetVersion').load(id));
  },
  modelVersions: async ({ id }, args, { loaders }) => {
    const list = readList(args, allModelVersionsOrder);
    const rows = await loaders.impactedModelVersions(list).load(id);
    return toConnection(rows, list, () => loaders.impactCount('modelVersion').load(id));
  },
  liveDeployments: async ({ id }, args, { loaders }) => {
    const list = readList(args, deploymentOrders.usual);
    const rows = await loaders.impactedDeployments(list).load(id);
    return toConnection(rows, list, () => loaders.impactCount('deployment').load(id));
  },
} satisfies ImpactResolvers;
