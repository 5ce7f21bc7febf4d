import type { Logger } from '@tributary/common/log';
import { createSubgraph, type Subgraph, type SubgraphLimits } from '@tributary/common/subgraph';
import { type Context, createContext } from './context.ts';
import { type OpenDatabase, storeFailure } from './database.ts';
import { probe } from './health.ts';
import { resolvers } from './resolvers/index.ts';

/** The configs subgraph over an open database: no port, no environment, so that tests use the real one. */
export function createServer({ db, probed }: OpenDatabase, log: Logger, limits?: SubgraphLimits): Subgraph<Context> {
  return createSubgraph({
    name: 'configs',
    schemaUrl: new URL('../schema.graphql', import.meta.url),
    resolvers,
    createContext: createContext(db),
    ready: () => probe(probed()),
    storeFailure,
    log,
    limits,
  });
}
