import type { List } from '@tributary/common/lists/list';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely';
import { isStorable } from '../ids.ts';
import { countPerParent } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { Database } from '../tables.ts';

/** A file that a run or a model version has. */
export type Artifact = Pick<Selectable<Database['runArtifact']>, 'name' | 'uri' | 'format' | 'sha256' | 'sizeBytes'>;
export type ArtifactRow = Artifact & { runId: string; cursor: CursorValue[] };

export const artifactOrder: readonly SortKey[] = [{ name: 'runArtifact.name', kind: 'text', direction: 'asc' }];

export interface ArtifactList extends List {
  /** What the names begin with; empty for all. */
  readonly under: string;
}

const selectArtifacts = (db: Kysely<Database>, under: string) =>
  db.selectFrom('runArtifact').where(sql<SqlBool>`starts_with(name, ${under})`);

export async function pageArtifactsByRunIds(
  db: Kysely<Database>,
  runIds: readonly string[],
  list: ArtifactList,
): Promise<(ArtifactRow & OfParent)[]> {
  if (!isStorable(list.under)) return [];
  const ofRun = selectArtifacts(db, list.under)
    .select(['runId', 'name', 'uri', 'format', 'sha256', 'sizeBytes'])
    .where('runId', '=', parentKey);
  return perParent(db, runIds, takePage(ofRun, list), 'uuid');
}

export async function countArtifactsByRunIds(
  db: Kysely<Database>,
  runIds: readonly string[],
  { under }: Pick<ArtifactList, 'under'>,
): Promise<ParentCount[]> {
  return isStorable(under) ? countPerParent(selectArtifacts(db, under), 'runId', runIds) : [];
}
