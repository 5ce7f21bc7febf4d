import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { REQUEST_ID_HEADER } from '../caller.ts';
import type { Logger } from '../log.ts';
import { type Address, explainAddress } from './address.ts';
import { readJsonBodies } from './bodies.ts';
import { limitBodyTime } from './body-time.ts';
import { EVENT_STREAM, EVENT_STREAM_PATH } from './event-streams.ts';
import { refuseForeignHosts } from './hosts.ts';
import type { HttpSettings } from './http-settings.ts';
import { createReadiness, serveProbes } from './probes.ts';
import { answerBrokenRequest, answerRefusals } from './refusals.ts';
import { drainOnClose } from './requests.ts';

export interface HttpServerOptions extends HttpSettings {
  host: string;
  log: Logger;
  /** Resolves when what the server needs answers. */
  ready(): Promise<unknown>;
  /** What to send in the place of a NaN or an infinity, where there is something. */
  insteadOfNonFinite?: (() => string | undefined) | undefined;
}

/** Longer than any client of ours keeps an idle connection, so that it is never the server that closes one in use. */
const KEEP_ALIVE_MS = 75_000;
/** Connections that come while this process computes; what comes beyond them is reset. */
const BACKLOG = 4_096;
/** How often requests that are late are looked for. */
const LOOK_EVERY_MS = 1_000;

/** A server with the two probes, and without routes of its own. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { log, probePort } = options;
  const isReady = createReadiness(options.ready, log);
  const app = createApp(options);
  drainOnClose(app);
  serveProbes(app, isReady);
  if (probePort !== undefined) serveProbesAt(probePort, app, isReady, options);
  return app;
}

function createApp({ log, requestTimeoutMs, ...options }: HttpServerOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: {
      // Bodies have a time of their own, by limitBodyTime.
      requestTimeout: 0,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: LOOK_EVERY_MS,
      // A missing Host is answered as any other that does not fit.
      requireHostHeader: false,
    },
    clientErrorHandler: answerBrokenRequest,
    forceCloseConnections: 'idle',
    rewriteUrl: ({ url = '/', headers }) => streamUrlOf(url, headers.accept),
    genReqId: (request) => readRequestId(request.headers[REQUEST_ID_HEADER]),
  });
  answerRefusals(app);
  limitBodyTime(app, requestTimeoutMs);
  refuseForeignHosts(app, options);
  readJsonBodies(app, options, options.insteadOfNonFinite);
  return app;
}

/** The probes once more, where nothing else is asked. It listens before the server does, and ends after it. */
function serveProbesAt(
  port: number,
  app: FastifyInstance,
  isReady: () => Promise<boolean>,
  options: HttpServerOptions,
): void {
  const probes = createApp(options);
  serveProbes(probes, async () => app.server.listening && isReady());
  app.addHook('onReady', async () => {
    await listenOn(probes, { host: options.host, port }, 'PROBE_PORT');
  });
  app.addHook('onClose', () => probes.close());
}

/**
 * @param variable that sets the port, for the remedy.
 * @throws Error that says what to do when the port is taken.
 */
export async function listenOn(app: FastifyInstance, address: Address, variable: string): Promise<string> {
  try {
    return await app.listen({ ...address, backlog: BACKLOG });
  } catch (error) {
    throw explainAddress(address, variable, error);
  }
}

/** What accepts nothing but an event stream is served where streams are: a plain request gives its place back soon. */
const streamUrlOf = (url: string, accept: string | undefined) =>
  accept === EVENT_STREAM ? url.replace(/^\/graphql(?=$|\?)/, EVENT_STREAM_PATH) : url;

/** A request id from outside is kept when it cannot do harm in a log line. */
function readRequestId(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,100}$/.test(header) ? header : randomUUID();
}
