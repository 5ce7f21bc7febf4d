import { type Expression, type RawBuilder, sql } from 'kysely';
import { isUuid } from '../ids.ts';
import type { LineageNodeType } from '../schema-types.generated.ts';

/** What the nodes of one type are in the database and in the schema. */
export interface NodeKind {
  readonly typename: string;
  readonly table: string;
  readonly idColumn: string;
  readonly idType: 'text' | 'uuid';
}

export const NODE_KINDS = {
  DATASET_VERSION: { typename: 'DatasetVersion', table: 'dataset_version', idColumn: 'id', idType: 'text' },
  TRAINING_RUN: { typename: 'TrainingRun', table: 'run', idColumn: 'id', idType: 'uuid' },
  MODEL_VERSION: { typename: 'ModelVersion', table: 'model_version', idColumn: 'id', idType: 'text' },
  DEPLOYMENT: { typename: 'Deployment', table: 'deployment', idColumn: 'id', idType: 'uuid' },
  FEATURE_VIEW: { typename: 'FeatureView', table: 'feature_view', idColumn: 'name', idType: 'text' },
} as const satisfies Record<LineageNodeType, NodeKind>;

/** Whether there can be a node of this type and id: PostgreSQL refuses a statement that asks for another UUID. */
export const isPossibleNode = ({ type, id }: { type: LineageNodeType; id: string }): boolean =>
  NODE_KINDS[type].idType === 'text' || isUuid(id);

/** An id, which may come from a caller's edge, as the id column holds it. Null where it cannot be one. */
export const toIdColumn = (type: LineageNodeType, id: Expression<string>): RawBuilder<string> =>
  NODE_KINDS[type].idType === 'uuid'
    ? sql`case when ${id} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then ${id}::uuid end`
    : sql`${id}`;
