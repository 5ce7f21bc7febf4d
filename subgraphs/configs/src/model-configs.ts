import type { OfParent, ParentCount } from '@tributary/common/loaders';
import type { QueryFilter } from 'mongoose';
import { type ModelConfigFields, modelConfigKind, NEWEST, type StoredModelConfig } from './collections.ts';
import type { Database } from './database.ts';
import { BOOKKEEPING } from './document-kind.ts';
import { type Placed, type Read, type Stored, toRead } from './documents.ts';
import { countByModelIds, lookUpByModelIds } from './lists/by-model.ts';
import { everything } from './lists/conditions.ts';
import type { DocumentList } from './lists/document-list.ts';
import { chosen, readPage, readPages, sliceStages, toPlaced } from './lists/pages.ts';
import { search } from './lists/slow-search.ts';
import { modelConfigsWhere } from './lists/where.ts';
import { type Parts, projectionOf } from './parts.ts';
import type { ModelConfigWhere } from './schema-types.generated.ts';

/** One revision: the caller counts them, one more than the model's newest. Its wide parts may be left out. */
export type NewModelConfig = ModelConfigFields & {
  /** Fields of any other name. */
  extra?: Record<string, unknown>;
};

export type ModelConfig = ModelConfigFields & Read;

export const findModelConfigsByIds = (db: Database, ids: readonly string[], parts: Parts): Promise<ModelConfig[]> =>
  findModelConfigs(db, { _id: { $in: ids } }, parts);

export const findNewestConfigsByModelIds = (
  db: Database,
  modelIds: readonly string[],
  parts: Parts,
): Promise<ModelConfig[]> => findModelConfigs(db, { modelId: { $in: modelIds }, [NEWEST]: true }, parts);

async function findModelConfigs(
  db: Database,
  filter: QueryFilter<StoredModelConfig>,
  parts: Parts,
): Promise<ModelConfig[]> {
  const documents = await db.modelConfigs
    .find(filter, projectionOf(modelConfigKind, parts), db.oneBatch)
    .lean<(ModelConfigFields & Stored)[]>();
  return documents.map(toRead);
}

export type ModelConfigList = DocumentList<ModelConfigWhere>;
type PlacedConfig = Placed<ModelConfigFields & Stored>;

/** The newest revision of each model. */
export const pageModelConfigs = (db: Database, list: ModelConfigList): Promise<PlacedConfig[]> =>
  search(db, list, () => {
    const where = modelConfigsWhere(list.where);
    return readPage(list, async (slice, limit) => {
      const documents = await db.modelConfigs
        .aggregate<ModelConfigFields & Stored>(sliceStages(NEWEST_ONES, where, slice, limit, modelConfigKind, list))
        .option(db.oneBatch);
      return documents.map((document) => toPlaced(document, slice, list));
    });
  });

const NEWEST_ONES = { [NEWEST]: true };

export const countModelConfigs = (
  db: Database,
  { where }: Pick<ModelConfigList, 'where'> = { where: null },
): Promise<number> =>
  search(db, { where }, async () => {
    const stages = chosen(NEWEST_ONES, modelConfigsWhere(where));
    const [row] = await db.modelConfigs
      .aggregate<{ count: number }>([...stages, { $count: 'count' }])
      .option(db.oneBatch);
    return row?.count ?? 0;
  });

/** Each model's own page of revisions, in one command. */
export const pageRevisionsByModelIds = (
  db: Database,
  modelIds: readonly string[],
  list: ModelConfigList,
): Promise<(PlacedConfig & OfParent)[]> =>
  readPages(modelIds, list, async (slice, limit, waiting) => {
    const { collectionName } = db.modelConfigs.collection;
    const stages = sliceStages({}, everything, slice, limit, modelConfigKind, list);
    const rows = await db.modelConfigs
      .aggregate<OfParent & { document: ModelConfigFields & Stored }>(lookUpByModelIds(collectionName, waiting, stages))
      .option(db.oneBatch);
    return rows.map(({ parentKey, document }) => ({ ...toPlaced(document, slice, list), parentKey }));
  });

export const countRevisionsByModelIds = (db: Database, modelIds: readonly string[]): Promise<ParentCount[]> =>
  db.modelConfigs
    .aggregate<ParentCount>(countByModelIds(modelIds, {}, everything))
    .option(db.oneBatch)
    .exec();

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
  const ids = last.map(({ _id, revision }) => toConfigId(_id, revision));
  const older = { modelId: { $in: modelIds }, [NEWEST]: true, _id: { $nin: ids } };
  await db.modelConfigs.updateMany(older, { $set: { [NEWEST]: false } }, options);
  await db.modelConfigs.updateMany({ _id: { $in: ids }, [NEWEST]: false }, { $set: { [NEWEST]: true } }, options);
}

/** The id of a model's revision. */
export const toConfigId = (modelId: string, revision: number): string => `${modelId}@${revision}`;

const toStored = ({ extra, ...config }: NewModelConfig): StoredModelConfig => ({
  ...extra,
  ...config,
  _id: toConfigId(config.modelId, config.revision),
  [BOOKKEEPING]: { newest: false },
});
