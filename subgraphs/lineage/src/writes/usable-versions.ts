import { conflict } from '@tributary/common/mutations/outcome';
import { notFound } from './not-found.ts';
import { quarantineConflict } from './quarantine-marks.ts';
import type { Work } from './work.ts';

/**
 * The caller takes the lock of quarantine first.
 * @throws NotFound or Conflict when nothing new may be built on one of the dataset versions.
 */
export async function refuseUnusableVersions(work: Work, ids: readonly string[]): Promise<void> {
  const versions = await getTrustedVersions(work, ids);
  const archived = versions.find(({ archivedAt }) => archivedAt);
  if (archived) throw conflict('STATE', `Dataset ${archived.datasetId} is archived.`);
}

/** As refuseUnusableVersions, but takes versions of archived datasets: a model has learned from them already. */
export async function refuseUntrustedVersions(work: Work, ids: readonly string[]): Promise<void> {
  await getTrustedVersions(work, ids);
}

async function getTrustedVersions(
  work: Work,
  ids: readonly string[],
): Promise<{ datasetId: string; archivedAt: Date | null }[]> {
  if (ids.length === 0) return [];
  const versions = await work.db
    .selectFrom('datasetVersion')
    .innerJoin('dataset', 'dataset.id', 'datasetVersion.datasetId')
    .select(['datasetVersion.id', 'datasetVersion.datasetId', 'datasetVersion.marks', 'dataset.archivedAt'])
    .where('datasetVersion.id', 'in', ids)
    .execute();
  const found = new Set(versions.map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw notFound('DatasetVersion', missing);
  const marked = versions.find(({ marks }) => marks > 0);
  if (marked) throw await quarantineConflict(work, marked.id);
  return versions;
}
