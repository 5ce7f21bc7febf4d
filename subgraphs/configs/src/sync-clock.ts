import type { Database } from './database.ts';

interface Clock {
  _id: 'clock';
  at: Date;
}

/** Where it stands. */
export const CLOCKS = 'sync';

const clockIn = (db: Database) => db.connection.collection<Clock>(CLOCKS);

/** When copies were last brought here, by the clock of their home; null where the store knows of none. */
export async function readSyncClock(db: Database): Promise<Date | null> {
  return (await clockIn(db).findOne({ _id: 'clock' }, db.limits))?.at ?? null;
}

/** Begins the clock, whatever stands there. */
export async function writeSyncClock(db: Database, at: Date): Promise<void> {
  await clockIn(db).updateOne({ _id: 'clock' }, { $set: { at } }, { ...db.limits, upsert: true });
}

/** Moves the clock on if it still stands where it was read: a store that has lost copies meanwhile must not look as before. */
export async function moveSyncClock(db: Database, from: Date, to: Date): Promise<boolean> {
  const { matchedCount } = await clockIn(db).updateOne({ _id: 'clock', at: from }, { $set: { at: to } }, db.limits);
  return matchedCount === 1;
}
