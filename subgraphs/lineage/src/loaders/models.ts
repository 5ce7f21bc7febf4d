import type { List } from '@tributary/common/lists/list';
import { connectionBy, manyBy, memoizedConnection, oneBy } from '@tributary/common/loaders';
import type { Kysely } from 'kysely';
import { countAliasChangesByModelIds, pageAliasChangesByModelIds } from '../models/alias-changes.ts';
import * as versions from '../models/model-versions.ts';
import * as models from '../models/models.ts';
import type { Database } from '../tables.ts';

export const createModelLoaders = (db: Kysely<Database>) => ({
  model: oneBy(
    (ids) => models.findModelsByIds(db, ids),
    (row) => row.id,
  ),
  models: memoizedConnection(
    (list: models.ModelList) => models.pageModels(db, list),
    (selection) => models.countModels(db, selection),
  ),
  aliasesOfModel: manyBy(
    (ids) => models.findAliasesByModelIds(db, ids),
    (row) => row.modelId,
  ),
  aliasesOfModelVersion: manyBy(
    (ids) => models.findAliasesByVersionIds(db, ids),
    (row) => row.versionId,
  ),
  aliasChangesOfModel: connectionBy(
    (ids, list: List) => pageAliasChangesByModelIds(db, ids, list),
    (ids) => countAliasChangesByModelIds(db, ids),
  ),
  modelVersion: oneBy(
    (ids) => versions.findModelVersionsByIds(db, ids),
    (row) => row.id,
  ),
  modelVersions: memoizedConnection(
    (list: versions.ModelVersionList) => versions.pageModelVersions(db, list),
    (selection) => versions.countModelVersions(db, selection),
  ),
  signatureOfModelVersion: oneBy(
    (ids) => versions.findSignaturesByVersionIds(db, ids),
    (row) => row.id,
  ),
  latestVersionOfModel: oneBy(
    (ids) => versions.findLatestVersionsByModelIds(db, ids),
    (row) => row.modelId,
  ),
  versionsOfModel: connectionBy(
    (ids, list: List) => versions.pageVersionsByModelIds(db, ids, list),
    (ids) => versions.countVersionsByModelIds(db, ids),
  ),
  versionsOfRun: manyBy(
    (ids) => versions.findModelVersionsByRunIds(db, ids),
    (row) => row.runId,
  ),
});
