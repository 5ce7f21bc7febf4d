import type { OfParent, ParentCount } from '@tributary/common/loaders';
import { type ExperimentFields, experimentKind, type StoredExperiment } from './collections.ts';
import type { Database } from './database.ts';
import { type Placed, type Read, toRead } from './documents.ts';
import { countByModelIds, lookUpByModelIds } from './lists/by-model.ts';
import type { Filter } from './lists/conditions.ts';
import type { DocumentList } from './lists/document-list.ts';
import { chosen, readPage, readPages, sliceStages, toPlaced } from './lists/pages.ts';
import { search } from './lists/slow-search.ts';
import { experimentsWhere } from './lists/where.ts';
import { type Parts, projectionOf } from './parts.ts';
import type { ExperimentWhere } from './schema-types.generated.ts';

/** Its wide parts may be left out. */
export type NewExperiment = ExperimentFields & {
  id: string;
  /** Fields of any other name. */
  extra?: Record<string, unknown>;
};

export type Experiment = ExperimentFields & Read;

/** The id is the run's; an experiment of its own has one that begins with x_. */
export const followsRun = ({ id }: { id: string }): boolean => !id.startsWith('x_');

export async function findExperimentsByIds(db: Database, ids: readonly string[], parts: Parts): Promise<Experiment[]> {
  const documents = await db.experiments
    .find({ _id: { $in: ids } }, projectionOf(experimentKind, parts), db.oneBatch)
    .lean<StoredExperiment[]>();
  return documents.map(toRead);
}

export type ExperimentList = DocumentList<ExperimentWhere>;
type ExperimentSelection = Pick<ExperimentList, 'where' | 'includeArchived'>;
type PlacedExperiment = Placed<StoredExperiment>;

export const pageExperiments = (db: Database, list: ExperimentList): Promise<PlacedExperiment[]> =>
  search(db, list, () => {
    const where = experimentsWhere(list.where);
    return readPage(list, async (slice, limit) => {
      const documents = await db.experiments
        .aggregate<StoredExperiment>(sliceStages(archivedIn(list), where, slice, limit, experimentKind, list))
        .option(db.oneBatch);
      return documents.map((document) => toPlaced(document, slice, list));
    });
  });

export const countExperiments = (db: Database, selection: ExperimentSelection): Promise<number> =>
  search(db, selection, async () => {
    const stages = chosen(archivedIn(selection), experimentsWhere(selection.where));
    const [row] = await db.experiments
      .aggregate<{ count: number }>([...stages, { $count: 'count' }])
      .option(db.oneBatch);
    return row?.count ?? 0;
  });

/** Each model's own page, in one command for each kind of value that it reaches in the list's order. */
export const pageExperimentsByModelIds = (
  db: Database,
  modelIds: readonly string[],
  list: ExperimentList,
): Promise<(PlacedExperiment & OfParent)[]> =>
  search(db, list, () => {
    const { collectionName } = db.experiments.collection;
    const where = experimentsWhere(list.where);
    return readPages(modelIds, list, async (slice, limit, waiting) => {
      const stages = sliceStages(unlessArchived(list), where, slice, limit, experimentKind, list);
      const rows = await db.experiments
        .aggregate<OfParent & { document: StoredExperiment }>(lookUpByModelIds(collectionName, waiting, stages))
        .option(db.oneBatch);
      return rows.map(({ parentKey, document }) => ({ ...toPlaced(document, slice, list), parentKey }));
    });
  });

export const countExperimentsByModelIds = (
  db: Database,
  modelIds: readonly string[],
  selection: ExperimentSelection,
): Promise<ParentCount[]> =>
  search(db, selection, () =>
    db.experiments
      .aggregate<ParentCount>(countByModelIds(modelIds, unlessArchived(selection), experimentsWhere(selection.where)))
      .option(db.oneBatch)
      .exec(),
  );

const unlessArchived = ({ includeArchived }: ExperimentSelection): Filter =>
  includeArchived ? {} : { archived: false };

/** Among all models: the indexes begin with it. */
const archivedIn = (selection: ExperimentSelection): Filter =>
  selection.includeArchived ? { archived: { $in: [false, true] } } : unlessArchived(selection);

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
