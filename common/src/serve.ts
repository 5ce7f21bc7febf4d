import { randomUUID } from 'node:crypto';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { GraphQLError } from 'graphql';
import { CALLER_HEADER, decodeCaller, REQUEST_ID_HEADER } from './caller.ts';
import type { Logger } from './log.ts';
import type { RequestContext, Subgraph } from './subgraph.ts';

export interface ServeOptions {
  /** 127.0.0.1 unless somebody decided otherwise. */
  host: string;
  /** 0: a free one. */
  port: number;
  log: Logger;
}

export interface HttpServer {
  /** Where it listens, such as http://127.0.0.1:4001. */
  readonly url: string;
  /** Stops accepting, lets running requests end, closes the connections. */
  close(): Promise<void>;
}

/** Longer than any client of ours keeps an idle connection, so that it is never the server that closes one in use. */
const KEEP_ALIVE_MS = 75_000;
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** A server with the two probes: /livez says that the process lives, /readyz that what it needs answers. */
export function createHttpServer(log: Logger, ready: () => Promise<unknown>): FastifyInstance {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    genReqId: (request) => readRequestId(request.headers[REQUEST_ID_HEADER]),
  });
  endConnectionsOnClose(app);
  app.get('/livez', async () => ({ status: 'UP' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await ready();
      return { status: 'UP' };
    } catch (err) {
      log.warn({ err }, 'not ready');
      return reply.code(503).send({ status: 'DOWN' });
    }
  });
  return app;
}

/** Connections in use when the server closes end with their answer: kept alive, they would hold up the close. */
function endConnectionsOnClose(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}

/** @throws Error that says what to do when the port is taken. */
export async function listen(
  app: FastifyInstance,
  { host, port }: Pick<ServeOptions, 'host' | 'port'>,
): Promise<HttpServer> {
  try {
    const url = await app.listen({ host, port });
    return { url, close: () => app.close() };
  } catch (error) {
    await app.close();
    if (!isPortTaken(error)) throw error;
    const message = `Port ${port} of ${host} is taken by another process. Stop that one, or choose a port: PORT=${port + 1}.`;
    throw new Error(message, { cause: error });
  }
}

const isPortTaken = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';

/** Puts a subgraph on HTTP, for the gateway alone: a request without its header is refused. */
export async function serveSubgraph<Context extends RequestContext>(
  subgraph: Subgraph<Context>,
  options: ServeOptions,
): Promise<HttpServer> {
  const { server, createContext, ready } = subgraph;
  await server.start();
  const app = createHttpServer(options.log, ready);
  app.post(
    '/graphql',
    fastifyApolloHandler(server, { context: async (request) => createContext(readRequest(request)) }),
  );
  app.addHook('onClose', () => server.stop());
  return listen(app, options);
}

function readRequest(request: FastifyRequest): RequestContext {
  const header = request.headers[CALLER_HEADER];
  const caller = decodeCaller(typeof header === 'string' ? header : undefined);
  if (!caller) {
    throw new GraphQLError('This service answers the gateway alone: ask there.', {
      extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
    });
  }
  return { caller, requestId: request.id };
}

/** A request id from outside is kept when it cannot do harm in a log line. */
function readRequestId(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,100}$/.test(header) ? header : randomUUID();
}
