import type { Database } from './database.ts';

/** When copies were last brought here, by the clock of their home; null where the store knows of none. */
export async function readSyncClock(db: Database): Promise<Date | null> {
  const at = await db.run((redis) => redis.get(db.keys.syncClock));
  return at === null ? null : new Date(at);
}

export async function writeSyncClock(db: Database, at: Date): Promise<void> {
  await db.run((redis) => redis.set(db.keys.syncClock, at.toISOString()));
}
