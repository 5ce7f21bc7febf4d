import type { Kysely } from 'kysely';
import type pg from 'pg';
import { limitedQuery } from '../connections/limited-query.ts';
import { type DatabaseOptions, openDatabase } from '../database.ts';
import type { Database } from '../tables.ts';
import { type Following, type FollowOptions, followReplica } from './follow-replica.ts';
import { AnotherServer } from './positions.ts';

/** A server that shows what the primary has written, some time later. */
export interface Replica extends Following {
  readonly db: Kysely<Database>;
  close(): Promise<void>;
}

export interface ReplicaOptions extends DatabaseOptions, Pick<FollowOptions, 'log' | 'againMs'> {
  primaryUrl: string;
}

/** A position takes no time where a server is well, and whoever reads waits for it. */
const POSITION_MS = 250;

/** Opens the connections at the first read. One server must stand behind the URL: where one is, another need not be. */
export function openReplica({ primaryUrl, log, againMs, ...options }: ReplicaOptions): Replica {
  const timeoutMs = Math.min(POSITION_MS, options.timeoutMs);
  const asked = {
    primary: openDatabase({ url: primaryUrl, poolMax: 1, timeoutMs }),
    replica: openDatabase({ url: options.url, poolMax: 1, timeoutMs }),
  };
  const following = followReplica({ primary: asked.primary.db, replica: asked.replica.db, log, againMs });
  // The pool bounds the wait for a connection no more once this is asked.
  const askStarted = limitedQuery('select pg_postmaster_start_time()::text as started', timeoutMs);
  const verify = async (client: pg.PoolClient) => {
    const { rows } = await client.query<{ started: string }>(askStarted);
    if (rows[0]?.started !== following.started()) throw new AnotherServer();
  };
  const { db, close } = openDatabase({ ...options, verify });
  return {
    ...following,
    db,
    close: async () => {
      await Promise.all([close(), asked.primary.close(), asked.replica.close()]);
    },
  };
}
