import { Experiment } from './Experiment.ts';
import { Health } from './Health.ts';
import { Model } from './Model.ts';
import { ModelCard } from './ModelCard.ts';
import { ModelConfig } from './ModelConfig.ts';
import { ModelVersion } from './ModelVersion.ts';
import { MongoHealth } from './MongoHealth.ts';
import { Mutation } from './Mutation.ts';
import { Query } from './Query.ts';
import { TrainingRun } from './TrainingRun.ts';

export const resolvers = {
  Query,
  Mutation,
  Experiment,
  Health,
  Model,
  ModelCard,
  ModelConfig,
  ModelVersion,
  MongoHealth,
  TrainingRun,
};
