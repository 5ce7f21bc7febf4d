import type { CursorValue } from '@tributary/common/page';
import type { Database } from './database.ts';
import { withoutFields } from './documents.ts';
import { afterCursor, cursorOf, newestFirst, sortOf } from './keyset.ts';
import type { List } from './list.ts';
import type { StoredExperiment } from './models.ts';

export interface NewExperiment {
  /** The run's UUID, or x_ and an id of its own. */
  id: string;
  followsRun: boolean;
  archived?: boolean;
  modelId?: string | null;
  name?: string | null;
  framework?: string | null;
  status?: string | null;
  hyperparameters?: Record<string, unknown> | null;
  metrics?: Record<string, unknown> | null;
  tags: string[];
  notes?: string | null;
  config?: Record<string, unknown> | null;
  /** Fields of any other name. */
  extra?: Record<string, unknown>;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
}

export interface Experiment {
  id: string;
  followsRun: boolean;
  archived: boolean;
  modelId: string | null;
  name: string | null;
  framework: string | null;
  status: string | null;
  hyperparameters: Record<string, unknown> | null;
  metrics: Record<string, unknown> | null;
  tags: string[];
  notes: string | null;
  config: Record<string, unknown> | null;
  extra: Record<string, unknown>;
  /** The whole, without what only the store needs. */
  document: Record<string, unknown>;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
  cursor: CursorValue[];
}

export const experimentOrder = newestFirst('experiment');

export async function findExperimentsByIds(db: Database, ids: readonly string[]): Promise<Experiment[]> {
  const documents = await db.experiments.find({ _id: { $in: [...ids] } }, null, db.oneBatch).lean<StoredExperiment[]>();
  return documents.map(toExperiment);
}

/** Each model's own page, in one command: the models' ids are laid over any one document and joined to their pages. */
export async function pageExperimentsByModelIds(
  db: Database,
  modelIds: readonly string[],
  { order, page, includeArchived }: List,
): Promise<Experiment[]> {
  const documents = await db.experiments
    .aggregate<StoredExperiment>([
      // No collection holds all ids: an experiment may precede its model. Where there is no document, there is no page.
      { $limit: 1 },
      { $project: { _id: 0, modelId: { $literal: modelIds } } },
      { $unwind: '$modelId' },
      {
        $lookup: {
          from: db.experiments.collection.collectionName,
          localField: 'modelId',
          foreignField: 'modelId',
          pipeline: [
            { $match: { ...unlessArchived(includeArchived), ...afterCursor(order, page) } },
            { $sort: sortOf(order) },
            { $limit: page.first + 1 },
          ],
          as: 'experiment',
        },
      },
      { $unwind: '$experiment' },
      { $replaceRoot: { newRoot: '$experiment' } },
    ])
    .option(db.oneBatch);
  return documents.map(toExperiment);
}

export function countExperimentsByModelIds(db: Database, modelIds: readonly string[], { includeArchived }: List) {
  return db.experiments
    .aggregate<{ modelId: string; count: number }>([
      { $match: { modelId: { $in: modelIds }, ...unlessArchived(includeArchived) } },
      { $group: { _id: '$modelId', count: { $sum: 1 } } },
      { $project: { _id: 0, modelId: '$_id', count: 1 } },
    ])
    .option(db.oneBatch)
    .exec();
}

const unlessArchived = (includeArchived: boolean) => (includeArchived ? {} : { archived: false });

/** Writes experiments; those that are there already stay as they are. */
export async function insertExperiments(db: Database, experiments: readonly NewExperiment[]): Promise<void> {
  if (experiments.length === 0) return;
  try {
    // Documents of any shape are written as they are: lean leaves out mongoose's casts.
    await db.experiments.insertMany(experiments.map(toStored), { ...db.limits, ordered: false, lean: true });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

const DUPLICATE_KEY = 11_000;

/** Whether nothing else went wrong than that ids were there. */
function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error) || !('writeErrors' in error)) return false;
  const errors = [error.writeErrors].flat();
  return (
    errors.length > 0 && errors.every((one) => one instanceof Object && 'code' in one && one.code === DUPLICATE_KEY)
  );
}

function toStored({ id, extra, archived = false, ...experiment }: NewExperiment): StoredExperiment {
  return { ...extra, ...experiment, archived, _id: id };
}

/** What only the store needs, and so no client sees. */
const STORE_FIELDS = new Set(['_id', 'followsRun']);
const OWN_FIELDS = new Set([
  ...['_id', 'followsRun', 'archived', 'modelId', 'name', 'framework', 'status', 'hyperparameters', 'metrics', 'tags'],
  ...['notes', 'config', 'createdAt', 'updatedAt', 'updatedBy'],
]);

const toExperiment = (stored: StoredExperiment): Experiment => ({
  id: stored._id,
  followsRun: stored.followsRun,
  archived: stored.archived,
  modelId: stored.modelId ?? null,
  name: stored.name ?? null,
  framework: stored.framework ?? null,
  status: stored.status ?? null,
  hyperparameters: stored.hyperparameters ?? null,
  metrics: stored.metrics ?? null,
  tags: stored.tags,
  notes: stored.notes ?? null,
  config: stored.config ?? null,
  extra: withoutFields(stored, OWN_FIELDS),
  document: { id: stored._id, ...withoutFields(stored, STORE_FIELDS) },
  createdAt: stored.createdAt,
  updatedAt: stored.updatedAt,
  updatedBy: stored.updatedBy,
  cursor: cursorOf(stored),
});
