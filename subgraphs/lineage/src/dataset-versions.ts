import type { CursorValue, SortKey } from '@tributary/common/page';
import { type Kysely, type Selectable, sql } from 'kysely';
import { newestFirst, paged, parents } from './keyset.ts';
import type { List } from './list.ts';
import type { Database } from './tables.ts';

/** What every reading takes. The columns of the data, which may be many, are read where they are asked for. */
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
export type DerivedFrom = DatasetVersion & { derivedId: string };

/** A dataset's own versions: the highest number first. */
export const datasetVersionOrder: readonly SortKey[] = [
  { name: 'datasetVersion.number', kind: 'integer', direction: 'desc' },
];
export const outputOrder = newestFirst('datasetVersion');

export function findDatasetVersionsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<DatasetVersion[]> {
  return db.selectFrom('datasetVersion').select(datasetVersionFields).where('id', 'in', ids).execute();
}

export function findColumnsByVersionIds(db: Kysely<Database>, ids: readonly string[]) {
  return db.selectFrom('datasetVersion').select(['id', 'columns']).where('id', 'in', ids).execute();
}

/** Of each dataset the version that was written last and is not quarantined. */
export function findCurrentVersionsByDatasetIds(
  db: Kysely<Database>,
  datasetIds: readonly string[],
): Promise<DatasetVersion[]> {
  return db
    .selectFrom(parents(datasetIds))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('datasetVersion')
          .select(datasetVersionFields)
          .whereRef('datasetId', '=', 'parent.parentId')
          .where('marks', '=', 0)
          .orderBy('writtenAt', 'desc')
          .orderBy('number', 'desc')
          .limit(1)
          .as('version'),
      (join) => join.onTrue(),
    )
    .selectAll('version')
    .execute();
}

export function pageVersionsByDatasetIds(
  db: Kysely<Database>,
  datasetIds: readonly string[],
  { order, page }: List,
): Promise<DatasetVersionRow[]> {
  return db
    .selectFrom(parents(datasetIds))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb.selectFrom('datasetVersion').select(datasetVersionFields).whereRef('datasetId', '=', 'parent.parentId'),
          order,
          page,
        ).as('version'),
      (join) => join.onTrue(),
    )
    .selectAll('version')
    .execute();
}

export function countVersionsByDatasetIds(db: Kysely<Database>, datasetIds: readonly string[]) {
  return db
    .selectFrom('datasetVersion')
    .select((eb) => ['datasetId', eb.fn.countAll<number>().as('count')])
    .where('datasetId', 'in', datasetIds)
    .groupBy('datasetId')
    .execute();
}

export function pageOutputsByRunIds(
  db: Kysely<Database>,
  runIds: readonly string[],
  { order, page }: List,
): Promise<DatasetVersionRow[]> {
  return db
    .selectFrom(parents(runIds, 'uuid'))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb.selectFrom('datasetVersion').select(datasetVersionFields).whereRef('producedBy', '=', 'parent.parentId'),
          order,
          page,
        ).as('version'),
      (join) => join.onTrue(),
    )
    .selectAll('version')
    .execute();
}

export function countOutputsByRunIds(db: Kysely<Database>, runIds: readonly string[]) {
  return db
    .selectFrom('datasetVersion')
    .select((eb) => ['producedBy', eb.fn.countAll<number>().as('count')])
    .where('producedBy', 'in', runIds)
    .groupBy('producedBy')
    .execute();
}

/** Of each marked version the reason of the nearest mark: its own, which is at distance 0, else by distance and origin. */
export function findQuarantineReasonsByVersionIds(db: Kysely<Database>, versionIds: readonly string[]) {
  return db
    .selectFrom(parents(versionIds))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('quarantineMark')
          .select('originId')
          .whereRef('versionId', '=', 'parent.parentId')
          .orderBy('distance')
          .orderBy('originId')
          .limit(1)
          .as('nearest'),
      (join) => join.onTrue(),
    )
    .innerJoin('quarantine', 'quarantine.originId', 'nearest.originId')
    .select(['parent.parentId as versionId', 'quarantine.reason'])
    .execute();
}

/** What each version was derived from: the versions that were named and the inputs of the run that wrote it. */
export function findSourcesByVersionIds(db: Kysely<Database>, versionIds: readonly string[]): Promise<DerivedFrom[]> {
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('datasetDerivation')
        .select(['derivedId', 'sourceId'])
        .where('derivedId', 'in', versionIds)
        .union(
          eb
            .selectFrom('datasetVersion as written')
            .innerJoin('runInput', 'runInput.runId', 'written.producedBy')
            .select(['written.id as derivedId', 'runInput.datasetVersionId as sourceId'])
            .where('written.id', 'in', versionIds),
        )
        .as('derivation'),
    )
    .innerJoin('datasetVersion', 'datasetVersion.id', 'derivation.sourceId')
    .select(datasetVersionFields)
    .select('derivation.derivedId')
    .orderBy('datasetVersion.id')
    .execute();
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
    .orderBy(sql.ref('datasetVersion.id'))
    .execute();
}
