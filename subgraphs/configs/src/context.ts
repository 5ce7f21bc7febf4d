import type { RequestContext } from '@tributary/common/subgraph';
import type { Database } from './database.ts';
import { createLoaders, type Loaders } from './loaders.ts';

export interface Context extends RequestContext {
  db: Database;
  loaders: Loaders;
}

export const createContext =
  (db: Database) =>
  (request: RequestContext): Context => ({ ...request, db, loaders: createLoaders(db) });
