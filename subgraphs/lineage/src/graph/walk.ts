import type { Kysely } from 'kysely';
import type { DatasetVersion } from '../dataset-versions.ts';
import type { Deployment } from '../deployments.ts';
import type { FeatureView } from '../feature-views.ts';
import { toUuid } from '../ids.ts';
import { checkBounds, MAX_DEPTH } from '../list.ts';
import type { Loaders } from '../loaders.ts';
import type { ModelVersion } from '../model-versions.ts';
import type { Run } from '../runs.ts';
import type { LineageDirection } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';
import { ALL_REVISIONS, type Edge, type NodeRef } from './edges.ts';
import { findEdgesAmong, findNext, isWhole, type Place, type Way } from './steps.ts';

export type LineageNode =
  | ({ __typename: 'DatasetVersion' } & DatasetVersion)
  | ({ __typename: 'TrainingRun' } & Run)
  | ({ __typename: 'ModelVersion' } & ModelVersion)
  | ({ __typename: 'Deployment' } & Deployment)
  | ({ __typename: 'FeatureView' } & FeatureView);

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
      const row = await loaders.run.find(toUuid(id));
      return row && { __typename: 'TrainingRun', ...row };
    }
    case 'MODEL_VERSION': {
      const row = await loaders.modelVersion.load(id);
      return row && { __typename: 'ModelVersion', ...row };
    }
    case 'DEPLOYMENT': {
      const row = await loaders.deployment.find(toUuid(id));
      return row && { __typename: 'Deployment', ...row };
    }
    case 'FEATURE_VIEW': {
      const row = await loaders.featureView.load(id);
      return row && { __typename: 'FeatureView', ...row };
    }
  }
}

const keyOf = ({ type, id }: NodeRef) => `${type} ${id}`;

/** One direction's walk: what it has come by and where it stands. */
interface Front {
  readonly way: Way;
  readonly seen: Map<string, Place>;
  level: readonly Place[];
}

/** Goes level by level, the nearest nodes first; each place once a direction, so that cycles end. */
async function walk(db: Kysely<Database>, { root, direction, depth, maxNodes }: GraphArgs) {
  const answered = new Map([[keyOf(root), root]]);
  const ways: readonly Way[] = direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [direction];
  const start: Place = { ...root, revisions: [ALL_REVISIONS] };
  const fronts = ways.map((way): Front => ({ way, seen: new Map([[keyOf(start), start]]), level: [start] }));
  const answer = (truncated: boolean) => ({ refs: [...answered.values()], truncated });
  for (let distance = 1; distance <= depth; distance++) {
    for (const front of fronts) {
      for (const ref of await advance(db, front, maxNodes)) {
        if (answered.size === maxNodes && !answered.has(keyOf(ref))) return answer(true);
        answered.set(keyOf(ref), ref);
      }
    }
  }
  // Further on may lie what the other walk has answered, or a view within other revisions, and beyond it something new.
  for (const front of fronts) {
    while (front.level.length > 0) {
      const found = await advance(db, front, answered.size);
      if (found.some((ref) => !answered.has(keyOf(ref)))) return answer(true);
    }
  }
  return answer(false);
}

/**
 * Takes a walk one level further and answers the places of that level: all of them, or at least so many that a node is
 * among them which finds no room beside those that `room` nodes can hold. What is no news to the answer, such as what the
 * other walk has come by, comes again, so the room for that is added.
 */
async function advance(db: Kysely<Database>, front: Front, room: number): Promise<readonly Place[]> {
  const seen = [...front.seen.values()];
  const again = seen.filter((place) => !isWhole(place)).length;
  front.level = await findNext(db, front.way, front.level, seen, room - seen.length + 1 + again);
  for (const place of front.level) {
    const revisions = [...(front.seen.get(keyOf(place))?.revisions ?? []), ...place.revisions];
    front.seen.set(keyOf(place), { ...place, revisions });
  }
  return front.level;
}
