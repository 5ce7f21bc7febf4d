import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuseOverload } from './refusals.ts';
import { type OperationKind, Turns } from './turns.ts';

export interface DoorOptions {
  /** The most requests, under way and waiting. */
  maxRequests?: number;
  /** How long a query waits to begin. */
  queryWaitMs?: number;
  mutationWaitMs?: number;
  /** How long a refusal is held back. */
  holdMs?: number;
}

const MAX_REQUESTS = 1_000;
/** Of the places, those that mutations leave to queries. */
const QUERIES_SHARE = 1 / 4;
const QUERY_WAIT_MS = 1_000;
const MUTATION_WAIT_MS = 5_000;
/** Shorter than anybody is told to wait. */
const HOLD_MS = 500;
const FULL = 'There is more to do than can be done now: try again later.';

/**
 * The hooks of a GraphQL route that keep a rush outside: a request is refused before its body is read where too many are
 * there, and then where those of its kind wait in vain; and it begins when the event loop has time for it. Whoever is
 * refused hears of it a moment later: clients that ask again at once would otherwise be all that there is time for.
 */
export function createDoor({ server }: FastifyInstance, options: DoorOptions = {}) {
  const { maxRequests = MAX_REQUESTS, queryWaitMs = QUERY_WAIT_MS, mutationWaitMs = MUTATION_WAIT_MS } = options;
  const { holdMs = HOLD_MS } = options;
  const mostMutations = Math.ceil(maxRequests * (1 - QUERIES_SHARE));
  const turns = new Turns({ query: queryWaitMs, mutation: mutationWaitMs });
  server.on('connection', () => turns.connected());
  const inside = new Set<ServerResponse>();
  const mutations = new Set<ServerResponse>();
  let held = 0;

  const leave = (reply: ServerResponse) => {
    inside.delete(reply);
    mutations.delete(reply);
  };
  const refuse = (request: FastifyRequest, reply: FastifyReply) => {
    leave(reply.raw);
    if (holdMs === 0 || held >= maxRequests) {
      refuseOverload(request, reply, FULL);
      return;
    }
    held += 1;
    reply.hijack();
    const timer = setTimeout(() => refuseOverload(request, reply, FULL), holdMs);
    reply.raw.once('close', () => {
      held -= 1;
      clearTimeout(timer);
    });
  };
  const mayEnter = async (kind: OperationKind, reply: ServerResponse) => {
    if (kind === 'mutation') {
      if (mutations.size >= mostMutations) return false;
      mutations.add(reply);
    }
    return turns.enter(kind, reply);
  };

  return {
    onRequest: (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      if (inside.size >= maxRequests) {
        refuse(request, reply);
        return;
      }
      inside.add(reply.raw);
      reply.raw.once('close', () => leave(reply.raw));
      done();
    },
    preHandler: async (request: FastifyRequest, reply: FastifyReply) => {
      const { body, query } = request;
      if (!(await mayEnter(kindOf(body ?? query), reply.raw))) refuse(request, reply);
    },
  };
}

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
