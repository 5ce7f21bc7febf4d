import type { Logger } from '@tributary/common/log';
import { StoreOverload } from '@tributary/common/overload';
import { createSubgraph, type Subgraph, type SubgraphLimits } from '@tributary/common/subgraph';
import { type Context, createContext } from './context.ts';
import { type OpenDatabase, storeFailure } from './database.ts';
import { probe } from './health.ts';
import type { ModelRunners } from './predictions/serving.ts';
import { resolvers } from './resolvers/index.ts';
import { ScorersBusy } from './scoring/scorers.ts';
import type { Settings } from './settings.ts';

/** The realtime subgraph over an open database: no port, no environment, so that tests use the real one. */
export function createServer(
  database: OpenDatabase & ModelRunners,
  log: Logger,
  limits?: SubgraphLimits,
  settings?: Settings,
): Subgraph<Context> {
  return createSubgraph({
    name: 'realtime',
    schemaUrl: new URL('../schema.graphql', import.meta.url),
    resolvers,
    createContext: createContext(database, log, settings),
    ready: () => probe(database.probed()),
    storeFailure: (error) => (error instanceof ScorersBusy ? new StoreOverload(error.message) : storeFailure(error)),
    log,
    limits,
  });
}
