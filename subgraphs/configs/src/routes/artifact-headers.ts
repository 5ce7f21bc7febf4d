import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '@tributary/common/http/refusals';
import type { Artifact, ByteRange } from '../artifacts/artifacts.ts';

/** One of a dictionary's members: RFC 9530, with the form of RFC 9651. */
const SHA256_MEMBER = /(?:^|,)[ \t]*sha-256=:([A-Za-z0-9+/]{43}=):[ \t]*(?:;[^,]*)?(?=,|$)/g;

/**
 * The SHA-256 that a Content-Digest says, in hexadecimal digits; undefined where there is no such header.
 * @throws Refusal where there is one without a SHA-256: nobody should believe that it was checked.
 */
export function readContentDigest({ 'content-digest': header }: IncomingHttpHeaders): string | undefined {
  if (header === undefined) return undefined;
  // Of members with one name the last one counts.
  const [, base64] = [...String(header).matchAll(SHA256_MEMBER)].at(-1) ?? [];
  if (base64 !== undefined) return Buffer.from(base64, 'base64').toString('hex');
  throw new Refusal(400, 'Content-Digest must have sha-256=:…: with the 32 bytes of the hash in base64.');
}

export const etagOf = ({ sha256 }: Artifact): string => `"${sha256}"`;

/** Whether the client says that it has these bytes. */
export const isKnown = (headers: IncomingHttpHeaders, artifact: Artifact): boolean =>
  (headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etagOf(artifact));

export interface Wanted {
  readonly range: ByteRange;
  /** Whether it was asked for as a part, be it the whole. */
  readonly isPart: boolean;
}

/**
 * What a request wants of the bytes; undefined where that lies beyond the end. What is no single range of bytes, and a
 * range of other bytes than these, is answered with the whole: RFC 9110, 14.2.
 */
export function readRange(headers: IncomingHttpHeaders, artifact: Artifact): Wanted | undefined {
  const end = artifact.sizeBytes - 1;
  const whole = { range: { first: 0, last: end }, isPart: false };
  const ifRange = headers['if-range'];
  const [, from = '', to = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(headers.range ?? '') ?? [];
  if ((from === '' && to === '') || (ifRange !== undefined && ifRange !== etagOf(artifact))) return whole;
  const part = (first: number, last: number) => ({ range: { first, last: Math.min(last, end) }, isPart: true });
  if (from === '') return Number(to) === 0 ? undefined : part(Math.max(artifact.sizeBytes - Number(to), 0), end);
  const first = Number(from);
  const last = to === '' ? end : Number(to);
  if (to !== '' && last < first) return whole;
  return first > end ? undefined : part(first, last);
}
