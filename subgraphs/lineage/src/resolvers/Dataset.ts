import { checkBounds } from '@tributary/common/lists/bounds';
import { readList } from '@tributary/common/lists/list';
import { allDatasetVersionsOrder, datasetVersionOrder } from '../datasets/dataset-versions.ts';
import type { DerivationList } from '../graph/derivations.ts';
import { MAX_DEPTH } from '../graph/edges.ts';
import type { DatasetResolvers } from '../resolver-types.generated.ts';
import { runOrders } from '../runs/run-orders.ts';

export const Dataset = {
  __resolveReference: async ({ id }, { loaders }) => loaders.dataset.load(id),
  currentVersion: ({ id }, _, { loaders }) => loaders.currentVersionOfDataset.load(id),
  version: ({ id }, { number }, { loaders }) => loaders.datasetVersion.load(`${id}@${number}`),
  versions: ({ id }, args, { loaders }) =>
    loaders.versionsOfDataset.connection(id, readList(args, datasetVersionOrder)),
  trainingRuns: ({ id }, args, { loaders }) => loaders.runsOnDataset.connection(id, readList(args, runOrders)),
  bestRun: ({ id }, { metric, goal }, { loaders }) => loaders.bestRunOfDataset({ metric, goal: goal ?? null }).load(id),
  upstream: ({ id }, args, { loaders }) =>
    loaders.derivationsOfDataset.connection(id, readDerivation('upstream', args)),
  downstream: ({ id }, args, { loaders }) =>
    loaders.derivationsOfDataset.connection(id, readDerivation('downstream', args)),
} satisfies DatasetResolvers;

interface DerivationArgs {
  readonly depth: number;
  readonly first: number;
  readonly after?: string | null | undefined;
}

function readDerivation(way: DerivationList['way'], { depth, ...args }: DerivationArgs): DerivationList {
  checkBounds('depth', depth, 1, MAX_DEPTH);
  return { ...readList<never>(args, allDatasetVersionsOrder), way, depth };
}
