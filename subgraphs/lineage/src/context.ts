import type { RequestContext } from '@tributary/common/subgraph';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { type OpenDatabase, untilGivenUp } from './database.ts';
import { createFollower, type FollowCopies } from './follow-copies.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Database } from './tables.ts';
import { createWaker } from './wake-workers.ts';
import type { Workers } from './writes/work.ts';

export interface Context extends RequestContext {
  db: Kysely<Database>;
  pool: Pool;
  settings: Settings;
  workers: Workers;
  loaders: Loaders;
}

export function createContext(
  { db, pool, probed }: OpenDatabase,
  settings: Settings = DEFAULT_SETTINGS,
): (request: RequestContext) => Context {
  const wake = createWaker(probed);
  const followCopies = createFollower(probed, settings.copiesWaitMs);
  return (request) => {
    const follow: FollowCopies = (copies) => {
      request.leavePlace?.();
      return followCopies(copies);
    };
    const requestDb = untilGivenUp(db, request.signal);
    return { ...request, db: requestDb, pool, settings, workers: { wake, follow }, loaders: createLoaders(requestDb) };
  };
}

/** After a mutation: what loaders have kept may no longer be true. */
export function renewLoaders(context: Context): void {
  context.loaders = createLoaders(context.db);
}
