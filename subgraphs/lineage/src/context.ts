import type { RequestContext } from '@tributary/common/subgraph';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { type OpenDatabase, untilGivenUp } from './database.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Database } from './tables.ts';
import { createWaker } from './wake-workers.ts';

export interface Context extends RequestContext {
  db: Kysely<Database>;
  pool: Pool;
  settings: Settings;
  /** Tells those who deliver copies that some are behind. */
  wakeWorkers(): void;
  loaders: Loaders;
}

export function createContext(
  { db, pool, probed }: OpenDatabase,
  settings: Settings = DEFAULT_SETTINGS,
): (request: RequestContext) => Context {
  const wakeWorkers = createWaker(probed);
  return (request) => {
    const requestDb = untilGivenUp(db, request.signal);
    return { ...request, db: requestDb, pool, settings, wakeWorkers, loaders: createLoaders(requestDb) };
  };
}

/** After a mutation: what loaders have kept may no longer be true. */
export function renewLoaders(context: Context): void {
  context.loaders = createLoaders(context.db);
}
