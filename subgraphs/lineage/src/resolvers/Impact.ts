import { readList } from '@tributary/common/lists/list';
import { allDatasetVersionsOrder } from '../datasets/dataset-versions.ts';
import { deploymentOrders } from '../deployments/deployments.ts';
import { featureViewOrder } from '../feature-views/feature-views.ts';
import { allModelVersionsOrder } from '../models/model-versions.ts';
import type { ImpactResolvers } from '../resolver-types.generated.ts';

export const Impact = {
  featureViews: ({ id }, args, { loaders }) =>
    loaders.impactedFeatureViews.connection(id, readList(args, featureViewOrder)),
  datasetVersions: ({ id }, args, { loaders }) =>
    loaders.impactedDatasetVersions.connection(id, readList(args, allDatasetVersionsOrder)),
  modelVersions: ({ id }, args, { loaders }) =>
    loaders.impactedModelVersions.connection(id, readList(args, allModelVersionsOrder)),
  liveDeployments: ({ id }, args, { loaders }) =>
    loaders.impactedDeployments.connection(id, readList(args, deploymentOrders)),
} satisfies ImpactResolvers;
