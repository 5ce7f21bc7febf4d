import { readPage, toConnection, toUncountedConnection } from '@tributary/common/page';
import { compareFrameworks, countModelPerformance, pageDeploymentSummary, pageModelPerformance } from '../analytics.ts';
import { type AuditFilter, auditEventOrder, countAuditEvents, pageAuditEvents } from '../audit-events.ts';
import { countDatasets, datasetOrders, pageDatasets } from '../datasets.ts';
import { countDeployments, deploymentOrders, pageDeployments } from '../deployments.ts';
import { countFeatureViews, featureViewOrder, pageFeatureViews } from '../feature-views.ts';
import { toUuid } from '../ids.ts';
import { findLineage } from '../lineage.ts';
import { readList, readOrder } from '../list.ts';
import { countMetricDefinitions, metricDefinitionOrder, pageMetricDefinitions } from '../metric-definitions.ts';
import { allModelVersionsOrder, countModelVersions, pageModelVersions } from '../model-versions.ts';
import { countModels, modelOrders, pageModels } from '../models.ts';
import { findTopRuns } from '../rankings.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';
import { countRunGroups, pageRunGroups, runGroupOrders } from '../run-groups.ts';
import { countRuns, pageRuns, runOrders } from '../runs.ts';
import { pageSearchHits, searchOrder } from '../search.ts';
import { listEnvironments } from '../settings.ts';

export const Query = {
  dataset: (_, { id }, { loaders }) => loaders.dataset.load(id),
  datasets: async (_, args, { db }) => {
    const list = readList(args, readOrder(args.orderBy, datasetOrders));
    return toConnection(await pageDatasets(db, list), list, () => countDatasets(db, list));
  },
  datasetVersion: (_, { id }, { loaders }) => loaders.datasetVersion.load(id),
  model: (_, { id }, { loaders }) => loaders.model.load(id),
  models: async (_, args, { db }) => {
    const list = readList(args, readOrder(args.orderBy, modelOrders));
    return toConnection(await pageModels(db, list), list, () => countModels(db, list));
  },
  modelVersion: (_, { id }, { loaders }) => loaders.modelVersion.load(id),
  modelVersions: async (_, args, { db }) => {
    const list = readList(args, allModelVersionsOrder);
    return toConnection(await pageModelVersions(db, list), list, () => countModelVersions(db, list));
  },
  trainingRun: (_, { id }, { loaders }) => loaders.run.find(toUuid(id)),
  trainingRuns: async (_, args, { db }) => {
    const list = readList(args, readOrder(args.orderBy, runOrders));
    return toConnection(await pageRuns(db, list), list, () => countRuns(db, list));
  },
  runGroup: (_, { id }, { loaders }) => loaders.runGroup.load(id),
  runGroups: async (_, args, { db }) => {
    const list = readList(args, readOrder(args.orderBy, runGroupOrders));
    return toConnection(await pageRunGroups(db, list), list, () => countRunGroups(db, list));
  },
  deployment: (_, { id }, { loaders }) => loaders.deployment.find(toUuid(id)),
  deployments: async (_, args, { db }) => {
    const list = readList(args, readOrder(args.orderBy, deploymentOrders));
    return toConnection(await pageDeployments(db, list), list, () => countDeployments(db, list));
  },
  featureView: (_, { name }, { loaders }) => loaders.featureView.load(name),
  featureViews: async (_, args, { db }) => {
    const list = readList(args, featureViewOrder);
    return toConnection(await pageFeatureViews(db, list), list, () => countFeatureViews(db));
  },
  metricDefinitions: async (_, args, { db }) => {
    const list = readList(args, metricDefinitionOrder);
    return toConnection(await pageMetricDefinitions(db, list), list, () => countMetricDefinitions(db));
  },
  topModels: (_, { first, metric, goal, datasetId, framework, perModel }, { db }) =>
    findTopRuns(db, {
      first,
      metric,
      goal: goal ?? null,
      datasetId: datasetId ?? null,
      framework: framework ?? null,
      perModel,
    }),
  modelPerformance: async (_, args, { db }) => {
    const list = readList(args, runOrders.usual);
    const rows = await pageModelPerformance(db, list);
    return toConnection(rows, list, () => countModelPerformance(db, list));
  },
  frameworkComparison: (_, { datasetId }, { db }) => compareFrameworks(db, datasetId ?? null),
  deploymentSummary: async (_, args, { db }) => {
    const list = readList(args, deploymentOrders.usual);
    return toConnection(await pageDeploymentSummary(db, list), list, () => countDeployments(db, list));
  },
  auditEvents: async (_, args, { db }) => {
    const list = readList<AuditFilter>(args, auditEventOrder);
    return toConnection(await pageAuditEvents(db, list), list, () => countAuditEvents(db, list));
  },
  lineage: (_, args, { db, loaders }) => findLineage(db, loaders, args),
  search: async (_, { text, types, ...args }, { db }) => {
    const page = readPage(args, searchOrder);
    const hits = await pageSearchHits(db, text, types ?? null, page);
    return toUncountedConnection(hits, { page, order: searchOrder });
  },
  environments: (_, _args, { settings }) => listEnvironments(settings),
  viewer: (_, _args, { caller }) => caller,
  health: () => ({}),
} satisfies QueryResolvers;
