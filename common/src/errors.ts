import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { overload, type StoreFailure, StoreOverload } from './overload.ts';

/** The codes of errors that keep their message on the way to the client; whatever else fails is masked. */
const CLIENT_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'QUERY_TOO_COMPLEX',
  'OVERLOADED',
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'STORE_UNAVAILABLE',
]);

/** What the client asked for wrongly: the message says where and what would be right. */
export const badUserInput = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** A write was sent and its answer is missing, for this cause: it may have happened. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('A write was not answered', { cause });
  }
}

/** What the caller of a mutation is told whose answer is missing, after the reason. */
export const MAY_HAVE_HAPPENED =
  'It is not known whether this was done: look before you send it again; with an idempotencyKey it can be sent at once.';

/**
 * What leaves a service as an error: message, path, place in the query, and of the extensions code, service, outcome and
 * when to come again, so that no driver's or library's own fields (a host, an SQL text, a stack) get out.
 * @param service the name that errors of this service carry; the gateway has none of its own.
 */
export function createErrorFormatter(service?: string, storeFailure: StoreFailure = () => undefined) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, ...extensions } = viewOf(formatted, unwrapResolverError(error), storeFailure);
    const from = service ?? formatted.extensions?.service;
    return {
      message,
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
      extensions: { ...extensions, ...(typeof from === 'string' && { service: from }) },
    };
  };
}

function viewOf(formatted: GraphQLFormattedError, cause: unknown, storeFailure: StoreFailure) {
  if (cause instanceof OutcomeUnknown) return unknownOutcome(storeFailure(cause.cause));
  const failure = storeFailure(cause);
  if (failure instanceof StoreOverload) return { message: failure.message, ...overload(failure.message).extensions };
  return failure === undefined ? clientView(formatted) : { message: failure, code: 'STORE_UNAVAILABLE' };
}

const unknownOutcome = (reason: ReturnType<StoreFailure>) => ({
  message: `${typeof reason === 'string' ? reason : 'The store does not answer.'} ${MAY_HAVE_HAPPENED}`,
  code: 'STORE_UNAVAILABLE',
  outcome: UNKNOWN,
});

const UNKNOWN = 'UNKNOWN';

function clientView({ message, extensions }: GraphQLFormattedError) {
  const { code, outcome, retryAfterSeconds } = extensions ?? {};
  if (typeof code === 'string' && CLIENT_CODES.has(code)) {
    return {
      message: shorten(message),
      code,
      ...(outcome === UNKNOWN && { outcome }),
      ...(typeof retryAfterSeconds === 'number' && { retryAfterSeconds }),
    };
  }
  return { message: 'Internal server error', code: 'INTERNAL_SERVER_ERROR' };
}

const MAX_MESSAGE = 2_000;

/** A message that names a value of megabytes does not carry it back. */
const shorten = (message: string) =>
  message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE).toWellFormed()}…` : message;

/** Whether the client is told an error as it is: then it is the client's to mend, and no line in our log. */
export const isForClient = (error: GraphQLError) => CLIENT_CODES.has(String(error.extensions.code));
