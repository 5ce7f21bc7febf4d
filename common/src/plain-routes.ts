import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { CALLER_HEADER, type Caller, decodeCaller } from './caller.ts';
import { limitIdleTime } from './http/body-time.ts';
import { overloaded, Refusal } from './http/refusals.ts';
import { type StoreFailure, StoreOverload } from './overload.ts';

/** Plain HTTP routes that a service has beside GraphQL, such as for bytes that are streamed. */
export interface PlainRoutes {
  /** What their paths begin with, such as /files. */
  readonly prefix: string;
  /** Adds them, without the prefix. Nobody has read their bodies, and whoever asks is named by the gateway's header. */
  register(scope: FastifyInstance): void;
}

export interface PlainRouteLimits {
  /** How long a request may go on without a byte that comes or goes. */
  idleMs?: number;
  /** The most requests at one time. */
  maxRequests?: number;
}

const IDLE_MS = 30_000;
const MAX_REQUESTS = 64;

/** Puts plain routes on a server: bodies are streams there, and the limits of GraphQL's bodies do not hold. */
export async function mountPlainRoutes(
  app: FastifyInstance,
  { prefix, register }: PlainRoutes,
  { idleMs = IDLE_MS, maxRequests = MAX_REQUESTS }: PlainRouteLimits = {},
): Promise<void> {
  await app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _body, done) => done(null));
      limitIdleTime(scope, idleMs);
      limitRequests(scope, maxRequests);
      register(scope);
    },
    { prefix },
  );
}

function limitRequests(scope: FastifyInstance, max: number): void {
  let running = 0;
  scope.addHook('onRequest', async (_request, reply) => {
    if (running >= max) throw overloaded('Too many transfers are under way: try again later.');
    running += 1;
    reply.raw.once('close', () => {
      running -= 1;
    });
  });
}

/** @throws Refusal where the request does not come from the gateway. */
export function readCaller({ headers }: FastifyRequest): Caller {
  const header = headers[CALLER_HEADER];
  const caller = decodeCaller(typeof header === 'string' ? header : undefined);
  if (caller) return caller;
  throw new Refusal(401, 'This service answers the gateway alone: ask there.', { code: 'UNAUTHENTICATED' });
}

/** What GraphQL would tell of an error, as an answer of plain HTTP. Any other error stays as it is, and is masked. */
export function toRefusal(error: unknown, storeFailure: StoreFailure = () => undefined): unknown {
  if (error instanceof GraphQLError) return refusalOf(error);
  const failure = storeFailure(error);
  if (failure instanceof StoreOverload) return overloaded(failure.message);
  return failure === undefined ? error : new Refusal(503, failure, { code: 'STORE_UNAVAILABLE' });
}

function refusalOf({ message, extensions: { code, http } }: GraphQLError): Refusal {
  const status = typeof http === 'object' && http !== null && 'status' in http ? Number(http.status) : 503;
  return new Refusal(status, message, { code: String(code) });
}
