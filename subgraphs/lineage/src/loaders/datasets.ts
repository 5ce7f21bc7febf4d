import type { List } from '@tributary/common/lists/list';
import { connectionBy, manyBy, memoizedConnection, oneBy } from '@tributary/common/loaders';
import type { Kysely } from 'kysely';
import * as versions from '../datasets/dataset-versions.ts';
import * as datasets from '../datasets/datasets.ts';
import * as derivations from '../graph/derivations.ts';
import type { Database } from '../tables.ts';

export const createDatasetLoaders = (db: Kysely<Database>) => ({
  dataset: oneBy(
    (ids) => datasets.findDatasetsByIds(db, ids),
    (row) => row.id,
  ),
  datasets: memoizedConnection(
    (list: datasets.DatasetList) => datasets.pageDatasets(db, list),
    (selection) => datasets.countDatasets(db, selection),
  ),
  datasetVersion: oneBy(
    (ids) => versions.findDatasetVersionsByIds(db, ids),
    (row) => row.id,
  ),
  columnsOfDatasetVersion: oneBy(
    (ids) => versions.findColumnsByVersionIds(db, ids),
    (row) => row.id,
  ),
  currentVersionOfDataset: oneBy(
    (ids) => versions.findCurrentVersionsByDatasetIds(db, ids),
    (row) => row.datasetId,
  ),
  versionsOfDataset: connectionBy(
    (ids, list: List) => versions.pageVersionsByDatasetIds(db, ids, list),
    (ids) => versions.countVersionsByDatasetIds(db, ids),
  ),
  outputsOfRun: connectionBy(
    (ids, list: List) => versions.pageOutputsByRunIds(db, ids, list),
    (ids) => versions.countOutputsByRunIds(db, ids),
  ),
  quarantineOfDatasetVersion: oneBy(
    (ids) => versions.findQuarantineReasonsByVersionIds(db, ids),
    (row) => row.parentKey,
  ),
  trainedOnOfModelVersion: manyBy(
    (ids) => versions.findTrainedOnByModelVersionIds(db, ids),
    (row) => row.modelVersionId,
  ),
  sourcesOfDatasetVersion: manyBy(
    (ids) => derivations.findSourcesByVersionIds(db, ids),
    (row) => row.parentKey,
  ),
  derivationsOfDataset: connectionBy(
    (ids, list: derivations.DerivationList) => derivations.pageDerivationsByDatasetIds(db, ids, list),
    (ids, derivation) => derivations.countDerivationsByDatasetIds(db, ids, derivation),
  ),
});
