import { perArgs } from '@tributary/common/batch';
import { connectionBy, memoizedConnection, oneBy } from '@tributary/common/loaders';
import type { Database } from './database.ts';
import type { ExperimentList } from './experiments.ts';
import * as experiments from './experiments.ts';
import * as modelCards from './model-cards.ts';
import type { ModelConfigList } from './model-configs.ts';
import * as modelConfigs from './model-configs.ts';
import type { Parts } from './parts.ts';

/** Batches what one fetch of the gateway asks for: new for each, so that nobody is answered from another's reading. */
export const createLoaders = (db: Database) => ({
  modelConfig: perArgs((parts: Parts) =>
    oneBy(
      (ids) => modelConfigs.findModelConfigsByIds(db, ids, parts),
      (config) => config.id,
    ),
  ),
  newestConfigOfModel: perArgs((parts: Parts) =>
    oneBy(
      (modelIds) => modelConfigs.findNewestConfigsByModelIds(db, modelIds, parts),
      (config) => config.modelId,
    ),
  ),
  experiment: perArgs((parts: Parts) =>
    oneBy(
      (ids) => experiments.findExperimentsByIds(db, ids, parts),
      (experiment) => experiment.id,
    ),
  ),
  cardOfModel: perArgs((parts: Parts) =>
    oneBy(
      (modelIds) => modelCards.findModelCards(db, modelIds, parts),
      (card) => card.modelId,
    ),
  ),
  metadataOfModel: oneBy(
    (modelIds) => modelCards.findMetadata(db, modelIds),
    (metadata) => metadata._id,
  ),
  modelConfigs: memoizedConnection(
    (list: ModelConfigList) => modelConfigs.pageModelConfigs(db, list),
    (selection) => modelConfigs.countModelConfigs(db, selection),
  ),
  revisionsOfModel: connectionBy(
    (modelIds, list: ModelConfigList) => modelConfigs.pageRevisionsByModelIds(db, modelIds, list),
    (modelIds) => modelConfigs.countRevisionsByModelIds(db, modelIds),
  ),
  experiments: memoizedConnection(
    (list: ExperimentList) => experiments.pageExperiments(db, list),
    (selection) => experiments.countExperiments(db, selection),
  ),
  experimentsOfModel: connectionBy(
    (modelIds, list: ExperimentList) => experiments.pageExperimentsByModelIds(db, modelIds, list),
    (modelIds, selection) => experiments.countExperimentsByModelIds(db, modelIds, selection),
  ),
});

export type Loaders = ReturnType<typeof createLoaders>;
