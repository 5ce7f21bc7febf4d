import type { Logger } from '@tributary/common/log';
import { createSubgraph, type Subgraph, type SubgraphLimits } from '@tributary/common/subgraph';
import { type Context, createContext } from './context.ts';
import { storeFailure } from './database.ts';
import { probe } from './health.ts';
import type { OpenStore } from './open-store.ts';
import { resolvers } from './resolvers/index.ts';
import type { Settings } from './settings.ts';

/** The lineage subgraph over an open database: no port, no environment, so that tests use the real one. */
export function createServer(
  database: OpenStore,
  log: Logger,
  settings?: Settings,
  limits?: SubgraphLimits,
): Subgraph<Context> {
  return createSubgraph({
    name: 'lineage',
    schemaUrl: new URL('../schema.graphql', import.meta.url),
    resolvers,
    createContext: createContext(database, settings),
    ready: () => probe(database.probed()),
    storeFailure,
    log,
    limits,
  });
}
