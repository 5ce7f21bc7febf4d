import type { Logger } from '@tributary/common/log';
import { createSubgraph, type Subgraph, type SubgraphLimits } from '@tributary/common/subgraph';
import { type Context, createContext } from './context.ts';
import type { OpenDatabase } from './database.ts';
import { probe } from './health.ts';
import { createLocks } from './locks.ts';
import { resolvers } from './resolvers/index.ts';
import { type ArtifactSettings, artifactRoutes, DEFAULT_ARTIFACTS } from './routes/artifacts.ts';

/** The configs subgraph over an open database: no port, no environment, so that tests use the real one. */
export function createServer(
  database: OpenDatabase,
  log: Logger,
  limits?: SubgraphLimits,
  artifacts: ArtifactSettings = DEFAULT_ARTIFACTS,
): Subgraph<Context> {
  const { probed, failureOf } = database;
  const locks = createLocks();
  const subgraph = createSubgraph({
    name: 'configs',
    schemaUrl: new URL('../schema.graphql', import.meta.url),
    resolvers,
    createContext: createContext(database, locks),
    ready: () => probe(probed()),
    storeFailure: failureOf,
    log,
    limits,
  });
  return { ...subgraph, plainRoutes: artifactRoutes(database, { ...artifacts, locks, log }) };
}
