import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastifyCors from '@fastify/cors';
import { createDocumentCache } from '@tributary/common/bounded-cache';
import { Budget } from '@tributary/common/budget';
import { createErrorFormatter } from '@tributary/common/errors';
import { createDoor, type DoorOptions } from '@tributary/common/http/door';
import { createHttpServer } from '@tributary/common/http/http-server';
import { DEFAULT_HTTP, type HttpSettings } from '@tributary/common/http/http-settings';
import { signalOf } from '@tributary/common/http/requests';
import type { Logger } from '@tributary/common/log';
import type { PlainRouteLimits, PlainRoutes } from '@tributary/common/plain-routes';
import type { FastifyInstance } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { type CacheSizes, createPlanCache, createTextCache, DEFAULT_CACHES } from './caches.ts';
import type { CallerOf } from './caller.ts';
import { disableTelemetry } from './config.ts';
import { limitOperations, tellCost } from './cost/limit-operations.ts';
import { DEFAULT_LIMITS, type Limits, tellTooManyTokens } from './cost/limits.ts';
import type { DataSource, GatewayContext } from './fetch/data-source.ts';
import { RequestFetches } from './fetch/request-fetches.ts';
import { serveGraphiQL } from './graphiql/graphiql.ts';
import { answerOverloadWith503 } from './overload-status.ts';
import { answerErrorsAsGraphQL, nameRequestInErrors, tellBadRequest } from './request-errors.ts';
import { resolveOperation } from './resolve-operation.ts';
import { servePlainRoutes } from './routes/plain-routes.ts';
import { SubscriptionPlans } from './subscriptions/subscription-plans.ts';
import { serveSubscriptions } from './subscriptions/subscriptions.ts';
import { loadSupergraph, type SupergraphSource } from './supergraph/supergraph.ts';
import { extendGateway } from './supergraph/supergraph-gateway.ts';

export interface GatewayOptions {
  supergraph: SupergraphSource;
  /** Reaches a service by its name and by the URL that the supergraph has for it. */
  dataSource(name: string, url: string): DataSource;
  callerOf: CallerOf;
  log: Logger;
  /** Introspection, GraphiQL, and CORS for tools in a browser. */
  development: boolean;
  /** Where it will listen, which says by what names it is asked. */
  host?: string;
  http?: Partial<HttpSettings>;
  /** Operations that GraphiQL shows when it is opened for the first time, each in a tab of its own. */
  examples?: readonly string[];
  limits?: Partial<Limits>;
  caches?: CacheSizes;
  /** The most subscriptions at the same time. */
  maxSubscriptions?: number;
  /** The most requests at the same time, and how long one waits to begin. */
  door?: DoorOptions;
  /** What services answer beside GraphQL, here or forwarded to them. */
  plainRoutes?: readonly PlainRoutes[];
  plainRouteLimits?: PlainRouteLimits;
}

/** Origins of tools that run in a developer's browser. */
const DEVELOPMENT_ORIGINS = ['https://studio.apollographql.com', /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/];

/** A server of any supergraph, loaded and ready to listen. Closing it ends running requests in peace. */
export async function createGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { log, development, callerOf } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { server, gateway, sourceOf, close } = createGraphQLServer(options, limits);
  await server.start();

  const app = createHttpServer({
    ...DEFAULT_HTTP,
    ...options.http,
    host: options.host ?? '127.0.0.1',
    log,
    ready: async () => server.assertStarted('ready'),
    insteadOfNonFinite: () => gateway.facts()?.nonFiniteInput,
  });
  answerErrorsAsGraphQL(app);
  if (development) {
    await app.register(fastifyCors, { origin: DEVELOPMENT_ORIGINS, exposedHeaders: ['x-request-id', 'retry-after'] });
    await serveGraphiQL(app, options.examples);
  }
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    ...createDoor(app, options.door),
    handler: fastifyApolloHandler(server, {
      context: async (request, reply) => ({
        caller: callerOf(request.headers),
        requestId: request.id,
        signal: signalOf(reply),
        sent: new Promise<void>((resolve) => reply.raw.once('close', resolve)),
        fetches: new RequestFetches(),
        budget: new Budget(limits.maxCost),
      }),
    }),
  });
  await servePlainRoutes(app, options.plainRoutes ?? [], callerOf, options.plainRouteLimits);
  serveSubscriptions(app, { ...options, server, sourceOf, maxCost: limits.maxCost });
  app.addHook('onClose', close);
  return app;
}

function createGraphQLServer(options: GatewayOptions, limits: Limits) {
  const { log, development, caches = DEFAULT_CACHES } = options;
  disableTelemetry();
  const sources: DataSource[] = [];
  const byName = new Map<string, DataSource>();
  const planned = new SubscriptionPlans();
  const apollo = new ApolloGateway({
    supergraphSdl: loadSupergraph(options.supergraph, log),
    // Also in production: a supergraph that does not hold together must fail before it replaces one that does.
    validateSupergraph: true,
    buildService: ({ name, url = '' }) => {
      const source = options.dataSource(name, url);
      // A source that a new supergraph replaces stays open until the end: requests that run may still fetch from it.
      sources.push(source);
      byName.set(name, source);
      return source;
    },
    logger: log,
    queryPlannerConfig: { cache: createPlanCache(caches.planMib) },
    __exposeQueryPlanExperimental: development,
    experimental_didResolveQueryPlan: planned.note,
  });
  const gateway = extendGateway(apollo, planned);
  const format = createErrorFormatter();
  const server = new ApolloServer<GatewayContext>({
    gateway,
    introspection: development,
    documentStore: createDocumentCache(caches.documentMib),
    persistedQueries: { cache: createTextCache(caches.documentMib) },
    parseOptions: { maxTokens: limits.maxTokens },
    formatError: (formatted: GraphQLFormattedError, error) =>
      format(tellTooManyTokens(tellBadRequest(formatted, error), limits), error),
    includeStacktraceInErrorResponses: false,
    plugins: [
      nameRequestInErrors(log),
      answerOverloadWith503,
      resolveOperation(),
      limitOperations(limits, gateway.factsOf),
      ...(development ? [tellCost()] : []),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
    ],
    stopOnTerminationSignals: false,
    logger: log,
  });
  const close = async () => {
    await server.stop();
    await Promise.all(sources.map((source) => source.close()));
  };
  return { server, gateway, sourceOf: (name: string) => byName.get(name), close };
}
