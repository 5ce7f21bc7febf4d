import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/** Whether a request has a body, by what its headers announce. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Ends requests whose body has not come as a whole in this time. (Node's own limit would hold for every route.) */
export function limitBodyTime(app: FastifyInstance, timeoutMs: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (hasBody(request.raw)) {
      // Nobody waits for it alone.
      const timer = setTimeout(() => endLate(app.server, request.raw, reply.raw), timeoutMs).unref();
      const stop = () => clearTimeout(timer);
      request.raw.once('end', stop).once('close', stop);
      timers.set(request.raw, timer);
    }
    done();
  });
}

/** On these routes a request may take any time, as long as bytes come or go. */
export function limitIdleTime(scope: FastifyInstance, idleMs: number): void {
  scope.addHook('onRequest', (request, reply, done) => {
    clearTimeout(timers.get(request.raw));
    reply.raw.setTimeout(idleMs, () => endLate(scope.server, request.raw, reply.raw));
    done();
  });
}

/** Answered as what Node itself ends, of which it tells the server in the same way. */
function endLate(server: Server, request: IncomingMessage, reply: ServerResponse): void {
  if (reply.headersSent) {
    // An answer that has been sent has no connection any more; a request that has come as a whole ends none.
    reply.destroy();
    request.destroy();
    return;
  }
  const code = request.complete ? 'ERR_HTTP_RESPONSE_TIMEOUT' : 'ERR_HTTP_REQUEST_TIMEOUT';
  server.emit('clientError', Object.assign(new Error('Too late'), { code }), request.socket);
}
