import { audit } from '@tributary/common/mutations/audit';
import { reference } from '@tributary/common/mutations/inputs';
import { conflict } from '@tributary/common/mutations/outcome';
import { z } from 'zod';

import { leadsTo } from '../graph/cycles.ts';
import type { Edge, NodeRef } from '../graph/edges.ts';
import { isUuid } from '../ids.ts';
import type { LineageNodeType } from '../schema-types.generated.ts';
import { lockGraph } from './advisory-locks.ts';

import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import type { Work, WriteContext } from './work.ts';

const target = ({ fromType, from, type, toType, to }: Edge) => ({
  type: 'LineageEdge',
  id: `${fromType} ${from} ${type} ${toType} ${to}`,
});

const node = z.object({
  type: z.enum(['DATASET_VERSION', 'TRAINING_RUN', 'MODEL_VERSION', 'DEPLOYMENT', 'FEATURE_VIEW']),
  id: reference,
});
const addShape = z.object({
  from: node,
  to: node,
  type: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,99}$/, 'is no type: 1 to 100 of a-z, 0-9, _ and -, beginning with a letter'),
});
/** Whatever is asked for: what cannot be there is not found. */
const deleteShape = z.object({ from: node, to: node, type: reference });
type Given = z.output<typeof deleteShape>;

/** Adding an edge that is there changes nothing. */
export const addLineageEdge = (context: WriteContext, input: unknown) =>
  perform(context, addShape, input, async (work, input) => {
    await lockGraph(work);
    const from = await getNode(work, input.from, 'from');
    const to = await getNode(work, input.to, 'to');
    const edge = toEdge({ from, to, type: input.type });
    if (await findEdge(work, edge)) return edge;
    if (from.type === to.type && from.id === to.id) throw conflict('STATE', 'The edge would join a node to itself.');
    if (await leadsTo(work.db, to, from)) {
      throw conflict('STATE', `The edge would close a cycle: ${to.id} leads to ${from.id} already.`);
    }
    await work.db
      .insertInto('lineageEdge')
      .values({
        fromType: from.type,
        fromId: from.id,
        toType: to.type,
        toId: to.id,
        type: edge.type,
        createdBy: work.subject,
      })
      .execute();
    audit(work, 'addLineageEdge', target(edge), null, edge);
    return edge;
  });

export const deleteLineageEdge = (context: WriteContext, input: unknown) =>
  perform(context, deleteShape, input, async (work, input) => {
    const edge = toEdge({ from: asKept(input.from), to: asKept(input.to), type: input.type });
    const { numDeletedRows } = await work.db
      .deleteFrom('lineageEdge')
      .where('fromType', '=', edge.fromType)
      .where('fromId', '=', edge.from)
      .where('toType', '=', edge.toType)
      .where('toId', '=', edge.to)
      .where('type', '=', edge.type)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw notFound('LineageEdge', target(edge).id);
    audit(work, 'deleteLineageEdge', target(edge), edge, null);
    return edge;
  });

const toEdge = ({ from, to, type }: Given): Edge => ({
  from: from.id,
  fromType: from.type,
  to: to.id,
  toType: to.type,
  type,
});

const findEdge = ({ db }: Work, edge: Edge) =>
  db
    .selectFrom('lineageEdge')
    .select('type')
    .where('fromType', '=', edge.fromType)
    .where('fromId', '=', edge.from)
    .where('toType', '=', edge.toType)
    .where('toId', '=', edge.to)
    .where('type', '=', edge.type)
    .executeTakeFirst();

const NAMES = {
  DATASET_VERSION: 'DatasetVersion',
  TRAINING_RUN: 'TrainingRun',
  MODEL_VERSION: 'ModelVersion',
  DEPLOYMENT: 'Deployment',
  FEATURE_VIEW: 'FeatureView',
} as const satisfies Record<LineageNodeType, string>;

const hasUuid = ({ type }: NodeRef) => type === 'TRAINING_RUN' || type === 'DEPLOYMENT';

/** UUIDs are kept as the database writes them. */
const asKept = (ref: NodeRef): NodeRef => (hasUuid(ref) ? { ...ref, id: ref.id.toLowerCase() } : ref);

async function getNode(work: Work, ref: NodeRef, place: string): Promise<NodeRef> {
  const kept = asKept(ref);
  const isPossible = !hasUuid(kept) || isUuid(kept.id);
  if (!isPossible || !(await findNode(work, kept))) throw notFound(NAMES[ref.type], ref.id, { place });
  return kept;
}

function findNode({ db }: Work, { type, id }: NodeRef): Promise<object | undefined> {
  switch (type) {
    case 'DATASET_VERSION':
      return db.selectFrom('datasetVersion').select('id').where('id', '=', id).executeTakeFirst();
    case 'TRAINING_RUN':
      return db.selectFrom('run').select('id').where('id', '=', id).executeTakeFirst();
    case 'MODEL_VERSION':
      return db.selectFrom('modelVersion').select('id').where('id', '=', id).executeTakeFirst();
    case 'DEPLOYMENT':
      return db.selectFrom('deployment').select('id').where('id', '=', id).executeTakeFirst();
    case 'FEATURE_VIEW':
      return db.selectFrom('featureView').select('name').where('name', '=', id).executeTakeFirst();
  }
}
