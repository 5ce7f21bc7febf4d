import type { RequestContext } from '@tributary/common/subgraph';
import { type Database, untilGivenUp } from './database.ts';
import { createLoaders, type Loaders } from './loaders.ts';

export interface Context extends RequestContext {
  db: Database;
  loaders: Loaders;
}

export const createContext =
  (db: Database) =>
  (request: RequestContext): Context => {
    const requestDb = untilGivenUp(db, request.signal);
    return { ...request, db: requestDb, loaders: createLoaders(requestDb) };
  };

/** After a mutation: what loaders have kept may no longer be true. */
export function renewLoaders(context: Context): void {
  context.loaders = createLoaders(context.db);
}
