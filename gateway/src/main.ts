import { parseArgs } from 'node:util';
import { limitHeapGrowth } from '@tributary/common/heap';
import { closeOnSignal } from '@tributary/common/http/shutdown';
import { createLogger } from '@tributary/common/log';
import { tellParent } from '@tributary/common/parent';
import { listen } from '@tributary/common/serve';
import { trustUserHeader } from './caller.ts';
import { readConfig } from './config.ts';
import { httpDataSource } from './fetch/http.ts';
import { readExamples } from './graphiql/graphiql-examples.ts';
import { forwardRoutes } from './routes/forward-routes.ts';
import { createGateway } from './server.ts';

async function main(): Promise<void> {
  const { values: given } = parseArgs({
    options: { supergraph: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  });
  const config = readConfig({
    ...process.env,
    ...(given.supergraph !== undefined && { SUPERGRAPH: given.supergraph }),
    ...(given.port !== undefined && { PORT: given.port }),
    ...(given.host !== undefined && { HOST: given.host }),
  });
  limitHeapGrowth();
  const log = createLogger('gateway', config.logLevel);
  const { timeoutMs, mutationTimeoutMs, concurrency, queryWaitMs, mutationWaitMs, maxRequests } = config;
  const urls = new Map<string, string>();
  const app = await createGateway({
    supergraph: { file: config.supergraphFile },
    dataSource: (name, supergraphUrl) => {
      const url = config.subgraphUrls.get(name) ?? supergraphUrl;
      urls.set(name, url);
      return httpDataSource(name, url, {
        log,
        timeoutMs,
        mutationTimeoutMs,
        concurrency,
        queryWaitMs,
        mutationWaitMs,
      });
    },
    plainRoutes: [...config.plainRoutes].map(([prefix, service]) =>
      forwardRoutes({ prefix, service, urlOf: (name) => urls.get(name) }),
    ),
    host: config.host,
    http: config.http,
    callerOf: trustUserHeader(config.nodeEnv),
    log,
    development: config.nodeEnv === 'development',
    // Who waits at the door waits as long as for a place in a service.
    door: { maxRequests, queryWaitMs, mutationWaitMs },
    maxSubscriptions: config.maxSubscriptions,
    limits: config.limits,
    caches: config.caches,
    ...(config.exampleQueryFile !== undefined && { examples: await readExamples(config.exampleQueryFile) }),
  });
  for (const [prefix, service] of config.plainRoutes) {
    if (!urls.has(service))
      throw new Error(`PLAIN_ROUTES names ${service} for ${prefix}: the supergraph has no such service.`);
  }
  const { url, close } = await listen(app, config);
  closeOnSignal({ delayMs: config.shutdownDelayMs }, close);
  log.info(`the graph is served at ${url}/graphql`);
  tellParent(url);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
