import { type Kysely, sql } from 'kysely';
import { EDGE_TABLES, type NodeRef } from './lineage-edges.ts';
import type { Work } from './perform.ts';
import type { Database } from './tables.ts';

const LOCK = 7_305_002;

/**
 * Lets one transaction at a time look for cycles and add what could close one: two edges that only together close one
 * would each see a graph without the other. The first statement of the transaction, so that the look itself comes after
 * the wait. What else the platform writes needs no lock: its edges lead to a node that is new, and from which none leads
 * on yet.
 */
export async function lockGraph({ db }: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
}

/** An id as the column holds it; a caller's edge may name what cannot be one. */
const asUuid = sql`case when reached.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then reached.id::uuid end`;
const IDS = {
  DATASET_VERSION: sql`reached.id`,
  TRAINING_RUN: asUuid,
  MODEL_VERSION: sql`reached.id`,
  DEPLOYMENT: asUuid,
};

/**
 * Whether `to` is `from` or lies downstream of it. Walks upstream, where nodes have few edges while hubs have many
 * downstream; a UNION without a depth goes by each node once, and ends as soon as `from` is found.
 */
export async function leadsTo(db: Kysely<Database>, from: NodeRef, to: NodeRef): Promise<boolean> {
  const sources = EDGE_TABLES.map(
    ({ table, from, to }) => sql`
      select ${from.node}::text as type, edge.${sql.ref(from.column)}::text collate "C" as id from ${sql.table(table)} edge
      where reached.type = ${to.node} and edge.${sql.ref(to.column)} = ${IDS[to.node]}
        and edge.${sql.ref(from.column)} is not null`,
  );
  const callers = sql`
    select from_type, from_id from lineage_edge where to_type = reached.type and to_id = reached.id`;
  const { rows } = await sql<{ leads: boolean }>`
    with recursive reached(type, id) as (
      select ${to.type}::text, ${to.id}::text collate "C"
      union
      select next.type, next.id from reached cross join lateral (${sql.join([...sources, callers], sql` union all `)}) next
    )
    select exists (select from reached where type = ${from.type} and id = ${from.id}) as leads
  `.execute(db);
  return rows.some(({ leads }) => leads);
}
