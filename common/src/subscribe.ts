import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
  validate,
} from 'graphql';
import { badUserInput, type createErrorFormatter, isForClient } from './errors.ts';
import type { Logger } from './log.ts';
import type { IncomingRequest, RequestContext } from './request-context.ts';

/** A subscription as it comes from the gateway. */
export interface SubscriptionRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** What an event says. */
export interface EventAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Answers an event each time that there is news. What is wrong with the request itself is the only event. Never throws. */
export type Subscribe = (request: SubscriptionRequest, incoming: IncomingRequest) => AsyncGenerator<EventAnswer>;

interface SubscribeOptions<Context extends RequestContext> {
  readonly schema: GraphQLSchema;
  createContext(request: IncomingRequest): Context;
  readonly formatError: ReturnType<typeof createErrorFormatter>;
  readonly log: Logger;
}

/** Each event is an operation of its own: with a new context, whose loaders have read nothing yet, and its own budget. */
export function createSubscribe<Context extends RequestContext>(options: SubscribeOptions<Context>): Subscribe {
  const { schema, createContext, formatError, log } = options;

  const tell = ({ data = null, errors }: ExecutionResult, { requestId, signal }: IncomingRequest): EventAnswer => {
    for (const error of errors ?? []) {
      const err = error.originalError ?? error;
      if (err !== signal.reason && !isForClient(error)) log.error({ err, requestId }, 'a request failed');
    }
    return { data, ...(errors && { errors: errors.map((error) => formatError(error.toJSON(), error)) }) };
  };

  return async function* subscribe({ query, operationName, variables = {} }, incoming) {
    let path: readonly string[] = [];
    try {
      const { document, path: found } = readSubscription(schema, query, operationName);
      path = found;
      const args = { schema, document, variableValues: variables, operationName };
      const source = await createSourceEventStream({ ...args, contextValue: createContext(incoming) });
      if (!(Symbol.asyncIterator in source)) {
        yield tell(source, incoming);
        return;
      }
      for await (const rootValue of source) {
        yield tell(await execute({ ...args, rootValue, contextValue: createContext(incoming) }), incoming);
      }
    } catch (error) {
      const errors = error instanceof AggregateError ? error.errors : [error];
      yield tell({ data: null, errors: errors.map((cause: unknown) => asGraphQLError(cause, path)) }, incoming);
    }
  };
}

/** @throws GraphQLError, or an AggregateError of several, where it is no subscription of this schema. */
function readSubscription(
  schema: GraphQLSchema,
  query: string,
  operationName: string | undefined,
): { document: DocumentNode; path: readonly string[] } {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) throw new AggregateError(errors.map(asInvalid));
  const operation = getOperationAST(document, operationName);
  const [field] = operation?.selectionSet.selections ?? [];
  if (operation?.operation !== 'subscription') {
    throw badUserInput('An event stream carries one subscription: send queries and mutations as plain requests.');
  }
  return { document, path: field?.kind === Kind.FIELD ? [(field.alias ?? field.name).value] : [] };
}

const asInvalid = ({ message, nodes }: GraphQLError) =>
  new GraphQLError(message, { nodes: nodes ?? null, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });

const asGraphQLError = (error: unknown, path: readonly string[]): GraphQLError => {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('', { path, originalError: error instanceof Error ? error : new Error(String(error)) });
};
