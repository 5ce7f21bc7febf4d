import type { Database } from '@tributary/configs/database';
import { readOrderedList } from '@tributary/configs/lists/document-list';
import { highestRevisionFirst, newestFirst } from '@tributary/configs/lists/order';
import type { Loaders } from '@tributary/configs/loaders';
import { metadataIn, WHOLE_CARD } from '@tributary/configs/model-cards';
import { NARROW } from '@tributary/configs/parts';
import { countedConnection, type LoaderCase, NO_NODES } from './loader-contract.ts';

const WIDE = { fields: ['hyperparameters'], rest: true };

/** Every loader of configs, with keys from the seed. */
export function configsCases(getDb: () => Database): Record<keyof Loaders, LoaderCase<Loaders>> {
  const models = async () => (await getDb().modelConfigs.distinct('modelId')).map(String);
  return {
    modelConfig: {
      keys: async () => (await getDb().modelConfigs.distinct('_id')).map(String),
      load: (loaders, key) => loaders.modelConfig(NARROW).load(key),
      loadOtherwise: (loaders, key) => loaders.modelConfig(WIDE).load(key),
    },
    newestConfigOfModel: {
      keys: models,
      load: (loaders, key) => loaders.newestConfigOfModel(NARROW).load(key),
      loadOtherwise: (loaders, key) => loaders.newestConfigOfModel(WIDE).load(key),
    },
    experiment: {
      keys: async () => (await getDb().experiments.find({}, { _id: 1 }).limit(20).lean()).map(({ _id }) => _id),
      load: (loaders, key) => loaders.experiment(NARROW).load(key),
      loadOtherwise: (loaders, key) => loaders.experiment(WIDE).load(key),
    },
    cardOfModel: {
      keys: models,
      load: (loaders, key) => loaders.cardOfModel(NARROW).load(key),
      loadOtherwise: (loaders, key) => loaders.cardOfModel(WHOLE_CARD).load(key),
    },
    metadataOfModel: {
      keys: async () => {
        const keys = ['first', 'second'];
        for (const key of keys) await writeMetadata(getDb(), key);
        return keys;
      },
      load: (loaders, key) => loaders.metadataOfModel.load(key),
    },
    modelConfigs: {
      load: (loaders) => modelConfigs(loaders, 2),
      loadOtherwise: (loaders) => modelConfigs(loaders, 0),
    },
    revisionsOfModel: {
      keys: models,
      load: (loaders, key) => revisionsOf(loaders, key, 2),
      loadOtherwise: (loaders, key) => revisionsOf(loaders, key, 0),
      nothing: NO_NODES,
    },
    experiments: {
      load: (loaders) => experiments(loaders, 2),
      loadOtherwise: (loaders) => experiments(loaders, 0),
    },
    experimentsOfModel: {
      keys: models,
      load: (loaders, key) => experimentsOf(loaders, key, 2),
      loadOtherwise: (loaders, key) => experimentsOf(loaders, key, 0),
      nothing: NO_NODES,
    },
  };
}

const writeMetadata = (db: Database, modelId: string) =>
  metadataIn(db).updateOne(
    { _id: modelId },
    { $set: { metadata: { modelId }, updatedAt: new Date(), updatedBy: 'tester' } },
    { upsert: true },
  );

const modelConfigs = (loaders: Loaders, first: number) =>
  countedConnection(loaders.modelConfigs.connection(readOrderedList({ first }, newestFirst, NARROW)));

const revisionsOf = (loaders: Loaders, modelId: string, first: number) =>
  countedConnection(
    loaders.revisionsOfModel.connection(modelId, readOrderedList({ first }, highestRevisionFirst, NARROW)),
  );

const experiments = (loaders: Loaders, first: number) =>
  countedConnection(loaders.experiments.connection(readOrderedList({ first }, newestFirst, NARROW)));

const experimentsOf = (loaders: Loaders, modelId: string, first: number) =>
  countedConnection(loaders.experimentsOfModel.connection(modelId, readOrderedList({ first }, newestFirst, NARROW)));
