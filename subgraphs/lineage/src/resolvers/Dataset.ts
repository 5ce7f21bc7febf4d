import { toConnection } from '@tributary/common/page';
import { datasetVersionOrder } from '../dataset-versions.ts';
import { readList, readOrder } from '../list.ts';
import { runOrders } from '../runs.ts';
import type { DatasetResolvers } from '../schema.generated.ts';

export const Dataset = {
  __resolveReference: async ({ id }, { loaders }) => loaders.dataset.load(id),
  currentVersion: ({ id }, _, { loaders }) => loaders.currentVersionOfDataset.load(id),
  version: ({ id }, { number }, { loaders }) => loaders.datasetVersion.load(`${id}@${number}`),
  versions: async ({ id }, args, { loaders }) => {
    const list = readList(args, datasetVersionOrder);
    const rows = await loaders.versionsOfDataset(list).load(id);
    return toConnection(rows, list.page, list.order, () => loaders.versionCountOfDataset.load(id));
  },
  trainingRuns: async ({ id }, args, { loaders }) => {
    const list = readList(args, readOrder(args.orderBy, runOrders));
    const rows = await loaders.runsOn({ source: 'datasetId', list }).load(id);
    return toConnection(rows, list.page, list.order, () => loaders.runCountOn({ source: 'datasetId', list }).load(id));
  },
  bestRun: ({ id }, { metric, goal }, { loaders }) =>
    loaders.bestRunOf({ parent: 'datasetId', criterion: { metric, goal: goal ?? null } }).load(id),
} satisfies DatasetResolvers;
