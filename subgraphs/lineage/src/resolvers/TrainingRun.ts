import { toConnection } from '@tributary/common/page';
import { artifactOrder } from '../artifacts.ts';
import { experimentCopy } from '../copies.ts';
import { outputOrder } from '../dataset-versions.ts';
import { isStorable, toUuid } from '../ids.ts';
import { readList } from '../list.ts';
import { metricPointOrder, readThinning } from '../metric-points.ts';
import type { TrainingRunResolvers } from '../resolver-types.generated.ts';
import { runOrders } from '../runs.ts';
import { finiteOrNull } from './Metric.ts';

export const TrainingRun = {
  __resolveReference: async ({ id }, { loaders }) => loaders.run.find(toUuid(id)),
  group: ({ groupId }, _, { loaders }) => loaders.runGroup.find(groupId),
  model: ({ modelId }, _, { loaders }) => loaders.model.find(modelId),
  inputs: ({ id }, _, { loaders }) => loaders.inputsOfRun.load(id),
  outputs: async ({ id }, args, { loaders }) => {
    const list = readList(args, outputOrder);
    const rows = await loaders.outputsOfRun(list).load(id);
    return toConnection(rows, list, () => loaders.outputCountOfRun.load(id));
  },
  datasetVersion: ({ datasetVersionId }, _, { loaders }) => loaders.datasetVersion.find(datasetVersionId),
  dataset: async ({ datasetVersionId }, _, { loaders }) =>
    loaders.dataset.find((await loaders.datasetVersion.find(datasetVersionId))?.datasetId),
  metrics: ({ id }, _, { loaders }) => loaders.metricsOfRun.load(id),
  metric: async ({ id }, { name }, { loaders }) => lastValue(await loaders.metricsOfRun.load(id), name),
  accuracy: async ({ id }, _, { loaders }) => lastValue(await loaders.metricsOfRun.load(id), 'accuracy'),
  metricHistory: async ({ id }, { name, maxPoints }, { loaders }) =>
    loaders.pointsOfHistories(readThinning([name], maxPoints)).load(id),
  metricHistories: async ({ id }, { names, maxPoints }, { loaders }) => {
    const points = await loaders.pointsOfHistories(readThinning(names ?? null, maxPoints)).load(id);
    return Array.from(
      Map.groupBy(points, (point) => point.name),
      ([name, points]) => ({ name, points }),
    );
  },
  metricPoints: async ({ id }, { name, direction, ...args }, { loaders }) => {
    const list = readList(args, metricPointOrder(direction === 'DESC' ? 'desc' : 'asc'));
    if (!isStorable(name)) return toConnection([], list, async () => 0);
    const rows = await loaders.pointsOfRun({ name, list }).load(id);
    return toConnection(rows, list, () => loaders.pointCountOfRun(name).load(id));
  },
  parameters: ({ id }, _, { loaders }) => loaders.parametersOfRun.load(id),
  artifacts: async ({ id }, { under, ...args }, { loaders }) => {
    const list = readList(args, artifactOrder);
    if (!isStorable(under ?? '')) return toConnection([], list, async () => 0);
    const rows = await loaders.artifactsOfRun({ under: under ?? '', list }).load(id);
    return toConnection(rows, list, () => loaders.artifactCountOfRun(under ?? '').load(id));
  },
  configSync: ({ id }, _, { loaders }) => loaders.syncState.load(experimentCopy(id)),
  parent: ({ parentId }, _, { loaders }) => loaders.run.find(parentId),
  children: async ({ id }, args, { loaders }) => {
    const list = readList(args, runOrders.usual);
    const rows = await loaders.runsOf({ parent: 'parentId', list }).load(id);
    return toConnection(rows, list, () => loaders.runCountOf({ parent: 'parentId', list }).load(id));
  },
  modelVersions: ({ id }, _, { loaders }) => loaders.versionsOfRun.load(id),
} satisfies TrainingRunResolvers;

const lastValue = (metrics: readonly { name: string; value: number }[], name: string) =>
  finiteOrNull(metrics.find((metric) => metric.name === name)?.value);
