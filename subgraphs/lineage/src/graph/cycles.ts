import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../tables.ts';
import { ALL_REVISIONS, EDGE_TABLES, isView, type NodeRef } from './edges.ts';
import { toIdColumn } from './node-kinds.ts';

const reachedId = sql.ref<string>('reached.id');

/** A node as a walk comes by it: at a view within one revision, or within all. */
interface Place extends NodeRef {
  readonly revision: number;
}

/** Whether `from` leads to `to`, views crossed within one revision. */
export const leadsTo = (db: Kysely<Database>, from: NodeRef, to: NodeRef): Promise<boolean> =>
  findUpstream(db, { ...to, revision: ALL_REVISIONS }, sql`reached.type = ${from.type} and reached.id = ${from.id}`);

/** Whether a new revision of a view leads to what fills it. No model version reads it yet, so only by callers' edges. */
export const fillsItself = (db: Kysely<Database>, name: string, revision: number): Promise<boolean> =>
  findUpstream(
    db,
    { type: 'FEATURE_VIEW', id: name, revision },
    sql`reached.type = 'FEATURE_VIEW' and reached.id = ${name} and reached.revision = ${sql.lit(ALL_REVISIONS)}`,
  );

/**
 * Whether a place that is or leads to `start` is as wanted. Upstream nodes have few edges, while hubs have many
 * downstream. A UNION without a depth goes by each place once, and the look ends at the first that is found.
 */
async function findUpstream(db: Kysely<Database>, start: Place, isWanted: RawBuilder<unknown>): Promise<boolean> {
  const sources = EDGE_TABLES.map(
    ({ table, from, to }) => sql`
      select ${from.node}::text as type, edge.${sql.ref(from.column)}::text collate "C" as id,
        ${isView(from) ? sql`edge.revision` : sql.lit(ALL_REVISIONS)} as revision
      from ${sql.table(table)} edge
      where reached.type = ${to.node} and edge.${sql.ref(to.column)} = ${toIdColumn(to.node, reachedId)}
        and edge.${sql.ref(from.column)} is not null
        ${isView(to) ? sql`and reached.revision in (edge.revision, ${sql.lit(ALL_REVISIONS)})` : sql``}`,
  );
  const callers = sql`
    select from_type, from_id, ${sql.lit(ALL_REVISIONS)} from lineage_edge
    where to_type = reached.type and to_id = reached.id`;
  const { rows } = await sql<{ found: boolean }>`
    with recursive reached(type, id, revision) as (
      select ${start.type}::text, ${start.id}::text collate "C", ${start.revision}::integer
      union
      select next.* from reached cross join lateral (${sql.join([...sources, callers], sql` union all `)}) next
    )
    select exists (select from reached where ${isWanted}) as found
  `.execute(db);
  return rows.some(({ found }) => found);
}
