import { type Kysely, sql } from 'kysely';
import type { DatasetVersion } from './dataset-versions.ts';
import type { Deployment } from './deployments.ts';
import { isUuid } from './ids.ts';
import { EDGE_TABLES, type Edge, type NodeRef } from './lineage-edges.ts';
import { checkBounds, MAX_DEPTH } from './list.ts';
import type { Loaders } from './loaders.ts';
import type { ModelVersion } from './model-versions.ts';
import type { Run } from './runs.ts';
import type { LineageDirection, LineageNodeType } from './schema.generated.ts';
import type { Database } from './tables.ts';

export type LineageNode =
  | ({ __typename: 'DatasetVersion' } & DatasetVersion)
  | ({ __typename: 'TrainingRun' } & Run)
  | ({ __typename: 'ModelVersion' } & ModelVersion)
  | ({ __typename: 'Deployment' } & Deployment);

export interface LineageGraph {
  root: LineageNode;
  nodes: LineageNode[];
  edges: Edge[];
  truncated: boolean;
}

interface GraphArgs {
  readonly root: NodeRef;
  readonly direction: LineageDirection;
  readonly depth: number;
  readonly maxNodes: number;
}

const MAX_NODES = 5_000;

/**
 * The graph around a node, or null when there is no such node.
 * @throws BAD_USER_INPUT when depth or maxNodes is out of its bounds.
 */
export async function findLineage(db: Kysely<Database>, loaders: Loaders, args: GraphArgs) {
  checkBounds('depth', args.depth, MAX_DEPTH);
  checkBounds('maxNodes', args.maxNodes, MAX_NODES);
  const root = await loadNode(loaders, args.root);
  if (!root) return null;
  const { refs, truncated } = await walk(db, args);
  const edges = await findEdgesAmong(db, refs);
  const loaded = await Promise.all(refs.map((ref) => loadNode(loaders, ref)));
  // A caller's edge may name what was never there.
  const there = new Set(refs.filter((_, index) => loaded[index]).map(keyOf));
  return {
    root,
    nodes: loaded.filter((node) => node !== null),
    edges: edges.filter(
      ({ from, fromType, to, toType }) =>
        there.has(keyOf({ type: fromType, id: from })) && there.has(keyOf({ type: toType, id: to })),
    ),
    truncated,
  } satisfies LineageGraph;
}

async function loadNode(loaders: Loaders, { type, id }: NodeRef): Promise<LineageNode | null> {
  switch (type) {
    case 'DATASET_VERSION': {
      const row = await loaders.datasetVersion.load(id);
      return row && { __typename: 'DatasetVersion', ...row };
    }
    case 'TRAINING_RUN': {
      const row = isUuid(id) ? await loaders.run.load(id) : null;
      return row && { __typename: 'TrainingRun', ...row };
    }
    case 'MODEL_VERSION': {
      const row = await loaders.modelVersion.load(id);
      return row && { __typename: 'ModelVersion', ...row };
    }
    case 'DEPLOYMENT': {
      const row = isUuid(id) ? await loaders.deployment.load(id) : null;
      return row && { __typename: 'Deployment', ...row };
    }
  }
}

const keyOf = ({ type, id }: NodeRef) => `${type} ${id}`;

type Way = 'UPSTREAM' | 'DOWNSTREAM';

/** One direction's walk: what it has come by and where it stands. */
interface Front {
  readonly way: Way;
  readonly seen: Map<string, NodeRef>;
  level: readonly NodeRef[];
}

/** Goes level by level, the nearest nodes first; each node once a direction, so that cycles end. */
async function walk(db: Kysely<Database>, { root, direction, depth, maxNodes }: GraphArgs) {
  const answered = new Map([[keyOf(root), root]]);
  const ways: readonly Way[] = direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [direction];
  const fronts = ways.map((way): Front => ({ way, seen: new Map(answered), level: [root] }));
  const answer = (truncated: boolean) => ({ refs: [...answered.values()], truncated });
  for (let distance = 1; distance <= depth; distance++) {
    for (const front of fronts) {
      // What the other walk has come by is read again; beyond this many at least one finds no room.
      const found = await findNext(db, front.way, front.level, front.seen, maxNodes - front.seen.size + 1);
      for (const ref of found) {
        if (answered.size === maxNodes && !answered.has(keyOf(ref))) return answer(true);
        answered.set(keyOf(ref), ref);
        front.seen.set(keyOf(ref), ref);
      }
      front.level = found;
    }
  }
  for (const { way, level } of fronts) {
    if ((await findNext(db, way, level, answered, 1)).length > 0) return answer(true);
  }
  return answer(false);
}

const ID_TYPES = {
  DATASET_VERSION: sql`text`,
  TRAINING_RUN: sql`uuid`,
  MODEL_VERSION: sql`text`,
  DEPLOYMENT: sql`uuid`,
} satisfies Record<LineageNodeType, unknown>;

/** The ids of the nodes of one type, as an array of the type that their column has. */
function idsOf(type: LineageNodeType, refs: Iterable<NodeRef>) {
  const ids = [...refs].filter((ref) => ref.type === type).map(({ id }) => id);
  return sql`${sql.val(ids)}::${ID_TYPES[type]}[]`;
}

/** Nodes of any type, as rows of type and id. */
function rowsOf(refs: Iterable<NodeRef>) {
  const all = [...refs];
  const types = all.map(({ type }) => type);
  const ids = all.map(({ id }) => id);
  return sql`unnest(${sql.val(types)}::text[], ${sql.val(ids)}::text[])`;
}

/**
 * The nodes one edge further that were not seen yet, up to a limit: one statement, however many nodes the level has.
 * No node of the level is asked for more than the limit, so a hub costs no more than what is answered of it.
 */
async function findNext(
  db: Kysely<Database>,
  way: Way,
  level: readonly NodeRef[],
  seen: ReadonlyMap<string, NodeRef>,
  limit: number,
): Promise<NodeRef[]> {
  if (level.length === 0) return [];
  const byTable = EDGE_TABLES.map(({ table, from, to, where }) => {
    const [near, far] = way === 'DOWNSTREAM' ? [from, to] : [to, from];
    return sql`
      select ${far.node} as type, next.id::text as id
      from unnest(${idsOf(near.node, level)}) here(id) cross join lateral (
        select distinct edge.${sql.ref(far.column)} as id from ${sql.table(table)} edge
        where edge.${sql.ref(near.column)} = here.id and edge.${sql.ref(far.column)} is not null
          and edge.${sql.ref(far.column)} <> all(${idsOf(far.node, seen.values())}) and ${where ?? sql`true`}
        order by 1 limit ${limit}
      ) next`;
  });
  const [near, far] = way === 'DOWNSTREAM' ? ['from', 'to'] : ['to', 'from'];
  const callers = sql`
    select next.type, next.id
    from ${rowsOf(level)} here(type, id) cross join lateral (
      select distinct edge.${sql.ref(`${far}_type`)} as type, edge.${sql.ref(`${far}_id`)} as id from lineage_edge edge
      where edge.${sql.ref(`${near}_type`)} = here.type and edge.${sql.ref(`${near}_id`)} = here.id
        and edge.${sql.ref(`${far}_type`)} <> 'FEATURE_VIEW'
        and (edge.${sql.ref(`${far}_type`)}, edge.${sql.ref(`${far}_id`)}) not in (
          select * from ${rowsOf(seen.values())} seen(type, id)
        )
      order by 1, 2 limit ${limit}
    ) next`;
  const { rows } = await sql<NodeRef>`
    select distinct type, id collate "C" as id from (${sql.join([...byTable, callers], sql` union all `)}) edge
    order by type, id limit ${limit}
  `.execute(db);
  return rows.filter(isPossible);
}

/** Callers' edges name nodes by text; what cannot be an id is nobody, and asking for it would fail. */
const isPossible = ({ type, id }: NodeRef) => (type === 'TRAINING_RUN' || type === 'DEPLOYMENT' ? isUuid(id) : true);

/** Every edge with both ends among the nodes, in one statement. */
async function findEdgesAmong(db: Kysely<Database>, refs: readonly NodeRef[]): Promise<Edge[]> {
  const byTable = EDGE_TABLES.map(
    ({ type, table, from, to, where }) => sql`
      select edge.${sql.ref(from.column)}::text as "from", ${from.node} as from_type,
        edge.${sql.ref(to.column)}::text as "to", ${to.node} as to_type, ${type} as type
      from ${sql.table(table)} edge
      where edge.${sql.ref(from.column)} = any(${idsOf(from.node, refs)})
        and edge.${sql.ref(to.column)} = any(${idsOf(to.node, refs)}) and ${where ?? sql`true`}`,
  );
  const callers = sql`
    select edge.from_id, edge.from_type, edge.to_id, edge.to_type, edge.type
    from lineage_edge edge
    join ${rowsOf(refs)} source(type, id) on edge.from_type = source.type and edge.from_id = source.id
    join ${rowsOf(refs)} target(type, id) on edge.to_type = target.type and edge.to_id = target.id`;
  const { rows } = await sql<Edge>`
    ${sql.join([...byTable, callers], sql` union `)} order by 2, 1, 4, 3, 5
  `.execute(db);
  return rows;
}
