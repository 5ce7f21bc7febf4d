import type { CursorValue, SortKey } from '@tributary/common/page';
import { type Kysely, type Selectable, sql } from 'kysely';
import { paged, parents } from './keyset.ts';
import type { List } from './list.ts';
import type { Database } from './tables.ts';

/** A file that a run or a model version has. */
export type Artifact = Pick<Selectable<Database['runArtifact']>, 'name' | 'uri' | 'format' | 'sha256' | 'sizeBytes'>;
export type ArtifactRow = Artifact & { runId: string; cursor: CursorValue[] };

export const artifactOrder: readonly SortKey[] = [{ name: 'runArtifact.name', kind: 'text', direction: 'asc' }];

/** @param under the beginning of the names; empty for all. */
export function pageArtifactsByRunIds(
  db: Kysely<Database>,
  under: string,
  runIds: readonly string[],
  { order, page }: List,
): Promise<ArtifactRow[]> {
  return db
    .selectFrom(parents(runIds, 'uuid'))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb
            .selectFrom('runArtifact')
            .select(['runId', 'name', 'uri', 'format', 'sha256', 'sizeBytes'])
            .where('runId', '=', sql<string>`parent.parent_id`)
            .where(sql<boolean>`starts_with(name, ${under})`),
          order,
          page,
        ).as('artifact'),
      (join) => join.onTrue(),
    )
    .selectAll('artifact')
    .execute();
}

export function countArtifactsByRunIds(db: Kysely<Database>, under: string, runIds: readonly string[]) {
  return db
    .selectFrom('runArtifact')
    .select((eb) => ['runId', eb.fn.countAll<number>().as('count')])
    .where('runId', 'in', runIds)
    .where(sql<boolean>`starts_with(name, ${under})`)
    .groupBy('runId')
    .execute();
}
