import type { RequestContext } from '@tributary/common/subgraph';
import { type Database, untilGivenUp } from './database.ts';
import { createRegistries, type Registries } from './features/registries.ts';
import { createLoaders, type Loaders } from './loaders.ts';

export interface Context extends RequestContext {
  db: Database;
  loaders: Loaders;
  /** What is known of feature views; the process keeps it. */
  registries: Registries;
}

export function createContext(db: Database): (request: RequestContext) => Context {
  const registries = createRegistries();
  return (request) => {
    const requestDb = untilGivenUp(db, request.signal);
    return { ...request, db: requestDb, registries, loaders: createLoaders(requestDb, registries) };
  };
}

/** After a mutation: what loaders have kept may no longer be true. */
export function renewLoaders(context: Context): void {
  context.loaders = createLoaders(context.db, context.registries);
}
