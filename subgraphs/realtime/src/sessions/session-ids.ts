import { createHash, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 16;
const FORM = /^[\w-]{22}(\d{2})$/;

/** Where a session lies. Of its id the store has the digest alone. */
export interface SessionPlace {
  readonly slot: number;
  /** SHA-256 in hexadecimal digits. */
  readonly digest: string;
}

/** 128 random bits, and the slot in which the subject's sessions lie: the id alone must lead there. */
export const drawSessionId = (slot: number): string =>
  randomBytes(RANDOM_BYTES).toString('base64url') + String(slot).padStart(2, '0');

/** Null where no session can have this id. */
export function hashedPlaceOf(id: string): SessionPlace | null {
  const [, slot] = FORM.exec(id) ?? [];
  return slot === undefined ? null : { slot: Number(slot), digest: createHash('sha256').update(id).digest('hex') };
}
