import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema, type GraphQLSchemaModule } from '@apollo/subgraph';
import {
  defaultFieldResolver,
  type GraphQLArgument,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  parse,
} from 'graphql';
import { createDocumentCache, DOCUMENT_CACHE_MIB } from './bounded-cache.ts';
import { Budget, countValues, MAX_ANSWER_VALUES } from './budget.ts';
import { countObjects } from './count-objects.ts';
import { createErrorFormatter, isForClient } from './errors.ts';
import type { Logger } from './log.ts';
import { logRefusal } from './log-refusal.ts';
import { type StoreFailure, StoreOverload } from './overload.ts';
import type { PlainRoutes } from './plain-routes.ts';
import type { IncomingRequest, RequestContext } from './request-context.ts';
import { scalars } from './scalars.ts';
import { createSubscribe, type Subscribe } from './subscribe.ts';

export type { IncomingRequest, RequestContext } from './request-context.ts';

/** A federated service over one store, without a transport: the gateway's process calls it, or serveSubgraph does. */
export interface Subgraph<Context extends RequestContext = RequestContext> {
  readonly name: string;
  readonly server: ApolloServer<Context>;
  /** A new one for each fetch of the gateway, with loaders of its own. */
  createContext(request: IncomingRequest): Context;
  readonly subscribe: Subscribe;
  /** Resolves when the store answers a real query, rejects when it does not. */
  ready(): Promise<unknown>;
  /** What it answers beside GraphQL. */
  readonly plainRoutes?: PlainRoutes;
}

export interface SubgraphOptions<Context extends RequestContext> {
  name: string;
  /** Of the subgraph's own schema.graphql. */
  schemaUrl: URL;
  /** Its context is checked where each is written: the library's type does not know what a reference's resolver gets. */
  resolvers: NonNullable<GraphQLSchemaModule['resolvers']>;
  createContext(request: RequestContext): Context;
  ready(): Promise<unknown>;
  storeFailure: StoreFailure;
  log: Logger;
  limits?: SubgraphLimits | undefined;
}

/** The limits of one operation. */
export interface SubgraphLimits {
  /** Values in the answer to one operation. */
  readonly maxAnswerValues: number;
  /** What is kept of operations, parsed and checked. */
  readonly documentCacheMib: number;
}

const DEFAULT_LIMITS: SubgraphLimits = {
  maxAnswerValues: MAX_ANSWER_VALUES,
  documentCacheMib: DOCUMENT_CACHE_MIB,
};

/** The limits by the environment that a subgraph's process reads. */
export const toSubgraphLimits = (config: {
  readonly MAX_ANSWER_VALUES: number;
  readonly DOCUMENT_CACHE_MIB: number;
}): SubgraphLimits => ({
  maxAnswerValues: config.MAX_ANSWER_VALUES,
  documentCacheMib: config.DOCUMENT_CACHE_MIB,
});

/** The types that all subgraphs share, loaded into each: repeated in each file, they would have to be kept equal by hand. */
const COMMON_SCHEMA = new URL('../../schema/common.graphql', import.meta.url);

/** A subgraph's whole SDL. */
export const readSubgraphSdl = (schemaUrl: URL) =>
  `${readFileSync(fileURLToPath(schemaUrl), 'utf8')}\n${readFileSync(fileURLToPath(COMMON_SCHEMA), 'utf8')}`;

export function createSubgraph<Context extends RequestContext>(options: SubgraphOptions<Context>): Subgraph<Context> {
  const { name, ready, log, limits = DEFAULT_LIMITS } = options;
  const typeDefs = parse(readSubgraphSdl(options.schemaUrl));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: { ...scalars, ...options.resolvers } }]);
  takeNullAsDefault(schema);
  lookBeforeRootFields(schema);
  countObjects<Context>(schema);
  const formatError = createErrorFormatter(name, options.storeFailure);
  const server = new ApolloServer<Context>({
    schema,
    introspection: true,
    documentStore: createDocumentCache(limits.documentCacheMib),
    // The gateway sends each operation whole.
    persistedQueries: false,
    formatError,
    // Cache hints, which nobody here reads, would wrap every resolver.
    plugins: [ApolloServerPluginCacheControlDisabled(), logErrors(options), keepToBudget(formatError)],
    // Signals are the process's business: it drains the transport first and closes the store last.
    stopOnTerminationSignals: false,
    logger: log,
  });
  const createContext = (request: IncomingRequest) =>
    options.createContext({ ...request, budget: new Budget(limits.maxAnswerValues) });
  const subscribe = createSubscribe({ schema, createContext, formatError, log });
  return { name, server, createContext, subscribe, ready };
}

/** A root field that has not begun when nobody waits any more does not begin: of a mutation's fields the rest is left. */
function lookBeforeRootFields(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const resolve: GraphQLFieldResolver<unknown, RequestContext> = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, context: RequestContext, info) => {
        context.signal.throwIfAborted();
        return resolve(source, args, context, info);
      };
    }
  }
}

/** GraphQL gives an argument its default only when it is left out; here null means the default, too. */
function takeNullAsDefault(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const defaults = field.args.filter((argument) => argument.defaultValue != null);
      if (defaults.length === 0) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, context, info) => resolve(source, withDefaults(args, defaults), context, info);
    }
  }
}

function withDefaults(args: Record<string, unknown>, defaults: readonly GraphQLArgument[]): Record<string, unknown> {
  const missing = defaults.filter((argument) => args[argument.name] === null);
  if (missing.length === 0) return args;
  return { ...args, ...Object.fromEntries(missing.map((argument) => [argument.name, argument.defaultValue])) };
}

/** Logs what is not the client's to mend: once a failure, however many fields of the answer it took away. */
function logErrors<Context extends RequestContext>({
  log,
  storeFailure,
}: SubgraphOptions<Context>): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue: { signal, requestId } }) => {
        const failures = new Set(errors.filter((error) => !isForClient(error)).map(unwrapResolverError));
        // Nobody waited: no failure.
        failures.delete(signal.reason);
        for (const err of failures) {
          const failure = storeFailure(err);
          if (failure instanceof StoreOverload) logRefusal(log, requestId, failure.message);
          else log.error({ err, requestId }, 'a request failed');
        }
      },
    }),
  };
}

/** An answer over the budget is let go, and says so once: graphql-js says it at each place that it came to since. */
function keepToBudget<Context extends RequestContext>(
  formatError: ReturnType<typeof createErrorFormatter>,
): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body }, contextValue: { budget } }) => {
        if (body.kind !== 'single') return;
        // Objects were counted when they were made; long texts and documents are seen here.
        const isOver = budget.error || countValues(body.singleResult.data, budget.max) > budget.max;
        if (!isOver) return;
        const error = budget.error ?? budget.end();
        body.singleResult = { data: null, errors: [formatError(error.toJSON(), error)] };
      },
    }),
  };
}
