import { type Kysely, sql } from 'kysely';
import type { LineageNodeType } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';
import { ALL_REVISIONS, EDGE_TABLES, type Edge, type End, isView, type NodeRef } from './edges.ts';
import { isPossibleNode, NODE_KINDS } from './node-kinds.ts';

export type Way = 'UPSTREAM' | 'DOWNSTREAM';

/** A node as a walk stands at it: at a view within these revisions, or within all. At other nodes it is always all. */
export interface Place extends NodeRef {
  readonly revisions: readonly number[];
}

export const isWhole = ({ revisions }: Place) => revisions.includes(ALL_REVISIONS);

const MAX_REVISION = 2_147_483_647;

/** The ids of the nodes of one type, as an array of the type that their column has. */
function idsOf(type: LineageNodeType, refs: readonly NodeRef[]) {
  const ids = refs.filter((ref) => ref.type === type).map(({ id }) => id);
  return sql`${sql.val(ids)}::${sql.raw(NODE_KINDS[type].idType)}[]`;
}

/** Nodes of any type, as rows of type and id. */
function rowsOf(refs: readonly NodeRef[]) {
  const types = refs.map(({ type }) => type);
  const ids = refs.map(({ id }) => id);
  return sql`unnest(${sql.val(types)}::text[], ${sql.val(ids)}::text[])`;
}

/** Views within a revision each, as rows of id and revision. */
function revisionsOf(places: readonly Place[]) {
  const rows = places
    .filter(({ type }) => type === 'FEATURE_VIEW')
    .flatMap(({ id, revisions }) => revisions.map((revision) => ({ id, revision })));
  const ids = rows.map(({ id }) => id);
  const revisions = rows.map(({ revision }) => revision);
  return sql`unnest(${sql.val(ids)}::text[], ${sql.val(revisions)}::integer[])`;
}

/**
 * The places one edge further that were not seen yet, up to a limit: one statement, however many nodes the level has.
 * No node of the level is asked for more than the limit, so a hub costs no more than what is answered of it.
 * A view that was seen is found again within further revisions.
 */
export async function findNext(
  db: Kysely<Database>,
  way: Way,
  level: readonly Place[],
  seen: readonly Place[],
  limit: number,
): Promise<Place[]> {
  if (level.length === 0) return [];
  const nodeTypes = new Set(level.map(({ type }) => type));
  const byTable = EDGE_TABLES.map((edge) => {
    const [near, far] = way === 'DOWNSTREAM' ? [edge.from, edge.to] : [edge.to, edge.from];
    return { ...edge, near, far };
  })
    .filter(({ near }) => nodeTypes.has(near.node))
    .map(
      ({ table, near, far, where }) => sql`
        select ${far.node} as type, next.id::text as id, next.revisions
        from ${standAt(near, level)} cross join lateral (
          select edge.${sql.ref(far.column)} as id, ${revisionsAt(far)} as revisions from ${sql.table(table)} edge
          where edge.${sql.ref(near.column)} = here.id and ${isNew(far, seen)} and ${where ?? sql`true`}
            ${isView(near) ? sql`and edge.revision between here.low and here.high` : sql``}
          group by 1 order by 1 limit ${limit}
        ) next`,
    );
  const [near, far] = way === 'DOWNSTREAM' ? ['from', 'to'] : ['to', 'from'];
  const callers = sql`
    select next.type, next.id, array[${sql.lit(ALL_REVISIONS)}]
    from ${rowsOf(level)} here(type, id) cross join lateral (
      select distinct edge.${sql.ref(`${far}_type`)} as type, edge.${sql.ref(`${far}_id`)} as id from lineage_edge edge
      where edge.${sql.ref(`${near}_type`)} = here.type and edge.${sql.ref(`${near}_id`)} = here.id
        and (edge.${sql.ref(`${far}_type`)}, edge.${sql.ref(`${far}_id`)}) not in (
          select * from ${rowsOf(seen.filter(isWhole))} seen(type, id)
        )
      order by 1, 2 limit ${limit}
    ) next`;
  const { rows } = await sql<Place>`
    select type, id collate "C" as id, array_agg(distinct revision) as revisions
    from (${sql.join([...byTable, callers], sql` union all `)}) edge(type, id, revisions)
    cross join unnest(revisions) revision
    group by 1, 2 order by 1, 2 limit ${limit}
  `.execute(db);
  // Callers' edges name nodes by text.
  return rows.filter(isPossibleNode);
}

/** The nodes of the level at one end of a table's edges; of views the revisions within which the walk stands there. */
function standAt(near: End, level: readonly Place[]) {
  if (!isView(near)) return sql`unnest(${idsOf(near.node, level)}) here(id)`;
  return sql`(
    select id, case revision when ${sql.lit(ALL_REVISIONS)} then 1 else revision end as low,
      case revision when ${sql.lit(ALL_REVISIONS)} then ${sql.lit(MAX_REVISION)} else revision end as high
    from ${revisionsOf(level)} place(id, revision)
  ) here`;
}

const revisionsAt = (far: End) =>
  isView(far) ? sql`array_agg(distinct edge.revision)` : sql`array[${sql.lit(ALL_REVISIONS)}]`;

function isNew(far: End, seen: readonly Place[]) {
  const id = sql`edge.${sql.ref(far.column)}`;
  const isUnseen = sql`${id} is not null and ${id} <> all(${idsOf(far.node, seen.filter(isWhole))})`;
  if (!isView(far)) return isUnseen;
  return sql`${isUnseen} and (${id}, edge.revision) not in (select * from ${revisionsOf(seen)} seen(id, revision))`;
}

/**
 * Every edge with both ends among the nodes, in one statement. Reads the edges into each node, of which there are few, and
 * keeps those that come from another: OFFSET 0 holds the planner to that, who would try each pair of nodes in an index.
 */
export async function findEdgesAmong(db: Kysely<Database>, refs: readonly NodeRef[]): Promise<Edge[]> {
  const nodeTypes = new Set(refs.map(({ type }) => type));
  const byTable = EDGE_TABLES.filter(({ from, to }) => nodeTypes.has(from.node) && nodeTypes.has(to.node)).map(
    ({ type, table, from, to, where }) => sql`
      select edge.source::text as source, ${from.node} as source_type, here.id::text as target, ${to.node} as target_type,
        ${type} as type, array_agg(edge.revision order by edge.revision) filter (where edge.revision is not null) as revisions
      from unnest(${idsOf(to.node, refs)}) here(id) cross join lateral (
        select edge.${sql.ref(from.column)} as source,
          ${isView(from) || isView(to) ? sql`edge.revision` : sql`null::integer`} as revision
        from ${sql.table(table)} edge where edge.${sql.ref(to.column)} = here.id and ${where ?? sql`true`}
        offset 0
      ) edge
      where edge.source = any(${idsOf(from.node, refs)})
      group by edge.source, here.id`,
  );
  const callers = sql`
    select edge.from_id, edge.from_type, edge.to_id, edge.to_type, edge.type, null
    from ${rowsOf(refs)} here(type, id) cross join lateral (
      select * from lineage_edge edge where edge.to_type = here.type and edge.to_id = here.id offset 0
    ) edge
    where (edge.from_type, edge.from_id) in (select * from ${rowsOf(refs)} source(type, id))`;
  const { rows } = await sql<Edge>`
    select source as "from", source_type as from_type, target as "to", target_type as to_type, type, revisions
    from (${sql.join([...byTable, callers], sql` union all `)}) edge(source, source_type, target, target_type, type, revisions)
    order by 2, 1, 4, 3, 5
  `.execute(db);
  return rows;
}
