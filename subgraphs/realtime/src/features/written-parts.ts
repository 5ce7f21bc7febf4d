/** Entities are counted for each part of the time to live in which they were written. */
const PARTS = 8;

/** How long a part of a time to live is. */
export const partMs = (ttlSeconds: number): number => Math.max(1, Math.floor((ttlSeconds * 1_000) / PARTS));

/** Names the part in which a moment lies. All of time is one part where nothing expires. */
export const partOf = (ttlSeconds: number | null, now: number): string =>
  ttlSeconds === null ? 'ever' : `${ttlSeconds}:${Math.floor(now / partMs(ttlSeconds))}`;

/** The parts whose entities can still be there. */
export const livingParts = (ttlSeconds: number | null, now: number): string[] =>
  ttlSeconds === null
    ? [partOf(null, now)]
    : Array.from({ length: PARTS }, (_, back) => partOf(ttlSeconds, now - back * partMs(ttlSeconds)));
