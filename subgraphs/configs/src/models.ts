import { type Connection, type Model, Schema, type SchemaOptions } from 'mongoose';

/** What both kinds of document have beside fields of any name. */
interface StoredDocument {
  [field: string]: unknown;
  /** modelId@revision, a run's UUID, or x_ and an id of its own. */
  _id: string;
  framework?: string | null;
  hyperparameters?: Record<string, unknown> | null;
  metrics?: Record<string, unknown> | null;
  tags: string[];
  createdAt: Date;
}

/** One document a revision. */
export interface StoredModelConfig extends StoredDocument {
  modelId: string;
  revision: number;
  /** Of its model: exactly one revision has it, by a unique index. */
  newest: boolean;
  framework: string;
  architecture?: Record<string, unknown> | null;
  createdBy: string;
}

/** One document an experiment, a run's or one of its own. */
export interface StoredExperiment extends StoredDocument {
  /** Whether a run's copy is in it. */
  followsRun: boolean;
  archived: boolean;
  modelId?: string | null;
  name?: string | null;
  status?: string | null;
  notes?: string | null;
  config?: Record<string, unknown> | null;
  updatedAt: Date;
  updatedBy: string;
}

/** Fields that are not named here are kept as they are, and so are empty objects. Indexes are made by createIndexes. */
const anyShape = {
  strict: false,
  minimize: false,
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
} satisfies SchemaOptions;

const modelConfigSchema = new Schema<StoredModelConfig>(
  {
    _id: String,
    modelId: String,
    revision: Number,
    newest: Boolean,
    framework: String,
    architecture: Schema.Types.Mixed,
    hyperparameters: Schema.Types.Mixed,
    metrics: Schema.Types.Mixed,
    tags: [String],
    createdAt: Date,
    createdBy: String,
  },
  { ...anyShape, collection: 'model_configs' },
);
modelConfigSchema.index({ modelId: 1 }, { unique: true, partialFilterExpression: { newest: true }, name: 'newest' });
modelConfigSchema.index({ modelId: 1, revision: -1 }, { unique: true });
modelConfigSchema.index({ newest: 1, createdAt: -1, _id: -1 });

const experimentSchema = new Schema<StoredExperiment>(
  {
    _id: String,
    followsRun: Boolean,
    archived: Boolean,
    modelId: String,
    name: String,
    framework: String,
    status: String,
    hyperparameters: Schema.Types.Mixed,
    metrics: Schema.Types.Mixed,
    tags: [String],
    notes: String,
    config: Schema.Types.Mixed,
    createdAt: Date,
    updatedAt: Date,
    updatedBy: String,
  },
  { ...anyShape, collection: 'experiments' },
);
experimentSchema.index({ modelId: 1, archived: 1, createdAt: -1, _id: -1 });
experimentSchema.index({ modelId: 1, createdAt: -1, _id: -1 });

export interface Models {
  modelConfigs: Model<StoredModelConfig>;
  experiments: Model<StoredExperiment>;
}

/** On the given connection alone: mongoose's own models are global to a process, which may hold several databases. */
export const createModels = (connection: Connection): Models => ({
  modelConfigs: connection.model<StoredModelConfig>('ModelConfig', modelConfigSchema),
  experiments: connection.model<StoredExperiment>('Experiment', experimentSchema),
});

/** Makes the collections' indexes where they are missing; over many documents that takes longer than a query may. */
export async function createIndexes({ modelConfigs, experiments }: Models): Promise<void> {
  await modelConfigs.createIndexes();
  await experiments.createIndexes();
}
