import { inKeyGroups, inKeyOrder, perArgs } from '@tributary/common/batch';
import DataLoader from 'dataloader';
import type { Database } from './database.ts';
import * as experiments from './experiments.ts';
import type { List } from './list.ts';
import { findModelConfigsByIds, findNewestConfigsByModelIds } from './model-configs.ts';

type Ids = readonly string[];

/** Batches what one fetch of the gateway asks for: new for each, so that nobody is answered from another's reading. */
export const createLoaders = (db: Database) => ({
  modelConfig: new DataLoader(async (ids: Ids) =>
    inKeyOrder(ids, await findModelConfigsByIds(db, ids), (config) => config.id),
  ),
  newestConfigOfModel: new DataLoader(async (modelIds: Ids) =>
    inKeyOrder(modelIds, await findNewestConfigsByModelIds(db, modelIds), (config) => config.modelId),
  ),
  experiment: new DataLoader(async (ids: Ids) =>
    inKeyOrder(ids, await experiments.findExperimentsByIds(db, ids), (experiment) => experiment.id),
  ),
  experimentsOfModel: perArgs(
    (list: List) =>
      new DataLoader(async (modelIds: Ids) =>
        inKeyGroups<string | null, experiments.Experiment>(
          modelIds,
          await experiments.pageExperimentsByModelIds(db, modelIds, list),
          (experiment) => experiment.modelId,
        ),
      ),
  ),
  experimentCountOfModel: perArgs(
    (list: List) =>
      new DataLoader(async (modelIds: Ids) =>
        inKeyOrder(
          modelIds,
          await experiments.countExperimentsByModelIds(db, modelIds, list),
          (counted) => counted.modelId,
        ).map((counted) => counted?.count ?? 0),
      ),
  ),
});

export type Loaders = ReturnType<typeof createLoaders>;
