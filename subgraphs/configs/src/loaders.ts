import { perArgs } from '@tributary/common/batch';
import { countBy, manyBy, oneBy } from '@tributary/common/loaders';
import type { Database } from './database.ts';
import * as experiments from './experiments.ts';
import type { List } from './list.ts';
import { findModelConfigsByIds, findNewestConfigsByModelIds } from './model-configs.ts';

/** Batches what one fetch of the gateway asks for: new for each, so that nobody is answered from another's reading. */
export const createLoaders = (db: Database) => ({
  modelConfig: oneBy(
    (ids) => findModelConfigsByIds(db, ids),
    (config) => config.id,
  ),
  newestConfigOfModel: oneBy(
    (modelIds) => findNewestConfigsByModelIds(db, modelIds),
    (config) => config.modelId,
  ),
  experiment: oneBy(
    (ids) => experiments.findExperimentsByIds(db, ids),
    (experiment) => experiment.id,
  ),
  experimentsOfModel: perArgs((list: List) =>
    manyBy(
      (modelIds) => experiments.pageExperimentsByModelIds(db, modelIds, list),
      (experiment) => experiment.modelId,
    ),
  ),
  experimentCountOfModel: perArgs((list: List) =>
    countBy(
      (modelIds) => experiments.countExperimentsByModelIds(db, modelIds, list),
      (counted) => counted.modelId,
    ),
  ),
});

export type Loaders = ReturnType<typeof createLoaders>;
