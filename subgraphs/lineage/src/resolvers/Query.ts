import { readList } from '@tributary/common/lists/list';
import { readPage, toUncountedConnection } from '@tributary/common/lists/page';
import { type AuditFilter, auditEventOrder } from '../audit/audit-events.ts';
import { datasetOrders } from '../datasets/datasets.ts';
import { deploymentOrders } from '../deployments/deployments.ts';
import { featureViewOrder } from '../feature-views/feature-views.ts';
import { toUuid } from '../ids.ts';
import { findLineage } from '../lineage.ts';
import { allModelVersionsOrder } from '../models/model-versions.ts';
import { modelOrders } from '../models/models.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';
import { compareFrameworks } from '../runs/framework-comparison.ts';
import { metricDefinitionOrder } from '../runs/metric-definitions.ts';
import { findTopRuns } from '../runs/rankings.ts';
import { runGroupOrders } from '../runs/run-groups.ts';
import { runOrders } from '../runs/run-orders.ts';
import { pageSearchHits, searchOrder } from '../search.ts';
import { listEnvironments } from '../settings.ts';

export const Query = {
  dataset: (_, { id }, { loaders }) => loaders.dataset.load(id),
  datasets: (_, args, { loaders }) => loaders.datasets.connection(readList(args, datasetOrders)),
  datasetVersion: (_, { id }, { loaders }) => loaders.datasetVersion.load(id),
  model: (_, { id }, { loaders }) => loaders.model.load(id),
  models: (_, args, { loaders }) => loaders.models.connection(readList(args, modelOrders)),
  modelVersion: (_, { id }, { loaders }) => loaders.modelVersion.load(id),
  modelVersions: (_, args, { loaders }) => loaders.modelVersions.connection(readList(args, allModelVersionsOrder)),
  trainingRun: (_, { id }, { loaders }) => loaders.run.load(toUuid(id)),
  trainingRuns: (_, args, { loaders }) => loaders.runs.connection(readList(args, runOrders)),
  runGroup: (_, { id }, { loaders }) => loaders.runGroup.load(id),
  runGroups: (_, args, { loaders }) => loaders.runGroups.connection(readList(args, runGroupOrders)),
  deployment: (_, { id }, { loaders }) => loaders.deployment.load(toUuid(id)),
  deployments: (_, args, { loaders }) => loaders.deployments.connection(readList(args, deploymentOrders)),
  featureView: (_, { name }, { loaders }) => loaders.featureView.load(name),
  featureViews: (_, args, { loaders }) => loaders.featureViews.connection(readList(args, featureViewOrder)),
  metricDefinitions: (_, args, { loaders }) =>
    loaders.metricDefinitions.connection(readList(args, metricDefinitionOrder)),
  topModels: (_, { first, metric, goal, datasetId, framework, perModel }, { reads }) =>
    findTopRuns(reads, {
      first,
      metric,
      goal: goal ?? null,
      datasetId: datasetId ?? null,
      framework: framework ?? null,
      perModel,
    }),
  modelPerformance: (_, args, { loaders }) => loaders.modelPerformances.connection(readList(args, runOrders)),
  frameworkComparison: (_, { datasetId }, { reads }) => compareFrameworks(reads, datasetId ?? null),
  deploymentSummary: (_, args, { loaders }) => loaders.deploymentSummaries.connection(readList(args, deploymentOrders)),
  auditEvents: (_, args, { loaders }) => loaders.auditEvents.connection(readList<AuditFilter>(args, auditEventOrder)),
  lineage: (_, args, { reads, loaders }) => findLineage(reads, loaders, args),
  search: async (_, { text, types, ...args }, { reads }) => {
    const page = readPage(args, searchOrder);
    const hits = await pageSearchHits(reads, text, types ?? null, page);
    return toUncountedConnection(hits, { page, order: searchOrder });
  },
  environments: (_, _args, { settings }) => listEnvironments(settings),
  viewer: (_, _args, { caller }) => caller,
  health: () => ({}),
} satisfies QueryResolvers;
