import type { Server } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { GivenUp, stopping } from '../given-up.ts';
import { isEnding } from './shutdown.ts';

/** How long requests that run when a server closes have to end by themselves. */
const DRAIN_MS = 4_000;
/** How long they have after that to say that they were ended. */
const LAST_WORDS_MS = 1_500;

const running = new WeakMap<Server, Set<AbortController>>();
const closingServers = new WeakSet<Server>();

/** Whether the server takes no more: kept alive, a connection would hold up the close, or be cut when it is used again. */
export const isDraining = (server: Server): boolean => closingServers.has(server) || isEnding();

/**
 * Aborted when nobody waits for the answer any more: the client has left, or the server must close.
 * (The request's own stream closes as soon as its body is read: only the reply's tells that the client is gone.)
 */
export function signalOf({ raw, server: { server } }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  const all = running.get(server) ?? new Set();
  running.set(server, all.add(controller));
  raw.once('close', () => {
    all.delete(controller);
    if (!raw.writableFinished) controller.abort(new GivenUp('The client has left.'));
  });
  return controller.signal;
}

/**
 * Lets running requests end before the server closes, for a while: then they are given up, and whatever connection is
 * still open is cut, such as one whose request is still on its way.
 */
export function drainOnClose(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    closingServers.add(app.server);
    setTimeout(() => {
      for (const controller of running.get(app.server) ?? []) controller.abort(stopping());
    }, DRAIN_MS).unref();
    setTimeout(() => app.server.closeAllConnections(), DRAIN_MS + LAST_WORDS_MS).unref();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining(app.server)) reply.header('connection', 'close');
  });
  // An answer that was begun before that, such as a long download, did not say so.
  app.addHook('onResponse', async ({ raw: { socket } }) => {
    if (closingServers.has(app.server)) socket.destroySoon();
  });
}
