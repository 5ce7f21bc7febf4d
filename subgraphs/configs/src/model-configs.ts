import type { CursorValue } from '@tributary/common/page';
import type { Database } from './database.ts';
import { withoutFields } from './documents.ts';
import { afterCursor, cursorOf, newestFirst, sortOf } from './keyset.ts';
import type { List } from './list.ts';
import type { StoredModelConfig } from './models.ts';

export interface NewModelConfig {
  modelId: string;
  /** The caller's: one more than the model's newest. */
  revision: number;
  framework: string;
  architecture?: Record<string, unknown> | null;
  hyperparameters?: Record<string, unknown> | null;
  metrics?: Record<string, unknown> | null;
  tags: string[];
  /** Fields of any other name. */
  extra?: Record<string, unknown>;
  createdAt: Date;
  createdBy: string;
}

export interface ModelConfig {
  id: string;
  modelId: string;
  revision: number;
  framework: string;
  architecture: Record<string, unknown> | null;
  hyperparameters: Record<string, unknown> | null;
  metrics: Record<string, unknown> | null;
  tags: string[];
  extra: Record<string, unknown>;
  /** The whole, without what only the store needs. */
  document: Record<string, unknown>;
  createdAt: Date;
  createdBy: string;
  cursor: CursorValue[];
}

export const modelConfigOrder = newestFirst('modelConfig');

export async function findModelConfigsByIds(db: Database, ids: readonly string[]): Promise<ModelConfig[]> {
  const documents = await db.modelConfigs
    .find({ _id: { $in: [...ids] } }, null, db.oneBatch)
    .lean<StoredModelConfig[]>();
  return documents.map(toModelConfig);
}

export async function findNewestConfigsByModelIds(db: Database, modelIds: readonly string[]): Promise<ModelConfig[]> {
  const documents = await db.modelConfigs
    .find({ modelId: { $in: [...modelIds] }, newest: true }, null, db.oneBatch)
    .lean<StoredModelConfig[]>();
  return documents.map(toModelConfig);
}

/** The newest revision of each model. */
export async function pageModelConfigs(db: Database, { order, page }: List): Promise<ModelConfig[]> {
  const documents = await db.modelConfigs
    .find({ newest: true, ...afterCursor(order, page) }, null, db.oneBatch)
    .sort(sortOf(order))
    .limit(page.first + 1)
    .lean<StoredModelConfig[]>();
  return documents.map(toModelConfig);
}

export function countModelConfigs(db: Database): Promise<number> {
  return db.modelConfigs.countDocuments({ newest: true }, db.limits).exec();
}

/**
 * Writes revisions and marks each model's newest, in one transaction, so that no reader finds a model with none or
 * two. Revisions that are there already stay as they are.
 * @throws a duplicate key where another process marks a first revision of the same model at the same time.
 */
export async function insertModelConfigs(db: Database, configs: readonly NewModelConfig[]): Promise<void> {
  if (configs.length === 0) return;
  const documents = new Map(configs.map(toStored).map((document) => [document._id, document]));
  const modelIds = [...new Set(configs.map((config) => config.modelId))];
  await db.connection.transaction(
    async (session) => {
      const options = { ...db.limits, session };
      const there = await db.modelConfigs.distinct('_id', { _id: { $in: [...documents.keys()] } }, options);
      for (const id of there) documents.delete(String(id));
      if (documents.size === 0) return;
      // Documents of any shape are written as they are: lean leaves out mongoose's casts.
      await db.modelConfigs.insertMany([...documents.values()], { ...options, lean: true });
      await markNewest(db, modelIds, options);
    },
    { maxTimeMS: db.limits.maxTimeMS },
  );
}

async function markNewest(
  db: Database,
  modelIds: string[],
  options: { maxTimeMS: number; session: Awaited<ReturnType<Database['connection']['startSession']>> },
): Promise<void> {
  const last = await db.modelConfigs
    .aggregate<{ _id: string; revision: number }>([
      { $match: { modelId: { $in: modelIds } } },
      { $group: { _id: '$modelId', revision: { $max: '$revision' } } },
    ])
    .option({ ...options, batchSize: db.oneBatch.batchSize });
  const ids = last.map(({ _id, revision }) => idOf(_id, revision));
  const older = { modelId: { $in: modelIds }, newest: true, _id: { $nin: ids } };
  await db.modelConfigs.updateMany(older, { $set: { newest: false } }, options);
  await db.modelConfigs.updateMany({ _id: { $in: ids }, newest: false }, { $set: { newest: true } }, options);
}

const idOf = (modelId: string, revision: number) => `${modelId}@${revision}`;

function toStored({ extra, ...config }: NewModelConfig): StoredModelConfig {
  return { ...extra, ...config, _id: idOf(config.modelId, config.revision), newest: false };
}

/** What only the store needs, and so no client sees. */
const STORE_FIELDS = new Set(['_id', 'newest']);
const OWN_FIELDS = new Set([
  ...['_id', 'newest', 'modelId', 'revision', 'framework', 'architecture', 'hyperparameters', 'metrics', 'tags'],
  ...['createdAt', 'createdBy'],
]);

const toModelConfig = (stored: StoredModelConfig): ModelConfig => ({
  id: stored._id,
  modelId: stored.modelId,
  revision: stored.revision,
  framework: stored.framework,
  architecture: stored.architecture ?? null,
  hyperparameters: stored.hyperparameters ?? null,
  metrics: stored.metrics ?? null,
  tags: stored.tags,
  extra: withoutFields(stored, OWN_FIELDS),
  document: { id: stored._id, ...withoutFields(stored, STORE_FIELDS) },
  createdAt: stored.createdAt,
  createdBy: stored.createdBy,
  cursor: cursorOf(stored),
});
