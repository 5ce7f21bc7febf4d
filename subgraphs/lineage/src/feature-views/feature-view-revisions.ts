import { type Kysely, type Selectable, sql } from 'kysely';
import { type DatasetVersion, datasetVersionFields } from '../datasets/dataset-versions.ts';
import type { Database } from '../tables.ts';
import type { FeatureView } from './feature-views.ts';

type RevisionRef = Pick<FeatureView, 'name' | 'revision'>;
export type RevisionFeatures = RevisionRef & Pick<Selectable<Database['featureViewRevision']>, 'features'>;
export type RevisionSource = DatasetVersion & { viewName: string; revision: number };

/** Names a revision. A view's features and sources are those of the revision that it was read at, though a newer one may exist by then. */
export const revisionKey = ({ name, revision }: RevisionRef): string => `${name}@${revision}`;

/** Revisions by their keys, as rows. */
function revisions(keys: readonly string[]) {
  const parts = keys.map((key) => key.split('@'));
  const names = parts.map(([name]) => name);
  const numbers = parts.map(([, number]) => Number(number));
  return sql<{ viewName: string; revision: number }>`unnest(${names}::text[], ${numbers}::integer[])`.as<'wanted'>(
    sql`wanted(view_name, revision)`,
  );
}

export function findFeaturesByRevisions(db: Kysely<Database>, keys: readonly string[]): Promise<RevisionFeatures[]> {
  return db
    .selectFrom(revisions(keys))
    .innerJoin('featureViewRevision as known', (join) =>
      join.onRef('known.viewName', '=', 'wanted.viewName').onRef('known.revision', '=', 'wanted.revision'),
    )
    .select(['wanted.viewName as name', 'wanted.revision', 'known.features'])
    .execute();
}

/** The dataset versions that fill each revision. */
export function findSourcesByRevisions(db: Kysely<Database>, keys: readonly string[]): Promise<RevisionSource[]> {
  return db
    .selectFrom(revisions(keys))
    .innerJoin('featureViewSource as filled', (join) =>
      join.onRef('filled.viewName', '=', 'wanted.viewName').onRef('filled.revision', '=', 'wanted.revision'),
    )
    .innerJoin('datasetVersion', 'datasetVersion.id', 'filled.datasetVersionId')
    .select(datasetVersionFields)
    .select(['wanted.viewName', 'wanted.revision'])
    .orderBy('datasetVersion.id')
    .execute();
}
