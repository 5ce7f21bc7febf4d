import type { ApolloServerPlugin } from '@apollo/server';
import { isForClient } from '@tributary/common/errors';
import { Refusal } from '@tributary/common/http/refusals';
import type { Logger } from '@tributary/common/log';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isRecord } from './answer.ts';
import type { GatewayContext } from './fetch/data-source.ts';

/** Names the request in an error, so that a client's report leads to the log. */
export const nameRequest = (error: GraphQLFormattedError, requestId: string): GraphQLFormattedError => ({
  ...error,
  extensions: { ...error.extensions, requestId },
});

/** Logs what failed in the gateway itself, once; what failed in a service was logged there. */
export function nameRequestInErrors(log: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    contextCreationDidFail: async ({ error }) => {
      if (!(error instanceof GraphQLError && isForClient(error))) log.error({ err: error }, 'a request failed');
    },
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue: { requestId } }) => {
        for (const err of errors.filter(isOwnFailure)) log.error({ err, requestId }, 'a request failed');
      },
      willSendResponse: async ({ response: { body }, contextValue: { requestId } }) => {
        if (body.kind !== 'single' || !body.singleResult.errors) return;
        body.singleResult.errors = body.singleResult.errors.map((error) => nameRequest(error, requestId));
      },
    }),
  };
}

/** The executor names the service in each error that came from a data source. */
const isOwnFailure = (error: GraphQLError) =>
  error.extensions.serviceName === undefined && !isForClient(error) && !isBadRequest(error);

/** Of some mistakes in requests, such as a persisted query's wrong hash, Apollo Server says so by the status alone. */
function isBadRequest({ extensions: { code, http } }: GraphQLError): boolean {
  return code === undefined && isRecord(http) && http.status === 400;
}

export const tellBadRequest = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError =>
  error instanceof GraphQLError && isBadRequest(error)
    ? { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_REQUEST' } }
    : formatted;

/**
 * What never became an operation is answered in the same form: bodies that are no JSON or too large, other content
 * types and paths, and what Apollo Server refuses before it has a context.
 */
export function answerErrorsAsGraphQL(app: FastifyInstance): void {
  app.setNotFoundHandler(async ({ method, url }) => {
    throw new Refusal(404, `There is no ${method} ${url.split('?')[0]}: POST to /graphql.`);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('x-request-id', request.id);
    if (reply.statusCode < 400 || typeof payload !== 'string') return payload;
    return nameRequestInText(payload, request.id);
  });
}

function nameRequestInText(payload: string, requestId: string): string {
  try {
    const body: unknown = JSON.parse(payload);
    if (!isRecord(body) || !Array.isArray(body.errors)) return payload;
    return JSON.stringify({ ...body, errors: body.errors.map((error) => nameRequest(error, requestId)) });
  } catch {
    return payload;
  }
}
