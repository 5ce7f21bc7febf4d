import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@tributary/common/log';
import type { Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import { type Position, readShown, readWritten } from './positions.ts';
import { shareNext } from './share-next.ts';

export interface FollowOptions {
  primary: Kysely<Database>;
  replica: Kysely<Database>;
  log: Logger;
  /** A replica that will not do is looked at again after so many milliseconds; nobody waits for it meanwhile. */
  againMs?: number | undefined;
}

/** What is known of a replica. */
export interface Following {
  /** Whether it shows all that was acknowledged before this was asked, by whatever process. Never rejects. */
  hasCaughtUp(): Promise<boolean>;
  /**
   * By how many bytes of the log it is behind now.
   * @throws Error where one of the two does not answer, or it is no replica of this primary.
   */
  readLag(): Promise<number>;
  /** Reads go to the primary until it is looked at again. */
  distrust(error: unknown): void;
  /** When the server was started that was asked last. */
  started(): string | undefined;
}

/** How long a request waits for a replica that is behind. */
const WAIT_MS = 100;
const LOOK_EVERY_MS = 2;
const AGAIN_MS = 1_000;

/** Asks for all who read whether a replica shows what its primary has acknowledged. Says once when it will not do. */
export function followReplica({ primary, replica, log, againMs = AGAIN_MS }: FollowOptions): Following {
  let last: Position | undefined;
  let problem: string | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  const written = shareNext(() => readWritten(primary));
  const shown = shareNext(async () => {
    last = await readShown(replica);
    return last;
  });

  /** @throws Error that says why the replica will not do. */
  async function catchUp(): Promise<boolean> {
    const deadline = performance.now() + WAIT_MS;
    const before = last;
    const [here, there] = await Promise.allSettled([written(), shown()]);
    // No fault of the replica; whoever reads from the primary hears of it.
    if (here.status === 'rejected') return false;
    if (there.status === 'rejected') throw there.reason;
    refuseStranger(here.value, there.value, before);
    for (let { at } = there.value; at < here.value.at; { at } = await shown()) {
      if (performance.now() > deadline) throw new Error(`it is more than ${WAIT_MS} ms behind`);
      await pause(LOOK_EVERY_MS);
    }
    return true;
  }

  function distrust(err: unknown): void {
    const message = err instanceof Error ? err.message : String(err);
    if (problem !== message) log.warn({ err }, `PostgreSQL is read from its primary; of its replica: ${message}`);
    problem = message;
    triedAt = performance.now();
  }

  async function tryReplica(): Promise<boolean> {
    const before = problem;
    try {
      const hasCaughtUp = await catchUp();
      // Somebody's read may have failed meanwhile.
      if (problem !== before) return false;
      if (hasCaughtUp && problem !== undefined) log.info('PostgreSQL is read from its replica again');
      if (hasCaughtUp) problem = undefined;
      return hasCaughtUp;
    } catch (err) {
      distrust(err);
      return false;
    }
  }

  return {
    hasCaughtUp: async () => {
      if (problem === undefined) return tryReplica();
      if (performance.now() - triedAt < againMs) return false;
      triedAt = performance.now();
      tryReplica();
      return false;
    },
    readLag: async () => {
      const before = last;
      const [here, there] = await Promise.all([written(), shown()]);
      refuseStranger(here, there, before);
      return Math.max(0, Number(here.at - there.at));
    },
    distrust,
    started: () => last?.started,
  };
}

/** @param before where the replica was before the primary was asked. */
function refuseStranger(primary: Position, replica: Position, before: Position | undefined): void {
  if (primary.system !== replica.system || primary.database !== replica.database) {
    throw new Error('it is no replica of the database of DATABASE_URL');
  }
  // After a failover, one that has more than the new primary took over will never have what that writes.
  if (before && before.at > primary.at) throw new Error('it has what its primary has not: make it anew');
}
