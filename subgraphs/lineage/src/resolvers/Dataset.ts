import { toConnection } from '@tributary/common/page';
import { datasetVersionOrder, outputOrder } from '../dataset-versions.ts';
import type { Derivation } from '../graph/derivations.ts';
import { checkBounds, MAX_DEPTH, readList, readOrder } from '../list.ts';
import type { Loaders } from '../loaders.ts';
import type { DatasetResolvers } from '../resolver-types.generated.ts';
import { runOrders } from '../runs.ts';

export const Dataset = {
  __resolveReference: async ({ id }, { loaders }) => loaders.dataset.load(id),
  currentVersion: ({ id }, _, { loaders }) => loaders.currentVersionOfDataset.load(id),
  version: ({ id }, { number }, { loaders }) => loaders.datasetVersion.load(`${id}@${number}`),
  versions: async ({ id }, args, { loaders }) => {
    const list = readList(args, datasetVersionOrder);
    const rows = await loaders.versionsOfDataset(list).load(id);
    return toConnection(rows, list, () => loaders.versionCountOfDataset.load(id));
  },
  trainingRuns: async ({ id }, args, { loaders }) => {
    const list = readList(args, readOrder(args.orderBy, runOrders));
    const rows = await loaders.runsOn({ source: 'datasetId', list }).load(id);
    return toConnection(rows, list, () => loaders.runCountOn({ source: 'datasetId', list }).load(id));
  },
  bestRun: ({ id }, { metric, goal }, { loaders }) =>
    loaders.bestRunOf({ parent: 'datasetId', criterion: { metric, goal: goal ?? null } }).load(id),
  upstream: ({ id }, args, { loaders }) => findDerivations(loaders, id, 'upstream', args),
  downstream: ({ id }, args, { loaders }) => findDerivations(loaders, id, 'downstream', args),
} satisfies DatasetResolvers;

async function findDerivations(
  loaders: Loaders,
  id: string,
  way: Derivation['way'],
  { depth, ...args }: { depth: number; first: number; after?: string | null | undefined },
) {
  checkBounds('depth', depth, MAX_DEPTH);
  const list = readList(args, outputOrder);
  const derivation = { way, depth };
  const rows = await loaders.derivationsOfDataset({ derivation, list }).load(id);
  return toConnection(rows, list, () => loaders.derivationCountOfDataset(derivation).load(id));
}
