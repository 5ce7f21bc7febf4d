import type { List, Selection } from '@tributary/common/lists/list';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import { expressionBuilder, type Kysely, type Selectable } from 'kysely';
import { countPerParent, countRows } from '../lists/counts.ts';
import { createFilter, dateTimeFilter, relatedTextEquals, textEquals, textIn } from '../lists/filters.ts';
import { newestFirst, takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { ModelVersionWhere } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

/** What every query reads. The signature may be long, so it is read where it is selected. */
export const modelVersionFields = [
  'modelVersion.id',
  'modelVersion.modelId',
  'modelVersion.number',
  'modelVersion.runId',
  'modelVersion.configRevision',
  'modelVersion.artifactName',
  'modelVersion.artifactUri',
  'modelVersion.artifactFormat',
  'modelVersion.artifactSha256',
  'modelVersion.artifactSizeBytes',
  'modelVersion.approval',
  'modelVersion.approvalBy',
  'modelVersion.approvalAt',
  'modelVersion.approvalComment',
  'modelVersion.createdAt',
  'modelVersion.createdBy',
] as const;

export type ModelVersion = Omit<Selectable<Database['modelVersion']>, 'signature'>;
export type ModelVersionRow = ModelVersion & { cursor: CursorValue[] };

/** A model's own versions: the highest number first. */
export const modelVersionOrder: readonly SortKey[] = [
  { name: 'modelVersion.number', kind: 'integer', direction: 'desc' },
];
/** Versions of several models. */
export const allModelVersionsOrder = newestFirst('modelVersion');

const eb = expressionBuilder<Database, 'modelVersion'>();

const toCondition = createFilter<ModelVersionWhere>({
  id: textIn('modelVersion.id'),
  modelId: textEquals('modelVersion.modelId'),
  approval: textIn('modelVersion.approval'),
  alias: relatedTextEquals(
    (condition) =>
      eb.exists(
        eb
          .selectFrom('modelAlias')
          .select('modelAlias.name')
          .whereRef('modelAlias.versionId', '=', 'modelVersion.id')
          .where(condition),
      ),
    'modelAlias.name',
  ),
  trainedOnId: relatedTextEquals(
    (condition) =>
      eb.exists(
        eb
          .selectFrom('modelVersionDataset')
          .select('modelVersionDataset.modelVersionId')
          .whereRef('modelVersionDataset.modelVersionId', '=', 'modelVersion.id')
          .where(condition),
      ),
    'modelVersionDataset.datasetVersionId',
  ),
  createdAt: dateTimeFilter('modelVersion.createdAt'),
});

export type ModelVersionList = List<ModelVersionWhere>;

export function findModelVersionsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<ModelVersion[]> {
  return db.selectFrom('modelVersion').select(modelVersionFields).where('id', 'in', ids).execute();
}

export function findModelVersionsByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<ModelVersion[]> {
  return db
    .selectFrom('modelVersion')
    .select(modelVersionFields)
    .where('runId', 'in', runIds)
    .orderBy('modelId')
    .orderBy('number')
    .execute();
}

export function findSignaturesByVersionIds(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<Pick<Selectable<Database['modelVersion']>, 'id' | 'signature'>[]> {
  return db.selectFrom('modelVersion').select(['id', 'signature']).where('id', 'in', ids).execute();
}

/** Of each model the version with the highest number. */
export function findLatestVersionsByModelIds(
  db: Kysely<Database>,
  modelIds: readonly string[],
): Promise<ModelVersion[]> {
  const latest = db
    .selectFrom('modelVersion')
    .select(modelVersionFields)
    .where('modelId', '=', parentKey)
    .orderBy('number', 'desc')
    .limit(1);
  return perParent(db, modelIds, latest);
}

const selectModelVersions = (db: Kysely<Database>, { where }: Selection<ModelVersionWhere>) =>
  db.selectFrom('modelVersion').where(toCondition(where));

export const pageModelVersions = (db: Kysely<Database>, list: ModelVersionList): Promise<ModelVersionRow[]> =>
  takePage(selectModelVersions(db, list).select(modelVersionFields), list).execute();

export const countModelVersions = (db: Kysely<Database>, selection: Selection<ModelVersionWhere>): Promise<number> =>
  countRows(selectModelVersions(db, selection));

export function pageVersionsByModelIds(
  db: Kysely<Database>,
  modelIds: readonly string[],
  list: List,
): Promise<(ModelVersionRow & OfParent)[]> {
  const ofModel = db.selectFrom('modelVersion').select(modelVersionFields).where('modelId', '=', parentKey);
  return perParent(db, modelIds, takePage(ofModel, list));
}

export const countVersionsByModelIds = (db: Kysely<Database>, modelIds: readonly string[]): Promise<ParentCount[]> =>
  countPerParent(db.selectFrom('modelVersion'), 'modelId', modelIds);
