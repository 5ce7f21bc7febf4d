import { readList } from '@tributary/common/lists/list';
import { experimentCopy } from '../copies/copies.ts';
import { allDatasetVersionsOrder } from '../datasets/dataset-versions.ts';
import { toUuid } from '../ids.ts';
import type { TrainingRunResolvers } from '../resolver-types.generated.ts';
import { readThinning } from '../runs/metric-histories.ts';
import { metricPointOrder } from '../runs/metric-points.ts';
import { artifactOrder } from '../runs/run-artifacts.ts';
import { runOrders } from '../runs/run-orders.ts';
import { finiteOrNull } from './Metric.ts';
import { readSyncState } from './read-sync-state.ts';

export const TrainingRun = {
  __resolveReference: async ({ id }, { loaders }) => loaders.run.load(toUuid(id)),
  group: ({ groupId }, _, { loaders }) => loaders.runGroup.load(groupId),
  model: ({ modelId }, _, { loaders }) => loaders.model.load(modelId),
  inputs: ({ id }, _, { loaders }) => loaders.inputsOfRun.load(id),
  outputs: ({ id }, args, { loaders }) => loaders.outputsOfRun.connection(id, readList(args, allDatasetVersionsOrder)),
  datasetVersion: ({ datasetVersionId }, _, { loaders }) => loaders.datasetVersion.load(datasetVersionId),
  dataset: async ({ datasetVersionId }, _, { loaders }) =>
    loaders.dataset.load((await loaders.datasetVersion.load(datasetVersionId))?.datasetId),
  metrics: ({ id }, _, { loaders }) => loaders.metricsOfRun.load(id),
  metric: async ({ id }, { name }, { loaders }) => lastValue(await loaders.metricsOfRun.load(id), name),
  accuracy: async ({ id }, _, { loaders }) => lastValue(await loaders.metricsOfRun.load(id), 'accuracy'),
  metricHistory: async ({ id }, { name, maxPoints }, { loaders }) =>
    loaders.historiesOfRun(readThinning([name], maxPoints)).load(id),
  metricHistories: async ({ id }, { names, maxPoints }, { loaders }) => {
    const points = await loaders.historiesOfRun(readThinning(names ?? null, maxPoints)).load(id);
    return Array.from(
      Map.groupBy(points, (point) => point.name),
      ([name, points]) => ({ name, points }),
    );
  },
  metricPoints: ({ id }, { name, direction, ...args }, { loaders }) => {
    const order = metricPointOrder(direction === 'DESC' ? 'desc' : 'asc');
    return loaders.pointsOfRun.connection(id, { ...readList<never>(args, order), name });
  },
  parameters: ({ id }, _, { loaders }) => loaders.parametersOfRun.load(id),
  artifacts: ({ id }, { under, ...args }, { loaders }) =>
    loaders.artifactsOfRun.connection(id, { ...readList<never>(args, artifactOrder), under: under ?? '' }),
  configSync: ({ id }, _, context) => readSyncState(context, experimentCopy(id)),
  parent: ({ parentId }, _, { loaders }) => loaders.run.load(parentId),
  children: ({ id }, args, { loaders }) => loaders.childrenOfRun.connection(id, readList(args, runOrders)),
  modelVersions: ({ id }, _, { loaders }) => loaders.versionsOfRun.load(id),
} satisfies TrainingRunResolvers;

const lastValue = (metrics: readonly { name: string; value: number }[], name: string) =>
  finiteOrNull(metrics.find((metric) => metric.name === name)?.value);
