import { z } from 'zod';
import type { Database } from './database.ts';
import { defineScript } from './script.ts';

type Kind = Parameters<Database['keys']['syncClock']>[0];

/** When copies of a kind were last brought here, by the clock of their home; null where the store knows of none. */
export async function readSyncClock(db: Database, kind: Kind): Promise<Date | null> {
  const at = await db.run((redis) => redis.get(db.keys.syncClock(kind)));
  return at === null ? null : new Date(at);
}

/** Begins the clock, whatever stands there. */
export async function writeSyncClock(db: Database, kind: Kind, at: Date): Promise<void> {
  await db.run((redis) => redis.set(db.keys.syncClock(kind), at.toISOString()));
}

export const moveClock = defineScript({
  kind: 'writes',
  lua: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    redis.call('SET', KEYS[1], ARGV[2])
    return 1`,
  call: (key: string, from: Date, to: Date) => ({ keys: [key], args: [from.toISOString(), to.toISOString()] }),
  reply: z.number().transform((moved) => moved === 1),
});

/** Moves the clock on if it still stands where it was read: a store that has lost copies meanwhile must not look as before. */
export const moveSyncClock = (db: Database, kind: Kind, from: Date, to: Date): Promise<boolean> =>
  db.run((redis) => moveClock(redis, db.keys.syncClock(kind), from, to));
