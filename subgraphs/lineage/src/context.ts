import type { RequestContext } from '@tributary/common/subgraph';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { createFollower, type FollowCopies } from './copies/follow-copies.ts';
import { createWaker } from './copies/wake-workers.ts';
import { untilGivenUp } from './database.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import type { OpenStore } from './open-store.ts';
import type { Replica } from './replica/open-replica.ts';
import { routeReads } from './replica/route-reads.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Database } from './tables.ts';
import type { Workers } from './writes/work.ts';

export interface Context extends RequestContext {
  db: Kysely<Database>;
  /** As db, for what only reads: it may be of a replica, which shows all that was written before the request. */
  reads: Kysely<Database>;
  pool: Pool;
  replica: Replica | undefined;
  settings: Settings;
  workers: Workers;
  loaders: Loaders;
}

export function createContext(
  { db, replica, pool, probed }: OpenStore,
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
    const reads = replica ? untilGivenUp(routeReads(db, replica), request.signal) : requestDb;
    const workers = { wake, follow };
    return { ...request, db: requestDb, reads, pool, replica, settings, workers, loaders: createLoaders(reads) };
  };
}

/** After a mutation: what loaders have kept may no longer be true. */
export function renewLoaders(context: Context): void {
  context.reads = context.db;
  context.loaders = createLoaders(context.db);
}
