import type { ApolloServer } from '@apollo/server';
import { Budget } from '@tributary/common/budget';
import { serveEventStreams } from '@tributary/common/http/event-streams';
import type { FastifyInstance } from 'fastify';
import { type Answer, answerOf } from '../answer.ts';
import type { CallerOf } from '../caller.ts';
import type { DataSource, GatewayContext } from '../fetch/data-source.ts';
import { PlannedStream } from '../fetch/planned-stream.ts';
import { RequestFetches } from '../fetch/request-fetches.ts';
import { nameRequest } from '../request-errors.ts';

export interface SubscriptionOptions {
  server: ApolloServer<GatewayContext>;
  sourceOf(service: string): DataSource | undefined;
  callerOf: CallerOf;
  maxCost: number;
  maxSubscriptions?: number | undefined;
}

/**
 * Forwards each subscription to the service that has its events. An operation goes the way of all others as far as its plan:
 * parsed, checked, held to the limits, its errors told alike.
 */
export function serveSubscriptions(app: FastifyInstance, options: SubscriptionOptions): void {
  const { server, sourceOf, callerOf, maxCost, maxSubscriptions } = options;
  serveEventStreams(app, {
    ...(maxSubscriptions !== undefined && { maxStreams: maxSubscriptions }),
    answer: async function* ({ query, operationName, variables }, { request, signal }): AsyncGenerator<Answer> {
      const stream = new PlannedStream();
      const planned = Promise.withResolvers<void>();
      const context: GatewayContext = {
        caller: callerOf(request.headers),
        requestId: request.id,
        signal,
        sent: planned.promise,
        fetches: new RequestFetches(),
        budget: new Budget(maxCost),
        stream,
      };
      const { body } = await server
        .executeOperation(
          { query, variables: { ...variables }, ...(operationName !== undefined && { operationName }) },
          { contextValue: context },
        )
        .finally(planned.resolve);
      if (body.kind !== 'single') throw new Error('A subscription was planned in parts.');
      const source = stream.service === undefined ? undefined : sourceOf(stream.service);
      if (!source || !stream.operation) {
        yield answerOf(body.singleResult.data, body.singleResult.errors);
        return;
      }
      for await (const answer of source.subscribe(stream.operation, context)) {
        const { data, errors } = stream.restore(answer);
        yield answerOf(
          data,
          errors?.map((error) => nameRequest(error, request.id)),
        );
      }
    },
  });
}
