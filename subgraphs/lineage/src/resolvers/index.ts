import { Dataset } from './Dataset.ts';
import { DatasetVersion } from './DatasetVersion.ts';
import { Deployment } from './Deployment.ts';
import { Health } from './Health.ts';
import { Metric } from './Metric.ts';
import { Model } from './Model.ts';
import { ModelAlias } from './ModelAlias.ts';
import { ModelVersion } from './ModelVersion.ts';
import { Query } from './Query.ts';
import { RunGroup } from './RunGroup.ts';
import { RunInput } from './RunInput.ts';
import { TrainingRun } from './TrainingRun.ts';

export const resolvers = {
  Query,
  Dataset,
  DatasetVersion,
  Deployment,
  Health,
  Metric,
  Model,
  ModelAlias,
  ModelVersion,
  RunGroup,
  RunInput,
  TrainingRun,
};
