import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../tables.ts';
import { COPY_KINDS, type PutDownCopy, rowsOf } from './copies.ts';

/** Waits for copies to be delivered, but no longer than they may take; never rejects. */
export type FollowCopies = (copies: readonly PutDownCopy[]) => Promise<void>;

interface Follower {
  readonly copies: readonly PutDownCopy[];
  leave(): void;
}

const LOOK_EVERY_MS = 5;
/** However many wait, looking for them takes no more than this part of a connection's time, which a rush needs. */
const LOOKING_SHARE = 1 / 5;
/** So many of one mutation, or of all who wait in a process, are not delivered in the time that one waits. */
const MOST_OF_ONE = 500;
const MOST_OF_ALL = 2 * MOST_OF_ONE;

/**
 * One statement looks for all who wait in this process, by a connection that is nobody else's.
 * @param waitMs the longest wait. A kind whose copies have been waiting for longer is not waited for at all.
 */
export function createFollower(db: () => Kysely<Database>, waitMs: number): FollowCopies {
  const followers = new Set<Follower>();
  let followed = 0;
  let isLooking = false;

  async function look(): Promise<void> {
    isLooking = true;
    while (followers.size > 0) {
      const asked = [...followers];
      const copies = asked.flatMap((follower) => follower.copies);
      const began = performance.now();
      // What cannot be read is not waited for.
      const awaited = await findAwaited(db, copies, waitMs).catch(() => new Set<PutDownCopy>());
      for (const follower of asked) if (!follower.copies.some((copy) => awaited.has(copy))) follower.leave();
      const tookMs = performance.now() - began;
      await pause(Math.max(LOOK_EVERY_MS, tookMs / LOOKING_SHARE - tookMs));
    }
    isLooking = false;
  }

  return async (copies) => {
    if (copies.length === 0 || copies.length > MOST_OF_ONE || followed + copies.length > MOST_OF_ALL) return;
    const left = Promise.withResolvers<void>();
    const timer = setTimeout(left.resolve, waitMs);
    const follower: Follower = { copies, leave: left.resolve };
    followers.add(follower);
    followed += copies.length;
    if (!isLooking) look();
    await left.promise;
    followers.delete(follower);
    followed -= copies.length;
    clearTimeout(timer);
  };
}

/** Those that are not delivered yet, unless their kind is late. A copy that was refused makes no kind late. */
async function findAwaited(
  db: () => Kysely<Database>,
  copies: readonly PutDownCopy[],
  lateMs: number,
): Promise<Set<PutDownCopy>> {
  const versions = copies.map(({ version }) => version);
  const { rows } = await sql<{ place: number }>`
    with punctual as materialized (
      select kind from unnest(${[...COPY_KINDS]}::text[]) as known(kind)
      where not exists (
        select from sync_copy
        where sync_copy.kind = known.kind and version > delivered and attempts = 0
          and behind_since < now() - ${lateMs} * interval '1 ms'
      )
    )
    select place from ${rowsOf(copies.map(({ copy }) => copy))} as given(kind, key, place)
    join punctual using (kind) join sync_copy using (kind, key)
    where sync_copy.delivered < (${versions}::bigint[])[place::integer]`.execute(db());
  return new Set(rows.flatMap(({ place }) => copies[place - 1] ?? []));
}
