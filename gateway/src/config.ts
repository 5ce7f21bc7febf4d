import {
  httpShape,
  logLevel,
  mebibytes,
  nodeEnv,
  port,
  readEnv,
  toHttpSettings,
  wholeNumber,
} from '@tributary/common/env';
import { DEFAULT_HTTP } from '@tributary/common/http/http-settings';
import { z } from 'zod';
import { DEFAULT_CACHES } from './caches.ts';
import { DEFAULT_LIMITS, type Limits } from './cost/limits.ts';

const count = wholeNumber(1);
const milliseconds = wholeNumber(1, 600_000);

/** name=url,name=url */
const urlsByName = z.string().transform((text, context) => {
  const urls = new Map<string, string>();
  for (const entry of text.split(',')) {
    const [, name, url] = /^\s*([\w-]+)=(https?:\/\/\S+?)\s*$/.exec(entry) ?? [];
    if (name === undefined || url === undefined || !URL.canParse(url)) {
      context.addIssue({
        code: 'custom',
        message: `must be entries name=http://host:port/path with commas between, which "${entry.trim()}" is not`,
      });
      return z.NEVER;
    }
    urls.set(name, url);
  }
  return urls;
});

/** /prefix=service,/prefix=service */
const servicesByPrefix = z.string().transform((text, context) => {
  const services = new Map<string, string>();
  for (const entry of text.split(',')) {
    const [, prefix, service] = /^\s*((?:\/[\w-]+)+)=([\w-]+)\s*$/.exec(entry) ?? [];
    if (prefix === undefined || service === undefined) {
      context.addIssue({
        code: 'custom',
        message: `must be entries /prefix=service with commas between, which "${entry.trim()}" is not`,
      });
      return z.NEVER;
    }
    services.set(prefix, service);
  }
  return services;
});

export const shape = {
  PORT: port.default(4000),
  ...httpShape(DEFAULT_HTTP),
  SUPERGRAPH: z.string({
    error: 'must be the path of a supergraph: npm run generate writes schema/supergraph.graphql',
  }),
  /** A file with operations that GraphiQL shows first, each in a tab of its own. */
  EXAMPLE_QUERY_FILE: z.string().optional(),
  SUBGRAPH_URLS: urlsByName.default(new Map()),
  PLAIN_ROUTES: servicesByPrefix.default(new Map()),
  SUBGRAPH_TIMEOUT_MS: milliseconds.default(1_500),
  MUTATION_TIMEOUT_MS: milliseconds.default(10_000),
  /** The most fetches under way in one subgraph. Left out, it follows from what the subgraph's store takes. */
  SUBGRAPH_CONCURRENCY: wholeNumber(1, 10_000).optional(),
  SUBGRAPH_WAIT_MS: milliseconds.default(1_000),
  MUTATION_WAIT_MS: milliseconds.default(5_000),
  MAX_REQUESTS: wholeNumber(1, 100_000).default(1_000),
  MAX_SUBSCRIPTIONS: wholeNumber(1, 100_000).default(1_000),
  DOCUMENT_CACHE_MIB: mebibytes.default(DEFAULT_CACHES.documentMib),
  QUERY_PLAN_CACHE_MIB: mebibytes.default(DEFAULT_CACHES.planMib),
  MAX_QUERY_TOKENS: count.default(DEFAULT_LIMITS.maxTokens),
  MAX_QUERY_DEPTH: count.default(DEFAULT_LIMITS.maxDepth),
  MAX_QUERY_FIELDS: count.default(DEFAULT_LIMITS.maxFields),
  MAX_QUERY_ALIASES: count.default(DEFAULT_LIMITS.maxAliases),
  MAX_QUERY_DIRECTIVES: count.default(DEFAULT_LIMITS.maxDirectives),
  MAX_QUERY_ROOT_FIELDS: count.default(DEFAULT_LIMITS.maxQueryRootFields),
  MAX_MUTATION_ROOT_FIELDS: count.default(DEFAULT_LIMITS.maxMutationRootFields),
  MAX_INPUT_ITEMS: count.default(DEFAULT_LIMITS.maxInputItems),
  MAX_ANSWER_VALUES: count.default(DEFAULT_LIMITS.maxCost),
  LOG_LEVEL: logLevel.default('info'),
  NODE_ENV: nodeEnv,
};

/** @throws Error that names each variable which does not fit. */
export function readConfig(env: Readonly<Record<string, string | undefined>>) {
  const values = readEnv(shape, env);
  return {
    port: values.PORT,
    host: values.HOST,
    shutdownDelayMs: values.SHUTDOWN_DELAY_MS,
    http: toHttpSettings(values),
    supergraphFile: values.SUPERGRAPH,
    exampleQueryFile: values.EXAMPLE_QUERY_FILE,
    subgraphUrls: values.SUBGRAPH_URLS,
    plainRoutes: values.PLAIN_ROUTES,
    timeoutMs: values.SUBGRAPH_TIMEOUT_MS,
    mutationTimeoutMs: values.MUTATION_TIMEOUT_MS,
    concurrency: values.SUBGRAPH_CONCURRENCY,
    queryWaitMs: values.SUBGRAPH_WAIT_MS,
    mutationWaitMs: values.MUTATION_WAIT_MS,
    maxRequests: values.MAX_REQUESTS,
    maxSubscriptions: values.MAX_SUBSCRIPTIONS,
    limits: toLimits(values),
    caches: { documentMib: values.DOCUMENT_CACHE_MIB, planMib: values.QUERY_PLAN_CACHE_MIB },
    logLevel: values.LOG_LEVEL,
    nodeEnv: values.NODE_ENV,
  };
}

const toLimits = (values: z.output<z.ZodObject<typeof shape>>): Limits => ({
  maxTokens: values.MAX_QUERY_TOKENS,
  maxDepth: values.MAX_QUERY_DEPTH,
  maxFields: values.MAX_QUERY_FIELDS,
  maxAliases: values.MAX_QUERY_ALIASES,
  maxDirectives: values.MAX_QUERY_DIRECTIVES,
  maxQueryRootFields: values.MAX_QUERY_ROOT_FIELDS,
  maxMutationRootFields: values.MAX_MUTATION_ROOT_FIELDS,
  maxInputItems: values.MAX_INPUT_ITEMS,
  maxCost: values.MAX_ANSWER_VALUES,
});

/** Apollo's gateway tells its maker about each start unless this variable, which it reads when it is made, says no. */
export function disableTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
}
