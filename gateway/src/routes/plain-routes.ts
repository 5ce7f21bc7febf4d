import { CALLER_HEADER, encodeCaller } from '@tributary/common/caller';
import { mountPlainRoutes, type PlainRouteLimits, type PlainRoutes, toRefusal } from '@tributary/common/plain-routes';
import type { FastifyInstance } from 'fastify';
import type { CallerOf } from '../caller.ts';

/** Serves the plain routes of services, here or forwarded: with the caller in a header that no client's gets into. */
export async function servePlainRoutes(
  app: FastifyInstance,
  all: readonly PlainRoutes[],
  callerOf: CallerOf,
  limits?: PlainRouteLimits,
): Promise<void> {
  for (const routes of all) {
    await app.register(async (scope) => {
      scope.setErrorHandler((error) => {
        throw toRefusal(error);
      });
      scope.addHook('onRequest', async ({ raw: { headers } }) => {
        headers[CALLER_HEADER] = encodeCaller(callerOf(headers));
      });
      await mountPlainRoutes(scope, routes, limits);
    });
  }
}
