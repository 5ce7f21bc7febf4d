import { toConnection } from '@tributary/common/page';
import { outputOrder } from '../dataset-versions.ts';
import { isUuid } from '../ids.ts';
import { readList } from '../list.ts';
import { runOrders } from '../runs.ts';
import type { TrainingRunResolvers } from '../schema.generated.ts';
import { finiteOrNull } from './Metric.ts';

export const TrainingRun = {
  __resolveReference: async ({ id }, { loaders }) => (isUuid(id) ? loaders.run.load(id) : null),
  group: ({ groupId }, _, { loaders }) => loaders.runGroup.find(groupId),
  model: ({ modelId }, _, { loaders }) => loaders.model.find(modelId),
  inputs: ({ id }, _, { loaders }) => loaders.inputsOfRun.load(id),
  outputs: async ({ id }, args, { loaders }) => {
    const list = readList(args, outputOrder);
    const rows = await loaders.outputsOfRun(list).load(id);
    return toConnection(rows, list.page, list.order, () => loaders.outputCountOfRun.load(id));
  },
  datasetVersion: ({ datasetVersionId }, _, { loaders }) => loaders.datasetVersion.find(datasetVersionId),
  dataset: async ({ datasetVersionId }, _, { loaders }) =>
    loaders.dataset.find((await loaders.datasetVersion.find(datasetVersionId))?.datasetId),
  metrics: ({ id }, _, { loaders }) => loaders.metricsOfRun.load(id),
  metric: async ({ id }, { name }, { loaders }) => lastValue(await loaders.metricsOfRun.load(id), name),
  accuracy: async ({ id }, _, { loaders }) => lastValue(await loaders.metricsOfRun.load(id), 'accuracy'),
  parent: ({ parentId }, _, { loaders }) => loaders.run.find(parentId),
  children: async ({ id }, args, { loaders }) => {
    const list = readList(args, runOrders.usual);
    const rows = await loaders.runsOf({ parent: 'parentId', list }).load(id);
    return toConnection(rows, list.page, list.order, () => loaders.runCountOf({ parent: 'parentId', list }).load(id));
  },
  modelVersions: ({ id }, _, { loaders }) => loaders.versionsOfRun.load(id),
} satisfies TrainingRunResolvers;

const lastValue = (metrics: readonly { name: string; value: number }[], name: string) =>
  finiteOrNull(metrics.find((metric) => metric.name === name)?.value);
