import { httpShape, logLevel, port, readEnv, toHttpSettings } from '@tributary/common/env';
import { DEFAULT_HTTP } from '@tributary/common/http-settings';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().min(1).max(600_000);

/** name=url,name=url */
const urlsByName = z.string().transform((text, context) => {
  const urls = new Map<string, string>();
  for (const entry of text.split(',')) {
    const [, name, url] = /^\s*([\w-]+)=(https?:\/\/\S+?)\s*$/.exec(entry) ?? [];
    if (name === undefined || url === undefined || !URL.canParse(url)) {
      context.addIssue({ code: 'custom', message: `"${entry.trim()}" is not of the form name=http://host:port/path` });
      return z.NEVER;
    }
    urls.set(name, url);
  }
  return urls;
});

export const shape = {
  PORT: port.default(4000),
  ...httpShape(DEFAULT_HTTP),
  SUPERGRAPH: z.string(),
  /** A file with an operation that GraphiQL shows first. */
  EXAMPLE_QUERY_FILE: z.string().optional(),
  SUBGRAPH_URLS: urlsByName.default(new Map()),
  SUBGRAPH_TIMEOUT_MS: milliseconds.default(1_500),
  MUTATION_TIMEOUT_MS: milliseconds.default(10_000),
  /** The most fetches under way in one subgraph. Left out, it follows from what the subgraph's store takes. */
  SUBGRAPH_CONCURRENCY: z.coerce.number().int().min(1).max(10_000).optional(),
  SUBGRAPH_WAIT_MS: milliseconds.default(1_000),
  MUTATION_WAIT_MS: milliseconds.default(5_000),
  MAX_REQUESTS: z.coerce.number().int().min(1).max(100_000).default(1_000),
  LOG_LEVEL: logLevel.default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
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
    timeoutMs: values.SUBGRAPH_TIMEOUT_MS,
    mutationTimeoutMs: values.MUTATION_TIMEOUT_MS,
    concurrency: values.SUBGRAPH_CONCURRENCY,
    queryWaitMs: values.SUBGRAPH_WAIT_MS,
    mutationWaitMs: values.MUTATION_WAIT_MS,
    maxRequests: values.MAX_REQUESTS,
    logLevel: values.LOG_LEVEL,
    nodeEnv: values.NODE_ENV,
  };
}

/** Apollo's gateway tells its maker about each start unless this variable, which it reads when it is made, says no. */
export function disableTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
}
