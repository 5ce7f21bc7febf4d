import { audit } from '@tributary/common/mutations/audit';
import { reference } from '@tributary/common/mutations/inputs';
import { conflict, type Outcome } from '@tributary/common/mutations/outcome';
import { sql } from 'kysely';
import { z } from 'zod';
import { leadsTo } from '../graph/cycles.ts';
import type { Edge, NodeRef } from '../graph/edges.ts';
import { isPossibleNode, NODE_KINDS } from '../graph/node-kinds.ts';
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
  type: z.custom<LineageNodeType>((type) => typeof type === 'string' && Object.hasOwn(NODE_KINDS, type)),
  id: reference,
});
const addShape = z.object({
  from: node,
  to: node,
  type: z
    .string()
    .regex(
      /^[a-z][a-z0-9_-]{0,99}$/,
      'must be the type of an edge: 1 to 100 of a-z, 0-9, _ and -, beginning with a letter',
    ),
});
/** Takes any type: an edge that no caller could have added is not found. */
const deleteShape = z.object({ from: node, to: node, type: reference });
type Given = z.output<typeof deleteShape>;

/** Adding an edge that is there changes nothing. */
export const addLineageEdge = (context: WriteContext, input: unknown): Promise<Outcome<Edge>> =>
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
      .values({ ...rowOf(edge), createdBy: work.subject })
      .execute();
    audit(work, 'addLineageEdge', target(edge), null, edge);
    return edge;
  });

export const deleteLineageEdge = (context: WriteContext, input: unknown): Promise<Outcome<Edge>> =>
  perform(context, deleteShape, input, async (work, input) => {
    const edge = toEdge({ from: asStored(input.from), to: asStored(input.to), type: input.type });
    const { numDeletedRows } = await work.db
      .deleteFrom('lineageEdge')
      .where((eb) => eb.and(rowOf(edge)))
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

const rowOf = ({ from, fromType, to, toType, type }: Edge) => ({ fromType, fromId: from, toType, toId: to, type });

const findEdge = ({ db }: Work, edge: Edge): Promise<object | undefined> =>
  db
    .selectFrom('lineageEdge')
    .select('type')
    .where((eb) => eb.and(rowOf(edge)))
    .executeTakeFirst();

/** A node's id as the database writes it. */
const asStored = (ref: NodeRef): NodeRef =>
  NODE_KINDS[ref.type].idType === 'uuid' ? { ...ref, id: ref.id.toLowerCase() } : ref;

async function getNode(work: Work, ref: NodeRef, place: string): Promise<NodeRef> {
  const stored = asStored(ref);
  if (isPossibleNode(stored) && (await exists(work, stored))) return stored;
  throw notFound(NODE_KINDS[ref.type].typename, ref.id, { place });
}

async function exists({ db }: Work, { type, id }: NodeRef): Promise<boolean> {
  const { table, idColumn } = NODE_KINDS[type];
  const { rows } = await sql`select from ${sql.table(table)} where ${sql.ref(idColumn)} = ${id}`.execute(db);
  return rows.length > 0;
}
