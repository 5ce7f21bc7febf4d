import { toConnection } from '@tributary/common/page';
import { featureViewOrder } from '../feature-views.ts';
import { readList } from '../list.ts';
import type { DatasetVersionResolvers } from '../resolver-types.generated.ts';
import { runOrders } from '../runs.ts';

export const DatasetVersion = {
  __resolveReference: async ({ id }, { loaders }) => loaders.datasetVersion.load(id),
  columns: async ({ id }, _, { loaders }) => (await loaders.columnsOfDatasetVersion.get(id)).columns,
  dataset: ({ datasetId }, _, { loaders }) => loaders.dataset.get(datasetId),
  state: ({ marks }) => (marks > 0 ? 'QUARANTINED' : 'ACTIVE'),
  quarantineReason: async ({ id, marks }, _, { loaders }) =>
    marks > 0 ? ((await loaders.quarantineOfDatasetVersion.load(id))?.reason ?? null) : null,
  producedBy: ({ producedBy }, _, { loaders }) => loaders.run.find(producedBy),
  derivedFrom: ({ id }, _, { loaders }) => loaders.sourcesOfDatasetVersion.load(id),
  impact: (version) => version,
  trainingRuns: async ({ id }, args, { loaders }) => {
    const list = readList(args, runOrders.usual);
    const rows = await loaders.runsOn({ source: 'datasetVersionId', list }).load(id);
    const count = () => loaders.runCountOn({ source: 'datasetVersionId', list }).load(id);
    return toConnection(rows, list, count);
  },
  featureViews: async ({ id }, args, { loaders }) => {
    const list = readList(args, featureViewOrder);
    const rows = await loaders.viewsOfDatasetVersion(list).load(id);
    return toConnection(rows, list, () => loaders.viewCountOfDatasetVersion.load(id));
  },
} satisfies DatasetVersionResolvers;
