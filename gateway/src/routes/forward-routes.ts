import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { REQUEST_ID_HEADER } from '@tributary/common/caller';
import { hasBody } from '@tributary/common/http/body-time';
import { Refusal } from '@tributary/common/http/refusals';
import { signalOf } from '@tributary/common/http/requests';
import type { PlainRoutes } from '@tributary/common/plain-routes';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'undici';

export interface ForwardOptions {
  prefix: string;
  /** The service that has the routes. */
  service: string;
  /** Where it is now: a new supergraph may say another place. */
  urlOf(service: string): string | undefined;
}

/** Those of one connection alone; undici writes its own. */
const OF_A_CONNECTION = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The plain routes of a service that is another process: bytes go through both ways as they come, and none is kept. */
export function forwardRoutes({ prefix, service, urlOf }: ForwardOptions): PlainRoutes {
  const pools = new Map<string, Pool>();
  const poolFor = (origin: string) => {
    // Whoever waits on either side is ended by the limit on the client's connection.
    const pool = pools.get(origin) ?? new Pool(origin, { headersTimeout: 0, bodyTimeout: 0, pipelining: 1 });
    pools.set(origin, pool);
    return pool;
  };

  async function forward({ raw: request, id }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const url = urlOf(service);
    if (url === undefined) throw unreachable(service);
    const signal = signalOf(reply);
    const answer = await poolFor(new URL(url).origin)
      .request({
        method: request.method ?? 'GET',
        path: request.url ?? prefix,
        headers: { ...endToEnd(request.headers), [REQUEST_ID_HEADER]: id },
        body: hasBody(request) ? detached(request) : null,
        signal,
      })
      .catch((cause: unknown) => {
        signal.throwIfAborted();
        reply.log.warn({ err: cause, requestId: id, service }, 'a plain request failed');
        throw unreachable(service);
      });
    reply.code(answer.statusCode).headers(endToEnd(answer.headers));
    if (request.method !== 'HEAD') return reply.send(answer.body);
    await answer.body.dump();
    return reply.send();
  }

  return {
    prefix,
    register(scope) {
      scope.all('/', { exposeHeadRoute: false }, forward);
      scope.all('/*', { exposeHeadRoute: false }, forward);
      scope.addHook('onClose', async () => {
        await Promise.all([...pools.values()].map((pool) => pool.destroy()));
      });
    },
  };
}

const endToEnd = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_A_CONNECTION.has(name)));

/**
 * undici destroys a body that the service does not want as a whole; the client's connection must outlive it, and what
 * still comes is thrown away.
 */
function detached(request: IncomingMessage): PassThrough {
  const body = request.pipe(new PassThrough());
  body.once('error', () => {}).once('close', () => request.resume());
  request.once('close', () => {
    if (!request.complete) body.destroy(new Error('The client has left'));
  });
  return body;
}

const unreachable = (service: string) =>
  new Refusal(502, `${service} could not be reached, or broke off: send the request again.`, {
    code: 'SUBGRAPH_UNAVAILABLE',
  });
