import { toConnection } from '@tributary/common/page';
import { readList, readOrder } from '../list.ts';
import type { RunGroupResolvers } from '../resolver-types.generated.ts';
import { runOrders } from '../runs.ts';

export const RunGroup = {
  __resolveReference: async ({ id }, { loaders }) => loaders.runGroup.load(id),
  trainingRuns: async ({ id }, args, { loaders }) => {
    const list = readList(args, readOrder(args.orderBy, runOrders));
    const rows = await loaders.runsOf({ parent: 'groupId', list }).load(id);
    return toConnection(rows, list, () => loaders.runCountOf({ parent: 'groupId', list }).load(id));
  },
} satisfies RunGroupResolvers;
