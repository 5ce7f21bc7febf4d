import { conflict } from '@tributary/common/mutations/outcome';
import { notFound } from './not-found.ts';
import { refuseQuarantined } from './quarantine-marks.ts';
import type { Work } from './work.ts';

/**
 * The caller holds off quarantine first.
 * @throws NotFound or Conflict when nothing new may be built on one of the dataset versions.
 */
export async function refuseUnusableVersions(work: Work, ids: readonly string[]): Promise<void> {
  const versions = await getVersions(work, ids);
  await refuseQuarantined(work, versions);
  const archived = versions.find(({ archivedAt }) => archivedAt);
  if (archived) throw conflict('STATE', `Dataset ${archived.datasetId} is archived.`);
}

/** As refuseUnusableVersions, but that versions of archived datasets may do: a model has learned from them already. */
export const refuseUntrustedVersions = async (work: Work, ids: readonly string[]): Promise<void> =>
  refuseQuarantined(work, await getVersions(work, ids));

async function getVersions({ db }: Work, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const versions = await db
    .selectFrom('datasetVersion')
    .innerJoin('dataset', 'dataset.id', 'datasetVersion.datasetId')
    .select(['datasetVersion.id', 'datasetVersion.datasetId', 'datasetVersion.marks', 'dataset.archivedAt'])
    .where('datasetVersion.id', 'in', ids)
    .execute();
  const found = new Set(versions.map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw notFound('DatasetVersion', missing);
  return versions;
}
