import type { CursorValue, SortKey } from '@tributary/common/page';
import { expressionBuilder, type Kysely, type Selectable } from 'kysely';
import { createFilter, isRelated, textIn, textIs, time } from './filters.ts';
import { newestFirst, paged, parents } from './keyset.ts';
import type { List } from './list.ts';
import type { ModelVersionWhere } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

/** What every reading takes. The signature, which may be long, is read where it is asked for. */
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

export const allModelVersionsOrder = newestFirst('modelVersion');
/** A model's own versions: the highest number first. */
export const modelVersionOrder: readonly SortKey[] = [
  { name: 'modelVersion.number', kind: 'integer', direction: 'desc' },
];

const eb = expressionBuilder<Database, 'modelVersion'>();

const holds = createFilter<ModelVersionWhere>({
  id: textIn('modelVersion.id'),
  modelId: textIs('modelVersion.modelId'),
  approval: textIn('modelVersion.approval'),
  alias: isRelated(
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
  trainedOnId: isRelated(
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
  createdAt: time('modelVersion.createdAt'),
});

export type ModelVersionList = List<ModelVersionWhere>;

export function findModelVersionsByIds(db: Kysely<Database>, ids: readonly string[]): Promise<ModelVersion[]> {
  return db.selectFrom('modelVersion').select(modelVersionFields).where('id', 'in', ids).execute();
}

export function findModelVersionsByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<ModelVersion[]> {
  return db.selectFrom('modelVersion').select(modelVersionFields).where('runId', 'in', runIds).orderBy('id').execute();
}

export function findSignaturesByVersionIds(db: Kysely<Database>, ids: readonly string[]) {
  return db.selectFrom('modelVersion').select(['id', 'signature']).where('id', 'in', ids).execute();
}

/** Of each model the version with the highest number. */
export function findLatestVersionsByModelIds(
  db: Kysely<Database>,
  modelIds: readonly string[],
): Promise<ModelVersion[]> {
  return db
    .selectFrom(parents(modelIds))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('modelVersion')
          .select(modelVersionFields)
          .whereRef('modelId', '=', 'parent.parentId')
          .orderBy('number', 'desc')
          .limit(1)
          .as('version'),
      (join) => join.onTrue(),
    )
    .selectAll('version')
    .execute();
}

const listed = (db: Kysely<Database>, { where }: ModelVersionList) => db.selectFrom('modelVersion').where(holds(where));

export function pageModelVersions(db: Kysely<Database>, list: ModelVersionList): Promise<ModelVersionRow[]> {
  return paged(listed(db, list).select(modelVersionFields), list.order, list.page).execute();
}

export async function countModelVersions(db: Kysely<Database>, list: ModelVersionList): Promise<number> {
  const { count } = await listed(db, list)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export function pageVersionsByModelIds(
  db: Kysely<Database>,
  modelIds: readonly string[],
  { order, page }: List,
): Promise<ModelVersionRow[]> {
  return db
    .selectFrom(parents(modelIds))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb.selectFrom('modelVersion').select(modelVersionFields).whereRef('modelId', '=', 'parent.parentId'),
          order,
          page,
        ).as('version'),
      (join) => join.onTrue(),
    )
    .selectAll('version')
    .execute();
}

export function countVersionsByModelIds(db: Kysely<Database>, modelIds: readonly string[]) {
  return db
    .selectFrom('modelVersion')
    .select((eb) => ['modelId', eb.fn.countAll<number>().as('count')])
    .where('modelId', 'in', modelIds)
    .groupBy('modelId')
    .execute();
}
