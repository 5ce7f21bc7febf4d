import { readList } from '@tributary/common/lists/list';
import type { RunGroupResolvers } from '../resolver-types.generated.ts';
import { runOrders } from '../runs/run-orders.ts';

export const RunGroup = {
  __resolveReference: async ({ id }, { loaders }) => loaders.runGroup.load(id),
  trainingRuns: ({ id }, args, { loaders }) => loaders.runsOfGroup.connection(id, readList(args, runOrders)),
} satisfies RunGroupResolvers;
