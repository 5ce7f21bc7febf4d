import { type Kysely, sql } from 'kysely';
import { datasetVersionFields } from '../dataset-versions.ts';
import { paged, parents } from '../keyset.ts';
import type { List } from '../list.ts';
import type { Database } from '../tables.ts';

/** The versions one step from the version `reached`, by name or through a run. */
const STEPS = {
  upstream: sql`
    select source_id as id from dataset_derivation where derived_id = reached.id
    union all
    select i.dataset_version_id from dataset_version v join run_input i on i.run_id = v.produced_by
    where v.id = reached.id`,
  downstream: sql`
    select derived_id as id from dataset_derivation where source_id = reached.id
    union all
    select v.id from run_input i join dataset_version v on v.produced_by = i.run_id
    where i.dataset_version_id = reached.id`,
};

export interface Derivation {
  readonly way: keyof typeof STEPS;
  readonly depth: number;
}

/**
 * The versions within `depth` steps of those of the outer row's dataset, which are all starts and so are never come by
 * again. The UNION holds a version once for each distance, at most `depth` times, whichever ways lead to it.
 */
const idsAround = ({ way, depth }: Derivation) =>
  sql<{ id: string }>`(
    with recursive reached(id, distance) as (
      select id, 0 from dataset_version where dataset_id = parent.parent_id
      union
      select next.id, reached.distance + 1 from reached cross join lateral (${STEPS[way]}) next
      where reached.distance < ${depth}::integer and split_part(next.id, '@', 1) <> parent.parent_id
    )
    select distinct id from reached where distance > 0
  )`.as<'around'>(sql`around`);

/** One look-up a version: the planner knows nothing of how many a recursion finds, and would read the whole table. */
const versionsAround = (db: Kysely<Database>, derivation: Derivation) =>
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

/** Pages of what many datasets derive from, or of what derives from them: one statement. */
export const pageDerivationsByDatasetIds = (
  db: Kysely<Database>,
  derivation: Derivation,
  datasetIds: readonly string[],
  { order, page }: List,
) =>
  db
    .selectFrom(parents(datasetIds))
    .innerJoinLateral(
      paged(versionsAround(db, derivation).select(datasetVersionFields), order, page).as('version'),
      (on) => on.onTrue(),
    )
    .selectAll()
    .execute();

export const countDerivationsByDatasetIds = (
  db: Kysely<Database>,
  derivation: Derivation,
  datasetIds: readonly string[],
) =>
  db
    .selectFrom(parents(datasetIds))
    .innerJoinLateral(
      (eb) => eb.selectFrom(idsAround(derivation)).select(sql<number>`count(*)`.as('count')).as('version'),
      (on) => on.onTrue(),
    )
    .selectAll()
    .execute();
