import { readList } from '@tributary/common/lists/list';
import { featureViewOrder } from '../feature-views/feature-views.ts';
import type { DatasetVersionResolvers } from '../resolver-types.generated.ts';
import { runOrders } from '../runs/run-orders.ts';

export const DatasetVersion = {
  __resolveReference: async ({ id }, { loaders }) => loaders.datasetVersion.load(id),
  columns: async ({ id }, _, { loaders }) => (await loaders.columnsOfDatasetVersion.get(id)).columns,
  dataset: ({ datasetId }, _, { loaders }) => loaders.dataset.get(datasetId),
  state: ({ marks }) => (marks > 0 ? 'QUARANTINED' : 'ACTIVE'),
  quarantineReason: async ({ id, marks }, _, { loaders }) =>
    marks > 0 ? ((await loaders.quarantineOfDatasetVersion.load(id))?.reason ?? null) : null,
  producedBy: ({ producedBy }, _, { loaders }) => loaders.run.load(producedBy),
  derivedFrom: ({ id }, _, { loaders }) => loaders.sourcesOfDatasetVersion.load(id),
  impact: (version) => version,
  trainingRuns: ({ id }, args, { loaders }) => loaders.runsOnDatasetVersion.connection(id, readList(args, runOrders)),
  featureViews: ({ id }, args, { loaders }) =>
    loaders.viewsOfDatasetVersion.connection(id, readList(args, featureViewOrder)),
} satisfies DatasetVersionResolvers;
