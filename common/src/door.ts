import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { overloaded } from './refusals.ts';
import { type OperationKind, Turns } from './turns.ts';

export interface DoorOptions {
  /** The most requests, under way and waiting. */
  maxRequests?: number;
  /** How long a query waits to begin. */
  queryWaitMs?: number;
  mutationWaitMs?: number;
}

const MAX_REQUESTS = 1_000;
const QUERY_WAIT_MS = 1_000;
const MUTATION_WAIT_MS = 5_000;

/**
 * The hooks of a GraphQL route that keep a rush outside: a request is refused before its body is read where too many are
 * there, or where those that wait do so in vain; and it begins when the event loop has time for it.
 */
export function createDoor({ server }: FastifyInstance, options: DoorOptions = {}) {
  const { maxRequests = MAX_REQUESTS, queryWaitMs = QUERY_WAIT_MS, mutationWaitMs = MUTATION_WAIT_MS } = options;
  const turns = new Turns({ query: queryWaitMs, mutation: mutationWaitMs });
  server.on('connection', () => turns.connected());
  let inside = 0;
  return {
    onRequest: async (_request: FastifyRequest, reply: FastifyReply) => {
      if (inside >= maxRequests || turns.isHopeless) throw refuse();
      inside += 1;
      reply.raw.once('close', () => {
        inside -= 1;
      });
    },
    preHandler: async ({ body, query }: FastifyRequest, reply: FastifyReply) => {
      if (!(await turns.enter(kindOf(body ?? query), reply.raw))) throw refuse();
    },
  };
}

const refuse = () => overloaded('There is more to do than can be done now: try again later.');

/** By a look at the text, since it only decides where an operation waits. */
function kindOf(request: unknown): OperationKind {
  const isMutation =
    typeof request === 'object' &&
    request !== null &&
    'query' in request &&
    typeof request.query === 'string' &&
    /^\s*mutation\b|\}\s*mutation\b/.test(request.query);
  return isMutation ? 'mutation' : 'query';
}
