import { badUserInput } from '@tributary/common/errors';
import { toConnection } from '@tributary/common/page';
import { aliasChangeOrder } from '../alias-changes.ts';
import { deploymentOrders } from '../deployments.ts';
import { readList, readOrder } from '../list.ts';
import { modelVersionOrder } from '../model-versions.ts';
import { readReservedAlias } from '../reserved-aliases.ts';
import type { ModelResolvers } from '../resolver-types.generated.ts';
import { runOrders } from '../runs.ts';

export const Model = {
  __resolveReference: async ({ id }, { loaders }) => loaders.model.load(id),
  version: async ({ id }, { number, alias }, { loaders }) => {
    if ((number == null) === (alias == null)) throw badUserInput('version takes a number or an alias, one of the two.');
    if (number != null) return loaders.modelVersion.load(`${id}@${number}`);
    const reserved = readReservedAlias(alias ?? '');
    if (reserved === 'latest') return loaders.latestVersionOfModel.load(id);
    if (reserved !== null) return loaders.modelVersion.load(`${id}@${reserved}`);
    const aliases = await loaders.aliasesOfModel.load(id);
    return loaders.modelVersion.find(aliases.find(({ name }) => name === alias)?.versionId);
  },
  latestVersion: ({ id }, _, { loaders }) => loaders.latestVersionOfModel.load(id),
  versions: async ({ id }, args, { loaders }) => {
    const list = readList(args, modelVersionOrder);
    const rows = await loaders.versionsOfModel(list).load(id);
    return toConnection(rows, list, () => loaders.versionCountOfModel.load(id));
  },
  aliases: ({ id }, _, { loaders }) => loaders.aliasesOfModel.load(id),
  aliasHistory: async ({ id }, args, { loaders }) => {
    const list = readList(args, aliasChangeOrder);
    const rows = await loaders.aliasChangesOfModel(list).load(id);
    return toConnection(rows, list, () => loaders.aliasChangeCountOfModel.load(id));
  },
  trainingRuns: async ({ id }, args, { loaders }) => {
    const list = readList(args, readOrder(args.orderBy, runOrders));
    const rows = await loaders.runsOf({ parent: 'modelId', list }).load(id);
    return toConnection(rows, list, () => loaders.runCountOf({ parent: 'modelId', list }).load(id));
  },
  deployments: async ({ id }, args, { loaders }) => {
    const list = readList(args, deploymentOrders.usual);
    const rows = await loaders.deploymentsOf({ parent: 'modelId', list }).load(id);
    return toConnection(rows, list, () => loaders.deploymentCountOf({ parent: 'modelId', list }).load(id));
  },
  bestRun: ({ id }, { metric, goal }, { loaders }) =>
    loaders.bestRunOf({ parent: 'modelId', criterion: { metric, goal: goal ?? null } }).load(id),
} satisfies ModelResolvers;
