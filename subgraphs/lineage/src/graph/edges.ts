import { type RawBuilder, sql } from 'kysely';
import type { LineageNodeType } from '../schema-types.generated.ts';

/** How far a walk through the graph may go. */
export const MAX_DEPTH = 20;

export interface NodeRef {
  readonly type: LineageNodeType;
  readonly id: string;
}

/** Tells nodes apart. */
export const keyOf = ({ type, id }: NodeRef): string => `${type} ${id}`;

export interface Edge {
  from: string;
  fromType: LineageNodeType;
  to: string;
  toType: LineageNodeType;
  type: string;
  /** Those of the view at one of its ends for which it holds; nothing where neither is one, or a caller added it. */
  revisions?: number[] | null;
}

/** An end of the edges of a table: the type of its nodes and the column of their ids. */
export interface End {
  readonly node: LineageNodeType;
  readonly column: string;
}

export interface EdgeTable {
  readonly type: string;
  readonly table: string;
  readonly from: End;
  readonly to: End;
  readonly where?: RawBuilder<unknown>;
}

const datasetVersion = (column: string): End => ({ node: 'DATASET_VERSION', column });
const run = (column: string): End => ({ node: 'TRAINING_RUN', column });
const modelVersion = (column: string): End => ({ node: 'MODEL_VERSION', column });
/** Edges at a view hold for one revision of it each, which stands in the column `revision`. */
const featureView = (column: string): End => ({ node: 'FEATURE_VIEW', column });

/** Stands for every revision of a view. The database counts from 1. */
export const ALL_REVISIONS = 0;

/** The edges that the platform sees are rows of other tables, each with an index from either end. */
export const EDGE_TABLES: readonly EdgeTable[] = [
  { type: 'READ', table: 'run_input', from: datasetVersion('dataset_version_id'), to: run('run_id') },
  { type: 'PRODUCED', table: 'dataset_version', from: run('produced_by'), to: datasetVersion('id') },
  {
    type: 'DERIVED',
    table: 'dataset_derivation',
    from: datasetVersion('source_id'),
    to: datasetVersion('derived_id'),
  },
  { type: 'TRAINED', table: 'model_version', from: run('run_id'), to: modelVersion('id') },
  {
    type: 'TRAINED',
    table: 'model_version_dataset',
    from: datasetVersion('dataset_version_id'),
    to: modelVersion('model_version_id'),
    // What its run has read leads there through the run.
    where: sql`not edge.through_run`,
  },
  {
    type: 'FILLS',
    table: 'feature_view_source',
    from: datasetVersion('dataset_version_id'),
    to: featureView('view_name'),
  },
  {
    type: 'SERVES',
    table: 'model_version_feature_view',
    from: featureView('view_name'),
    to: modelVersion('model_version_id'),
  },
  {
    type: 'DEPLOYED',
    table: 'deployment',
    from: modelVersion('model_version_id'),
    to: { node: 'DEPLOYMENT', column: 'id' },
  },
];

export const isView = ({ node }: End) => node === 'FEATURE_VIEW';
