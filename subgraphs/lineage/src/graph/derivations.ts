import type { List } from '@tributary/common/lists/list';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import { type Kysely, type SqlBool, sql } from 'kysely';
import { type DatasetVersion, type DatasetVersionRow, datasetVersionFields } from '../datasets/dataset-versions.ts';
import { selectCount } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { Database } from '../tables.ts';
import { derivedFrom, sourcesOf } from './derivation-rule.ts';

/** How far around a dataset, and which way. */
export interface Derivation {
  readonly way: 'upstream' | 'downstream';
  readonly depth: number;
}

export type DerivationList = List & Derivation;

/** The versions one step away from a version. */
const STEPS = { upstream: sourcesOf, downstream: derivedFrom };

/**
 * The versions within `depth` steps of the parent's versions. Those are all starts, so the walk leaves them out. The
 * UNION keeps a version once for each distance, at most `depth` times, however many ways lead to it.
 */
const idsAround = ({ way, depth }: Derivation) =>
  sql<{ id: string }>`(
    with recursive reached(id, distance) as (
      select id, 0 from dataset_version where dataset_id = ${parentKey}
      union
      select next.id, reached.distance + 1
      from reached cross join lateral (${STEPS[way](sql.ref('reached.id'))}) next
      where reached.distance < ${depth}::integer and split_part(next.id, '@', 1) <> ${parentKey}
    )
    select distinct id from reached where distance > 0
  )`.as<'around'>(sql`around`);

/** Looks each version up by itself. The planner cannot know how many a recursion finds, and would read the whole table. */
const selectVersionsAround = (db: Kysely<Database>, derivation: Derivation) =>
  db.selectFrom(idsAround(derivation)).innerJoinLateral(
    (eb) =>
      eb
        .selectFrom('datasetVersion')
        .select(datasetVersionFields)
        .whereRef('datasetVersion.id', '=', 'around.id')
        .limit(1)
        .as('datasetVersion'),
    (on) => on.onTrue(),
  );

export function pageDerivationsByDatasetIds(
  db: Kysely<Database>,
  datasetIds: readonly string[],
  list: DerivationList,
): Promise<(DatasetVersionRow & OfParent)[]> {
  return perParent(db, datasetIds, takePage(selectVersionsAround(db, list).select(datasetVersionFields), list));
}

export function countDerivationsByDatasetIds(
  db: Kysely<Database>,
  datasetIds: readonly string[],
  derivation: Derivation,
): Promise<ParentCount[]> {
  return perParent(db, datasetIds, selectCount(db.selectFrom(idsAround(derivation))));
}

/** What each version was derived from. */
export function findSourcesByVersionIds(
  db: Kysely<Database>,
  versionIds: readonly string[],
): Promise<(DatasetVersion & OfParent)[]> {
  const sources = db
    .selectFrom('datasetVersion')
    .select(datasetVersionFields)
    .where(sql<SqlBool>`dataset_version.id in (${sourcesOf(parentKey)})`)
    .orderBy('datasetId')
    .orderBy('number');
  return perParent(db, versionIds, sources);
}
