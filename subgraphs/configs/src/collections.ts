import mongoose, { type Connection, type Model, Schema, type SchemaOptions } from 'mongoose';
import { z } from 'zod';
import { BOOKKEEPING, defineDocument, type FieldsOf } from './document-kind.ts';
import { createArtifactIndexes } from './gridfs.ts';

const object = z.record(z.string(), z.unknown()).nullish();
const text = z.string().nullish();

/** One document a revision; its id is modelId@revision. */
export const modelConfigKind = defineDocument({
  narrow: {
    modelId: z.string(),
    revision: z.int(),
    framework: z.string(),
    tags: z.array(z.string()),
    createdAt: z.date(),
    createdBy: z.string(),
  },
  wide: { architecture: object, hyperparameters: object, metrics: object },
});

/** One document an experiment: its id is the run's that it follows, or begins with x_ where it follows none. */
export const experimentKind = defineDocument({
  narrow: {
    archived: z.boolean(),
    modelId: text,
    name: text,
    framework: text,
    status: text,
    tags: z.array(z.string()),
    notes: text,
    createdAt: z.date(),
    updatedAt: z.date(),
    updatedBy: z.string(),
  },
  wide: { hyperparameters: object, metrics: object, config: object },
});

export type ModelConfigFields = FieldsOf<typeof modelConfigKind>;
export type ExperimentFields = FieldsOf<typeof experimentKind>;

export type StoredModelConfig = ModelConfigFields & {
  _id: string;
  /** Exactly one revision of a model is the newest, by a unique index. */
  [BOOKKEEPING]: { newest: boolean };
};
export type StoredExperiment = ExperimentFields & { _id: string };

/**
 * Documents are written and read as they are, fields of any name and empty objects too, so mongoose is told of no
 * field but the id. Indexes are made by createIndexes.
 */
const anyShape = {
  strict: false,
  minimize: false,
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
} satisfies SchemaOptions;

/** The path of the newest revision's mark. */
export const NEWEST = `${BOOKKEEPING}.newest`;

const modelConfigSchema = new Schema<StoredModelConfig>({ _id: String }, { ...anyShape, collection: 'model_configs' });
modelConfigSchema.index({ modelId: 1 }, { unique: true, partialFilterExpression: { [NEWEST]: true }, name: 'newest' });
modelConfigSchema.index({ modelId: 1, revision: -1 }, { unique: true });
modelConfigSchema.index({ [NEWEST]: 1, createdAt: -1, _id: -1 });

const experimentSchema = new Schema<StoredExperiment>({ _id: String }, { ...anyShape, collection: 'experiments' });
experimentSchema.index({ modelId: 1, archived: 1, createdAt: -1, _id: -1 });
experimentSchema.index({ modelId: 1, createdAt: -1, _id: -1 });
experimentSchema.index({ archived: 1, createdAt: -1, _id: -1 });

export interface Collections {
  modelConfigs: Model<StoredModelConfig>;
  experiments: Model<StoredExperiment>;
}

/** On the given connection alone: mongoose's own models are global to a process, which may hold several databases. */
export const openCollections = (connection: Connection): Collections => ({
  modelConfigs: connection.model<StoredModelConfig>('ModelConfig', modelConfigSchema),
  experiments: connection.model<StoredExperiment>('Experiment', experimentSchema),
});

/** Makes the collections' indexes where they are missing; over many documents that takes longer than a query may. */
export async function createIndexes({
  modelConfigs,
  experiments,
  connection,
}: Collections & { readonly connection: Connection }): Promise<void> {
  await modelConfigs.createIndexes();
  await experiments.createIndexes();
  await createArtifactIndexes({ connection });
  await createOutbox(connection);
}

/** Where the events of the audit wait until they are carried away. */
export const OUTBOX = 'audit_outbox';

const NAMESPACE_EXISTS = 48;

/** A transaction that reads a snapshot makes no collection. */
async function createOutbox(connection: Connection): Promise<void> {
  await connection.createCollection(OUTBOX).catch((error: unknown) => {
    const isThere = error instanceof mongoose.mongo.MongoServerError && error.code === NAMESPACE_EXISTS;
    if (!isThere) throw error;
  });
}
