import { perArgs } from '@tributary/common/batch';
import { countBy, manyBy, oneBy } from '@tributary/common/loaders';
import type { Database } from './database.ts';
import * as experiments from './experiments.ts';
import type { List } from './list.ts';
import { findModelConfigsByIds, findNewestConfigsByModelIds } from './model-configs.ts';
import type { Parts } from './parts.ts';

/** Batches what one fetch of the gateway asks for: new for each, so that nobody is answered from another's reading. */
export const createLoaders = (db: Database) => ({
  modelConfig: perArgs((parts: Parts) =>
    oneBy(
      (ids) => findModelConfigsByIds(db, ids, parts),
      (config) => config.id,
    ),
  ),
  newestConfigOfModel: perArgs((parts: Parts) =>
    oneBy(
      (modelIds) => findNewestConfigsByModelIds(db, modelIds, parts),
      (config) => config.modelId,
    ),
  ),
  experiment: perArgs((parts: Parts) =>
    oneBy(
      (ids) => experiments.findExperimentsByIds(db, ids, parts),
      (experiment) => experiment.id,
    ),
  ),
  experimentsOfModel: perArgs(({ list, parts }: { list: List; parts: Parts }) =>
    manyBy(
      (modelIds) => experiments.pageExperimentsByModelIds(db, modelIds, list, parts),
      (experiment) => experiment.modelId ?? null,
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
