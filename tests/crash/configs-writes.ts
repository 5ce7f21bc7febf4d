import type { Database } from '@tributary/configs/database';
import { type Kind, numberOf } from './ledger.ts';
import { MODEL, mutation } from './lineage-writes.ts';

export interface InConfigs {
  readonly configs: Database;
}

const documents = ({ configs }: InConfigs, name: string) =>
  configs.connection.collection<{ _id: string; createdBy?: string; metadata?: object }>(name);

/** A writer that was killed leaves its transaction open: until MongoDB ends that, others are told to try again. */
const IN_THE_WAY = ['Conflict'];

/** Writes whose home is MongoDB. Their audit waits there until it is carried to PostgreSQL. */
export const configsWrites = {
  patchModelConfig: {
    home: 'mongodb',
    query: mutation('patchModelConfig', 'ModelConfigSuccess', 'config { revision }'),
    variables: (nth) => ({ input: { modelId: MODEL, patch: { hyperparameters: { [`p${nth % 50}`]: nth } } } }),
    repeats: false,
    refusals: IN_THE_WAY,
    action: 'patchModelConfig',
    find: async (stores) => {
      const revisions = await documents(stores, 'model_configs')
        .find({ createdBy: /^patchModelConfig:/ }, { projection: { createdBy: 1 } })
        .toArray();
      return revisions.map(({ createdBy = '' }) => numberOf('patchModelConfig', createdBy));
    },
  },
  insertExperiment: {
    home: 'mongodb',
    query: mutation('insertExperiment', 'ExperimentSuccess', 'experiment { id }').replace(
      'InsertExperimentInput',
      'ExperimentInput',
    ),
    variables: (nth) => ({ input: { id: `x_${nth}`, modelId: MODEL, hyperparameters: { nth } } }),
    repeats: false,
    action: 'insertExperiment',
    find: async (stores) => {
      const experiments = await documents(stores, 'experiments')
        .find({ _id: /^x_/ }, { projection: { _id: 1 } })
        .toArray();
      return experiments.map(({ _id }) => Number(_id.slice(2)));
    },
  },
  patchModelMetadata: {
    home: 'mongodb',
    query: `mutation ($patch: JSONObject!) {
      write: patchModelMetadata(modelId: "${MODEL}", patch: $patch) { __typename ... on UserError { message } }
    }`,
    variables: (nth) => ({ patch: { [`m${nth}`]: nth } }),
    repeats: true,
    refusals: IN_THE_WAY,
    action: 'patchModelMetadata',
    find: async (stores) => {
      const found = await documents(stores, 'model_metadata').findOne({ _id: MODEL });
      return Object.keys(found?.metadata ?? {}).map((name) => Number(name.slice(1)));
    },
  },
} satisfies Record<string, Kind<InConfigs>>;

/** What is wrong with the revisions of the model's configuration: they have no gap, and the last is the newest. */
export async function findBrokenRevisions({ configs }: InConfigs): Promise<unknown[]> {
  const revisions = await configs.modelConfigs.find({ modelId: MODEL }).sort({ revision: 1 }).lean();
  return revisions.flatMap(({ revision, _tributary: { newest } }, index) => {
    const isRight = revision === index + 1 && newest === (index === revisions.length - 1);
    return isRight ? [] : [{ revision, newest, place: index + 1, of: revisions.length }];
  });
}
