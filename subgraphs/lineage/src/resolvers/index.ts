import { AliasChange } from './AliasChange.ts';
import { Dataset } from './Dataset.ts';
import { DatasetVersion } from './DatasetVersion.ts';
import { Deployment } from './Deployment.ts';
import { DeploymentSummary } from './DeploymentSummary.ts';
import { FeatureSource } from './FeatureSource.ts';
import { FeatureView } from './FeatureView.ts';
import { Health } from './Health.ts';
import { Impact } from './Impact.ts';
import { Metric } from './Metric.ts';
import { MetricDefinition } from './MetricDefinition.ts';
import { MetricPoint } from './MetricPoint.ts';
import { Model } from './Model.ts';
import { ModelAlias } from './ModelAlias.ts';
import { ModelPerformance } from './ModelPerformance.ts';
import { ModelVersion } from './ModelVersion.ts';
import { Mutation } from './Mutation.ts';
import { Query } from './Query.ts';
import { RankedRun } from './RankedRun.ts';
import { RunGroup } from './RunGroup.ts';
import { RunInput } from './RunInput.ts';
import { SearchHit } from './SearchHit.ts';
import { TrainingRun } from './TrainingRun.ts';

export const resolvers = {
  Query,
  Mutation,
  AliasChange,
  MetricPoint,
  RankedRun,
  Dataset,
  DatasetVersion,
  Deployment,
  DeploymentSummary,
  FeatureSource,
  FeatureView,
  Health,
  Impact,
  Metric,
  MetricDefinition,
  Model,
  ModelAlias,
  ModelPerformance,
  ModelVersion,
  RunGroup,
  RunInput,
  SearchHit,
  TrainingRun,
};
