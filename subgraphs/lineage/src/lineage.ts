import { checkBounds } from '@tributary/common/lists/bounds';
import type { Kysely } from 'kysely';
import type { DatasetVersion } from './datasets/dataset-versions.ts';
import type { Deployment } from './deployments/deployments.ts';
import type { FeatureView } from './feature-views/feature-views.ts';
import { type Edge, keyOf, MAX_DEPTH, type NodeRef } from './graph/edges.ts';
import { findEdgesAmong } from './graph/steps.ts';
import { type WalkArgs, walk } from './graph/walk.ts';
import { toUuid } from './ids.ts';
import type { Loaders } from './loaders.ts';
import type { ModelVersion } from './models/model-versions.ts';
import type { Run } from './runs/runs.ts';
import type { Database } from './tables.ts';

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

const MAX_NODES = 5_000;

/**
 * The graph around a node, or null when there is no such node.
 * @throws BAD_USER_INPUT when depth or maxNodes is out of its bounds.
 */
export async function findLineage(
  db: Kysely<Database>,
  loaders: Loaders,
  args: WalkArgs,
): Promise<LineageGraph | null> {
  checkBounds('depth', args.depth, 1, MAX_DEPTH);
  checkBounds('maxNodes', args.maxNodes, 1, MAX_NODES);
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
  };
}

async function loadNode(loaders: Loaders, { type, id }: NodeRef): Promise<LineageNode | null> {
  switch (type) {
    case 'DATASET_VERSION': {
      const row = await loaders.datasetVersion.load(id);
      return row && { __typename: 'DatasetVersion', ...row };
    }
    case 'TRAINING_RUN': {
      const row = await loaders.run.load(toUuid(id));
      return row && { __typename: 'TrainingRun', ...row };
    }
    case 'MODEL_VERSION': {
      const row = await loaders.modelVersion.load(id);
      return row && { __typename: 'ModelVersion', ...row };
    }
    case 'DEPLOYMENT': {
      const row = await loaders.deployment.load(toUuid(id));
      return row && { __typename: 'Deployment', ...row };
    }
    case 'FEATURE_VIEW': {
      const row = await loaders.featureView.load(id);
      return row && { __typename: 'FeatureView', ...row };
    }
  }
}
