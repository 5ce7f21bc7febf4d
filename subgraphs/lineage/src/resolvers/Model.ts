import { badUserInput } from '@tributary/common/errors';
import { readList } from '@tributary/common/lists/list';
import { deploymentOrders } from '../deployments/deployments.ts';
import { aliasChangeOrder } from '../models/alias-changes.ts';
import { modelVersionOrder } from '../models/model-versions.ts';
import { readReservedAlias } from '../models/reserved-aliases.ts';
import type { ModelResolvers } from '../resolver-types.generated.ts';
import { runOrders } from '../runs/run-orders.ts';

export const Model = {
  __resolveReference: async ({ id }, { loaders }) => loaders.model.load(id),
  version: async ({ id }, { number, alias }, { loaders }) => {
    if ((number == null) === (alias == null))
      throw badUserInput('version must have a number or an alias, one of the two.');
    if (number != null) return loaders.modelVersion.load(`${id}@${number}`);
    const reserved = readReservedAlias(alias ?? '');
    if (reserved === 'latest') return loaders.latestVersionOfModel.load(id);
    if (reserved !== null) return loaders.modelVersion.load(`${id}@${reserved}`);
    const aliases = await loaders.aliasesOfModel.load(id);
    return loaders.modelVersion.load(aliases.find(({ name }) => name === alias)?.versionId);
  },
  latestVersion: ({ id }, _, { loaders }) => loaders.latestVersionOfModel.load(id),
  versions: ({ id }, args, { loaders }) => loaders.versionsOfModel.connection(id, readList(args, modelVersionOrder)),
  aliases: ({ id }, _, { loaders }) => loaders.aliasesOfModel.load(id),
  aliasHistory: ({ id }, args, { loaders }) =>
    loaders.aliasChangesOfModel.connection(id, readList(args, aliasChangeOrder)),
  trainingRuns: ({ id }, args, { loaders }) => loaders.runsOfModel.connection(id, readList(args, runOrders)),
  deployments: ({ id }, args, { loaders }) =>
    loaders.deploymentsOfModel.connection(id, readList(args, deploymentOrders)),
  bestRun: ({ id }, { metric, goal }, { loaders }) => loaders.bestRunOfModel({ metric, goal: goal ?? null }).load(id),
} satisfies ModelResolvers;
