import { type Kysely, type RawBuilder, sql } from 'kysely';
import { learnedFrom } from '../learned-from.ts';
import type { Database } from '../tables.ts';

/** A reason why a model version cannot be deployed, and what it is about. */
export type Obstacle =
  /** The run that made it has not completed; its status. */
  | { kind: 'RUN'; what: string }
  /** It is rejected, or not approved where only approved versions go; its approval. */
  | { kind: 'APPROVAL'; what: string }
  /** It learned from quarantined data; the dataset version's id. */
  | { kind: 'QUARANTINE'; what: string }
  /** It reads a feature view that is deleted; the view's name. */
  | { kind: 'DELETED_VIEW'; what: string };

/**
 * The obstacles to deploying the outer query's `version`, a row of model_version: a subquery of `kind` and `what`, with
 * the `place` of each kind in the order in which callers are told. Nothing else says what may be deployed.
 */
export const obstaclesOf = (environment: RawBuilder<string>, approvedOnly: readonly string[]): RawBuilder<Obstacle> =>
  sql<Obstacle>`(
    select 1 as place, 'RUN' as kind, run.status as what
    from run where run.id = version.run_id and run.status <> 'COMPLETED'
    union all
    select 2, 'APPROVAL', version.approval
    where version.approval = 'REJECTED'
      or version.approval <> 'APPROVED' and ${environment} = any(${[...approvedOnly]}::text[])
    union all
    select 3, 'QUARANTINE', dataset_version.id
    from ${learnedFrom} learned join dataset_version on dataset_version.id = learned.dataset_version_id
    where learned.model_version_id = version.id and dataset_version.marks > 0
    union all
    select 4, 'DELETED_VIEW', feature_view.name
    from model_version_feature_view read join feature_view on feature_view.name = read.view_name
    where read.model_version_id = version.id and feature_view.deleted_at is not null
  )`;

/** The first reason why a model version cannot be deployed in an environment now; undefined where it can. */
export async function findObstacle(
  db: Kysely<Database>,
  approvedOnly: readonly string[],
  { versionId, environment }: { versionId: string; environment: string },
): Promise<Obstacle | undefined> {
  const { rows } = await sql<Obstacle>`
    select obstacle.kind, obstacle.what
    from model_version version
    cross join lateral ${obstaclesOf(sql<string>`${environment}::text`, approvedOnly)} obstacle
    where version.id = ${versionId}
    order by obstacle.place, obstacle.what collate "C"
    limit 1`.execute(db);
  return rows[0];
}
