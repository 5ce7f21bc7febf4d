import type { OfParent } from '@tributary/common/loaders';
import { type ExperimentFields, experimentKind, type StoredExperiment } from './collections.ts';
import type { Database } from './database.ts';
import type { DocumentList } from './document-list.ts';
import { type Read, toRead } from './documents.ts';
import { afterCursor, newestFirst, sortOf } from './keyset.ts';
import { type Parts, projectionOf } from './parts.ts';

/** Its wide parts may be left out. */
export type NewExperiment = ExperimentFields & {
  id: string;
  /** Fields of any other name. */
  extra?: Record<string, unknown>;
};

export type Experiment = ExperimentFields & Read;

/** The id is the run's; an experiment of its own has one that begins with x_. */
export const followsRun = ({ id }: { id: string }): boolean => !id.startsWith('x_');

export const experimentOrder = newestFirst('experiment');

export async function findExperimentsByIds(db: Database, ids: readonly string[], parts: Parts): Promise<Experiment[]> {
  const documents = await db.experiments
    .find({ _id: { $in: ids } }, projectionOf(experimentKind, parts), db.oneBatch)
    .lean<StoredExperiment[]>();
  return documents.map(toRead);
}

/** Each model's own page, in one command: any one document serves as a row, the ids are unwound onto it, and each looks up its page. */
export async function pageExperimentsByModelIds(
  db: Database,
  modelIds: readonly string[],
  { order, page, includeArchived, parts }: DocumentList,
): Promise<(Experiment & OfParent)[]> {
  const rows = await db.experiments
    .aggregate<OfParent & { experiment: StoredExperiment }>([
      // No collection holds all ids: an experiment may precede its model. Where there is no document, there is no page.
      { $limit: 1 },
      { $project: { _id: 0, parentKey: { $literal: modelIds } } },
      { $unwind: '$parentKey' },
      {
        $lookup: {
          from: db.experiments.collection.collectionName,
          localField: 'parentKey',
          foreignField: 'modelId',
          pipeline: [
            { $match: { ...unlessArchived(includeArchived), ...afterCursor(order, page) } },
            { $sort: sortOf(order) },
            { $limit: page.first + 1 },
            { $project: projectionOf(experimentKind, parts) },
          ],
          as: 'experiment',
        },
      },
      { $unwind: '$experiment' },
    ])
    .option(db.oneBatch);
  return rows.map(({ parentKey, experiment }) => ({ ...toRead(experiment), parentKey }));
}

export function countExperimentsByModelIds(
  db: Database,
  modelIds: readonly string[],
  { includeArchived }: Pick<DocumentList, 'includeArchived'>,
): Promise<(OfParent & { count: number })[]> {
  return db.experiments
    .aggregate<OfParent & { count: number }>([
      { $match: { modelId: { $in: modelIds }, ...unlessArchived(includeArchived) } },
      { $group: { _id: '$modelId', count: { $sum: 1 } } },
      { $project: { _id: 0, parentKey: '$_id', count: 1 } },
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
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error) || !('writeErrors' in error)) return false;
  const errors = [error.writeErrors].flat();
  return (
    errors.length > 0 && errors.every((one) => one instanceof Object && 'code' in one && one.code === DUPLICATE_KEY)
  );
}

const toStored = ({ id, extra, ...experiment }: NewExperiment): StoredExperiment => ({
  ...extra,
  ...experiment,
  _id: id,
});
