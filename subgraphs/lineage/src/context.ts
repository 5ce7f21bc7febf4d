import type { RequestContext } from '@tributary/common/subgraph';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Database, OpenDatabase } from './database.ts';
import { createLoaders, type Loaders } from './loaders.ts';

export interface Context extends RequestContext {
  db: Kysely<Database>;
  pool: Pool;
  loaders: Loaders;
}

export const createContext =
  ({ db, pool }: OpenDatabase) =>
  (request: RequestContext): Context => ({ ...request, db, pool, loaders: createLoaders(db) });
