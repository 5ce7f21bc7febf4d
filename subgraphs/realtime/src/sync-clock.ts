import type { Database } from './database.ts';

type Kind = Parameters<Database['keys']['syncClock']>[0];

/** When copies of a kind were last brought here, by the clock of their home; null where the store knows of none. */
export async function readSyncClock(db: Database, kind: Kind): Promise<Date | null> {
  const at = await db.run((redis) => redis.get(db.keys.syncClock(kind)));
  return at === null ? null : new Date(at);
}

export async function writeSyncClock(db: Database, kind: Kind, at: Date): Promise<void> {
  await db.run((redis) => redis.set(db.keys.syncClock(kind), at.toISOString()));
}
