import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { CALLER_HEADER, decodeCaller } from './caller.ts';
import { createDoor } from './http/door.ts';
import { serveEventStreams } from './http/event-streams.ts';
import { createHttpServer, listenOn } from './http/http-server.ts';
import { type HttpSettings, SUBGRAPH_HTTP } from './http/http-settings.ts';
import { signalOf } from './http/requests.ts';
import type { Logger } from './log.ts';
import { mountPlainRoutes } from './plain-routes.ts';
import type { IncomingRequest, RequestContext, Subgraph } from './subgraph.ts';

export interface ServeOptions {
  /** 127.0.0.1 unless somebody decided otherwise. */
  host: string;
  /** 0: a free one. */
  port: number;
  log: Logger;
  http?: Partial<HttpSettings>;
}

export interface HttpServer {
  /** Where it listens, such as http://127.0.0.1:4001. */
  readonly url: string;
  /** Stops accepting, lets running requests end, closes the connections. */
  close(): Promise<void>;
}

/** @throws Error that says what to do when the port is taken. */
export async function listen(
  app: FastifyInstance,
  { host, port }: Pick<ServeOptions, 'host' | 'port'>,
): Promise<HttpServer> {
  try {
    const url = await listenOn(app, { host, port }, 'PORT');
    return { url, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Each gateway before this service has a limit of its own. */
const MAX_STREAMS = 10_000;

/** Puts a subgraph on HTTP, for the gateway alone: a request without its header is refused. */
export async function serveSubgraph<Context extends RequestContext>(
  subgraph: Subgraph<Context>,
  { host, port, log, http }: ServeOptions,
): Promise<HttpServer> {
  const { server, createContext, subscribe, ready, plainRoutes } = subgraph;
  await server.start();
  const app = createHttpServer({ ...SUBGRAPH_HTTP, ...http, host, log, ready });
  app.post(
    '/graphql',
    // The gateway asks again when it is told to, and meanwhile its request would lose the time that it has.
    createDoor(app, { holdMs: 0 }),
    fastifyApolloHandler(server, { context: async (request, reply) => createContext(readRequest(request, reply)) }),
  );
  serveEventStreams(app, {
    maxStreams: MAX_STREAMS,
    answer: async function* (operation, { request, reply, signal }) {
      try {
        yield* subscribe(operation, { ...readRequest(request, reply), signal });
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        yield { data: null, errors: [{ message: error.message, extensions: { code: error.extensions.code } }] };
      }
    },
  });
  if (plainRoutes) await mountPlainRoutes(app, plainRoutes);
  app.addHook('onClose', () => server.stop());
  return listen(app, { host, port });
}

function readRequest(request: FastifyRequest, reply: FastifyReply): IncomingRequest {
  const header = request.headers[CALLER_HEADER];
  const caller = decodeCaller(typeof header === 'string' ? header : undefined);
  if (!caller) {
    throw new GraphQLError('This service answers the gateway alone: ask there.', {
      extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
    });
  }
  const leavePlace = () => reply.raw.writeProcessing();
  return { caller, requestId: request.id, signal: signalOf(reply), leavePlace };
}
