import { perArgs } from '@tributary/common/batch';
import { connectionBy, memoizedConnection, oneBy } from '@tributary/common/loaders';
import type { Database } from './database.ts';
import type { DocumentList } from './document-list.ts';
import * as experiments from './experiments.ts';
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
  modelConfigs: memoizedConnection(
    (list: DocumentList) => modelConfigs.pageModelConfigs(db, list),
    () => modelConfigs.countModelConfigs(db),
  ),
  experimentsOfModel: connectionBy(
    (modelIds, list: DocumentList) => experiments.pageExperimentsByModelIds(db, modelIds, list),
    (modelIds, counted) => experiments.countExperimentsByModelIds(db, modelIds, counted),
  ),
});

export type Loaders = ReturnType<typeof createLoaders>;
