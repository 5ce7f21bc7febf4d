import { z } from 'zod';
import type { Database } from '../database.ts';
import { hashedPlaceOf, type SessionPlace } from './session-ids.ts';

export interface Session {
  id: string;
  subject: string;
  data: Record<string, unknown>;
  createdAt: Date;
  expiresAt: Date;
}

/** What the store has of a session. */
export interface StoredSession extends Omit<Session, 'id'> {
  ttlSeconds: number;
}

export async function findSession(db: Database, id: string): Promise<Session | null> {
  const place = hashedPlaceOf(id);
  const session = place && (await findStoredSession(db, place));
  return session && { id, ...session };
}

/** Null where its time is over. */
export async function findStoredSession(db: Database, { slot, digest }: SessionPlace): Promise<StoredSession | null> {
  const key = db.keys.session(slot, digest);
  const [row, expiresAt] = await db.run((redis) => Promise.all([redis.hGetAll(key), redis.pExpireTime(key)]));
  if (row.subject === undefined || expiresAt < 0) return null;
  const { data, ...rest } = storedShape.parse(row);
  return { ...rest, data, expiresAt: new Date(expiresAt) };
}

const storedShape = z.object({
  subject: z.string(),
  data: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
  createdAt: z.iso.datetime().transform((text) => new Date(text)),
  ttlSeconds: z.coerce.number(),
});
