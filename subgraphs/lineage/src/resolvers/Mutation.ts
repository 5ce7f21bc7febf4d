import { answerWith } from '@tributary/common/mutations/answer';
import { type Context, renewLoaders } from '../context.ts';
import type { MutationResolvers } from '../resolver-types.generated.ts';
import { createTrainingRun, registerTrainingRun } from '../writes/create-runs.ts';
import { createDatasetVersion } from '../writes/dataset-versions.ts';
import * as datasets from '../writes/datasets.ts';
import * as deployments from '../writes/deployments.ts';
import * as views from '../writes/feature-views.ts';
import * as edges from '../writes/lineage-edges.ts';
import * as logs from '../writes/log-runs.ts';
import { defineMetric } from '../writes/metrics.ts';
import * as aliases from '../writes/model-aliases.ts';
import * as versions from '../writes/model-versions.ts';
import * as models from '../writes/models.ts';
import * as quarantines from '../writes/quarantine.ts';
import * as groups from '../writes/run-groups.ts';
import * as runs from '../writes/runs.ts';
import { setTraffic } from '../writes/set-traffic.ts';

const answer = answerWith(renewLoaders);

/** Points come often, and nobody reads their copies at once. */
const unfollowed = (context: Context): Context => ({
  ...context,
  workers: { ...context.workers, follow: async () => {} },
});

const dataset = <Row>(dataset: Row) => ({ __typename: 'DatasetSuccess' as const, dataset });
const datasetVersion = <Row>(datasetVersion: Row) => ({ __typename: 'DatasetVersionSuccess' as const, datasetVersion });
const model = <Row>(model: Row) => ({ __typename: 'ModelSuccess' as const, model });
const modelVersion = <Row>(modelVersion: Row) => ({ __typename: 'ModelVersionSuccess' as const, modelVersion });
const deployment = <Row>(deployment: Row) => ({ __typename: 'DeploymentSuccess' as const, deployment });
const featureView = <Row>(featureView: Row) => ({ __typename: 'FeatureViewSuccess' as const, featureView });
const runGroup = <Row>(runGroup: Row) => ({ __typename: 'RunGroupSuccess' as const, runGroup });
const metricDefinition = <Row>(metricDefinition: Row) => ({
  __typename: 'MetricDefinitionSuccess' as const,
  metricDefinition,
});
const trainingRun = <Row>(trainingRun: Row) => ({ __typename: 'TrainingRunSuccess' as const, trainingRun });
const trainingRuns = <Row>(trainingRuns: Row[]) => ({ __typename: 'TrainingRunsSuccess' as const, trainingRuns });
const edge = <Row>(edge: Row) => ({ __typename: 'LineageEdgeSuccess' as const, edge });

export const Mutation = {
  createDataset: (_, { input }, context) => answer(context, datasets.createDataset(context, input), dataset),
  updateDataset: (_, { input }, context) => answer(context, datasets.updateDataset(context, input), dataset),
  archiveDataset: (_, { id }, context) => answer(context, datasets.archiveDataset(context, id), dataset),
  restoreDataset: (_, { id }, context) => answer(context, datasets.restoreDataset(context, id), dataset),
  createDatasetVersion: (_, { input }, context) =>
    answer(context, createDatasetVersion(context, input), datasetVersion),
  quarantineDatasetVersion: (_, { input }, context) =>
    answer(context, quarantines.quarantineDatasetVersion(context, input), datasetVersion),
  releaseDatasetVersion: (_, { id }, context) =>
    answer(context, quarantines.releaseDatasetVersion(context, id), datasetVersion),
  createModel: (_, { input }, context) => answer(context, models.createModel(context, input), model),
  updateModel: (_, { input }, context) => answer(context, models.updateModel(context, input), model),
  archiveModel: (_, { id }, context) => answer(context, models.archiveModel(context, id), model),
  restoreModel: (_, { id }, context) => answer(context, models.restoreModel(context, id), model),
  registerModelVersion: (_, { input }, context) =>
    answer(context, versions.registerModelVersion(context, input), modelVersion),
  reviewModelVersion: (_, { input }, context) =>
    answer(context, versions.reviewModelVersion(context, input), modelVersion),
  setModelAlias: (_, { input }, context) => answer(context, aliases.setModelAlias(context, input), modelVersion),
  deleteModelAlias: (_, { modelId, alias }, context) =>
    answer(context, aliases.deleteModelAlias(context, modelId, alias), model),
  createRunGroup: (_, { input }, context) => answer(context, groups.createRunGroup(context, input), runGroup),
  updateRunGroup: (_, { input }, context) => answer(context, groups.updateRunGroup(context, input), runGroup),
  archiveRunGroup: (_, { id }, context) => answer(context, groups.archiveRunGroup(context, id), runGroup),
  restoreRunGroup: (_, { id }, context) => answer(context, groups.restoreRunGroup(context, id), runGroup),
  defineMetric: (_, { input }, context) => answer(context, defineMetric(context, input), metricDefinition),
  createTrainingRun: (_, { input }, context) => answer(context, createTrainingRun(context, input), trainingRun),
  registerTrainingRun: (_, { input }, context) =>
    answer(context, registerTrainingRun(context, input), (registered) => ({
      __typename: 'RegisterTrainingRunSuccess' as const,
      ...registered,
    })),
  startTrainingRun: (_, { id }, context) => answer(context, runs.startTrainingRun(context, id), trainingRun),
  logMetrics: (_, { input }, context) => answer(context, logs.logMetrics(unfollowed(context), input), trainingRun),
  logParameters: (_, { input }, context) => answer(context, logs.logParameters(context, input), trainingRun),
  logArtifact: (_, { input }, context) => answer(context, logs.logArtifact(context, input), trainingRun),
  finishTrainingRun: (_, { input }, context) => answer(context, runs.finishTrainingRun(context, input), trainingRun),
  reopenTrainingRun: (_, { id }, context) => answer(context, runs.reopenTrainingRun(context, id), trainingRun),
  updateTrainingRun: (_, { input }, context) => answer(context, runs.updateTrainingRun(context, input), trainingRun),
  archiveTrainingRuns: (_, { ids }, context) => answer(context, runs.archiveTrainingRuns(context, ids), trainingRuns),
  restoreTrainingRuns: (_, { ids }, context) => answer(context, runs.restoreTrainingRuns(context, ids), trainingRuns),
  deployModelVersion: (_, { input }, context) =>
    answer(context, deployments.deployModelVersion(context, input), deployment),
  setTraffic: (_, { input }, context) =>
    answer(context, setTraffic(context, input), (deployments) => ({
      __typename: 'SetTrafficSuccess' as const,
      deployments,
    })),
  rollbackDeployment: (_, { input }, context) =>
    answer(context, deployments.rollbackDeployment(context, input), deployment),
  retireDeployment: (_, { id }, context) => answer(context, deployments.retireDeployment(context, id), deployment),
  reportDeployment: (_, { input }, context) =>
    answer(context, deployments.reportDeployment(context, input), deployment),
  addLineageEdge: (_, { input }, context) => answer(context, edges.addLineageEdge(context, input), edge),
  deleteLineageEdge: (_, { input }, context) => answer(context, edges.deleteLineageEdge(context, input), edge),
  applyFeatureView: (_, { input }, context) => answer(context, views.applyFeatureView(context, input), featureView),
  deleteFeatureView: (_, { name }, context) =>
    answer(context, views.deleteFeatureView(context, name), (name) => ({
      __typename: 'DeleteFeatureViewSuccess' as const,
      name,
    })),
} satisfies MutationResolvers;
