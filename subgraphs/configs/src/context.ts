import type { StoreFailure } from '@tributary/common/overload';
import type { RequestContext } from '@tributary/common/subgraph';
import { type Database, type OpenDatabase, untilGivenUp } from './database.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import type { Locks } from './locks.ts';

export interface Context extends RequestContext {
  db: Database;
  /** The database beyond the request, for what must be done when nobody waits for it any more. */
  store: Database;
  failureOf: StoreFailure;
  locks: Locks;
  loaders: Loaders;
}

export const createContext =
  ({ db: store, failureOf }: Pick<OpenDatabase, 'db' | 'failureOf'>, locks: Locks) =>
  (request: RequestContext): Context => {
    const db = untilGivenUp(store, request.signal);
    return { ...request, db, store, failureOf, locks, loaders: createLoaders(db) };
  };

/** After a mutation: what loaders have kept may no longer be true. */
export function renewLoaders(context: Context): void {
  context.loaders = createLoaders(context.db);
}
