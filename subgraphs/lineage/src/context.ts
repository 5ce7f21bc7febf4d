import type { RequestContext } from '@tributary/common/subgraph';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { OpenDatabase } from './database.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Database } from './tables.ts';

export interface Context extends RequestContext {
  db: Kysely<Database>;
  pool: Pool;
  settings: Settings;
  /** Made anew after each mutation. */
  loaders: Loaders;
}

export const createContext =
  ({ db, pool }: OpenDatabase, settings: Settings = DEFAULT_SETTINGS) =>
  (request: RequestContext): Context => ({ ...request, db, pool, settings, loaders: createLoaders(db) });
