import type { AuditTarget } from '@tributary/common/mutations/audit';
import { digestOf } from '@tributary/common/mutations/digest';
import { document, integerFrom, name, orDefault, text } from '@tributary/common/mutations/inputs';
import { conflict, notFound, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { type ExpectedChange, expectChanges } from '../writes/audited-script.ts';
import { perform } from '../writes/perform.ts';
import type { Work, WriteContext } from '../writes/work.ts';
import * as scripts from './scripts.ts';
import { drawSessionId, hashedPlaceOf, type SessionPlace } from './session-ids.ts';
import { findStoredSession, type Session } from './sessions.ts';

const MAX_DATA = 65_536;
const MAX_TTL_SECONDS = 30 * 86_400;
const DEFAULT_TTL_SECONDS = 1_800;
/** Sessions that one script ends; the server does nothing else meanwhile. */
const STEP = 500;
/** Of one subject. */
export const MAX_SESSIONS = 1_000;
/** How often a session is tried to begin while others take the places that are made for it. */
const ATTEMPTS = 100;

const data = document.refine(
  (value) => JSON.stringify(value).length <= MAX_DATA,
  `must be at most ${MAX_DATA.toLocaleString('en-US')} characters long`,
);
const createShape = z.object({
  subject: name(200),
  data: data.nullish(),
  ttlSeconds: orDefault(
    integerFrom(1).max(MAX_TTL_SECONDS, `must be at most ${MAX_TTL_SECONDS.toLocaleString('en-US')}`),
    DEFAULT_TTL_SECONDS,
  ),
});

export const createSession = (context: WriteContext, input: unknown): Promise<Outcome<Session>> =>
  perform(context, createShape, input, async (work, { subject, ttlSeconds, data }) => {
    const { keys } = work.db;
    const { slot, index } = keys.sessionsOf(subject);
    const id = drawSessionId(slot);
    const { digest } = getPlace(id);
    const session = { subject, data: data ?? {}, createdAt: new Date() };
    const { text, digest: dataDigest } = toStored(session.data);
    const audit = auditOf(work, 'createSession', subject, [
      { target: targetOf(digest), after: { subject, ttlSeconds, dataDigest } },
    ]);
    const stored = { ...session, digest, ttlSeconds, data: text, dataDigest };
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const expiresAt = await work.db.write((redis) =>
        scripts.createSession(redis, audit, { session: keys.session(slot, digest), index }, stored, MAX_SESSIONS),
      );
      if (expiresAt !== null) return { id, ...session, expiresAt: new Date(expiresAt) };
      await endFirst(work, subject);
    }
    throw conflict('STALE', `Others begin sessions of ${subject} at this time: try again.`);
  });

/** Ends those whose time would be over first, so that there is a place for one more. */
async function endFirst(work: Work, subject: string): Promise<void> {
  const { index } = work.db.keys.sessionsOf(subject);
  const first = await work.db.run((redis) => redis.zRange(index, 0, -MAX_SESSIONS));
  await end(work, 'createSession', subject, first);
}

const sessionId = text(250);
const touchShape = z.object({ id: sessionId, data: data.nullish() });

export const touchSession = (context: WriteContext, id: string, data: unknown): Promise<Outcome<Session>> =>
  perform(context, touchShape, { id, data }, async (work, { id, data }) => {
    const { place, session } = await getSession(work.db, id);
    const { keys } = work.db;
    const { index } = keys.sessionsOf(session.subject);
    const audit = auditOf(work, 'touchSession', session.subject, [{ target: targetOf(place.digest) }]);
    const expiresAt = await work.db.write((redis) =>
      scripts.touchSession(
        redis,
        audit,
        { session: keys.session(place.slot, place.digest), index },
        place.digest,
        data ? toStored(data) : null,
      ),
    );
    if (expiresAt === null) throw notFound('Session', id);
    const { ttlSeconds: _, ...known } = session;
    return { id, ...known, ...(data && { data }), expiresAt: new Date(expiresAt) };
  });

const endShape = z.object({ id: sessionId });

export const endSession = (context: WriteContext, id: string): Promise<Outcome<number>> =>
  perform(context, endShape, { id }, async (work, { id }) => {
    const place = hashedPlaceOf(id);
    const session = place && (await findStoredSession(work.db, place));
    return session ? end(work, 'endSession', session.subject, [place.digest]) : 0;
  });

const endAllShape = z.object({ subject: name(200) });

export const endSessions = (context: WriteContext, subject: string): Promise<Outcome<number>> =>
  perform(context, endAllShape, { subject }, async (work, { subject }) => {
    const { index } = work.db.keys.sessionsOf(subject);
    return end(work, 'endSessions', subject, await work.db.run((redis) => redis.zRange(index, 0, -1)));
  });

async function end(work: Work, action: string, subject: string, digests: readonly string[]): Promise<number> {
  let ended = 0;
  for (let from = 0; from < digests.length; from += STEP) {
    ended += await endStep(work, action, subject, digests.slice(from, from + STEP));
  }
  return ended;
}

function endStep(work: Work, action: string, subject: string, digests: readonly string[]): Promise<number> {
  const { db } = work;
  const { slot, index } = db.keys.sessionsOf(subject);
  const changes = digests.map((digest) => ({ target: targetOf(digest), before: { subject } }));
  const sessions = digests.map((digest) => ({ digest, key: db.keys.session(slot, digest) }));
  return db.write((redis) => scripts.endSessions(redis, auditOf(work, action, subject, changes), index, sessions));
}

async function getSession(db: Database, id: string) {
  const place = hashedPlaceOf(id);
  const session = place && (await findStoredSession(db, place));
  if (!session) throw notFound('Session', id);
  return { place, session };
}

function getPlace(id: string): SessionPlace {
  const place = hashedPlaceOf(id);
  if (!place) throw new Error('a drawn id leads nowhere');
  return place;
}

const toStored = (data: object) => ({ text: JSON.stringify(data), digest: `sha256:${digestOf(data)}` });

/** The audit knows a session by its digest: whoever reads it must not be able to use one. */
const targetOf = (digest: string): AuditTarget => ({ type: 'Session', id: digest });

const auditOf = ({ db, subject }: Work, action: string, of: string, changes: readonly ExpectedChange[]) =>
  expectChanges(db.keys.sessionsOf(of).audit, subject, action, changes);
