import type { List } from '@tributary/common/lists/list';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import type { Kysely, Selectable } from 'kysely';
import { countPerParent } from '../lists/counts.ts';
import { newestFirst, takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { Database } from '../tables.ts';

/** What every query reads. The columns of the data may be many, so they are read where they are selected. */
export const datasetVersionFields = [
  'datasetVersion.id',
  'datasetVersion.datasetId',
  'datasetVersion.number',
  'datasetVersion.digest',
  'datasetVersion.rowCount',
  'datasetVersion.sizeBytes',
  'datasetVersion.producedBy',
  'datasetVersion.writtenAt',
  'datasetVersion.createdAt',
  'datasetVersion.marks',
] as const;

export type DatasetVersion = Omit<Selectable<Database['datasetVersion']>, 'columns'>;
export type DatasetVersionRow = DatasetVersion & { cursor: CursorValue[] };

/** A dataset's own versions: the highest number first. */
export const datasetVersionOrder: readonly SortKey[] = [
  { name: 'datasetVersion.number', kind: 'integer', direction: 'desc' },
];
/** Versions of several datasets. */
export const allDatasetVersionsOrder = newestFirst('datasetVersion');

export function findDatasetVersionsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<DatasetVersion[]> {
  return db.selectFrom('datasetVersion').select(datasetVersionFields).where('id', 'in', ids).execute();
}

export function findColumnsByVersionIds(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<Pick<Selectable<Database['datasetVersion']>, 'id' | 'columns'>[]> {
  return db.selectFrom('datasetVersion').select(['id', 'columns']).where('id', 'in', ids).execute();
}

/** Of each dataset the version that was written last and is not quarantined. */
export function findCurrentVersionsByDatasetIds(
  db: Kysely<Database>,
  datasetIds: readonly string[],
): Promise<DatasetVersion[]> {
  const current = db
    .selectFrom('datasetVersion')
    .select(datasetVersionFields)
    .where('datasetId', '=', parentKey)
    .where('marks', '=', 0)
    .orderBy('writtenAt', 'desc')
    .orderBy('number', 'desc')
    .limit(1);
  return perParent(db, datasetIds, current);
}

export function pageVersionsByDatasetIds(
  db: Kysely<Database>,
  datasetIds: readonly string[],
  list: List,
): Promise<(DatasetVersionRow & OfParent)[]> {
  const ofDataset = db.selectFrom('datasetVersion').select(datasetVersionFields).where('datasetId', '=', parentKey);
  return perParent(db, datasetIds, takePage(ofDataset, list));
}

export const countVersionsByDatasetIds = (
  db: Kysely<Database>,
  datasetIds: readonly string[],
): Promise<ParentCount[]> => countPerParent(db.selectFrom('datasetVersion'), 'datasetId', datasetIds);

export function pageOutputsByRunIds(
  db: Kysely<Database>,
  runIds: readonly string[],
  list: List,
): Promise<(DatasetVersionRow & OfParent)[]> {
  const ofRun = db.selectFrom('datasetVersion').select(datasetVersionFields).where('producedBy', '=', parentKey);
  return perParent(db, runIds, takePage(ofRun, list), 'uuid');
}

export const countOutputsByRunIds = (db: Kysely<Database>, runIds: readonly string[]): Promise<ParentCount[]> =>
  countPerParent(db.selectFrom('datasetVersion'), 'producedBy', runIds);

/** Of each version in quarantine the reason of the nearest mark: its own is at distance 0; others by distance and origin. */
export function findQuarantineReasonsByVersionIds(
  db: Kysely<Database>,
  versionIds: readonly string[],
): Promise<({ reason: string } & OfParent)[]> {
  const nearest = db
    .selectFrom('quarantineMark')
    .select('originId')
    .where('versionId', '=', parentKey)
    .orderBy('distance')
    .orderBy('originId')
    .limit(1);
  const reason = db
    .selectFrom(nearest.as('nearest'))
    .innerJoin('quarantine', 'quarantine.originId', 'nearest.originId')
    .select('quarantine.reason');
  return perParent(db, versionIds, reason);
}

/** What each model version learned from: what was named at its registration, else its run's TRAINING and VALIDATION inputs. */
export function findTrainedOnByModelVersionIds(
  db: Kysely<Database>,
  versionIds: readonly string[],
): Promise<(DatasetVersion & { modelVersionId: string })[]> {
  return db
    .selectFrom('modelVersionDataset')
    .innerJoin('datasetVersion', 'datasetVersion.id', 'modelVersionDataset.datasetVersionId')
    .select(datasetVersionFields)
    .select('modelVersionDataset.modelVersionId')
    .where('modelVersionDataset.modelVersionId', 'in', versionIds)
    .orderBy('datasetVersion.datasetId')
    .orderBy('datasetVersion.number')
    .execute();
}
