import { randomUUIDv7 } from 'node:crypto';
import { z } from 'zod';
import type { AuditEntry } from './audit.ts';
import { digestOf as hexDigestOf } from './digest.ts';
import { text, uuid } from './inputs.ts';

/**
 * One change, by whom and when: what a store without the audit keeps in its outbox, written together with the change,
 * until it has been carried to where the audit is.
 */
export interface AuditEvent {
  /** By it what is carried twice is kept once. Ids order the events of one process. */
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string;
  /** JSON, so that every store takes any names and values in it. */
  readonly before: string | null;
  /** JSON, too. */
  readonly after: string | null;
}

/** Draws events from the notes of a mutation, in their order. Draw them where the change is made, after what it waits for. */
export function toAuditEvents(actor: string, entries: readonly AuditEntry[]): AuditEvent[] {
  // Within a millisecond ids are drawn in no order.
  const ids = entries.map(() => randomUUIDv7()).toSorted();
  const at = new Date();
  return entries.map(({ action, target, before, after }, index) => ({
    id: ids[index] ?? randomUUIDv7(),
    at,
    actor,
    action,
    targetType: target.type,
    targetId: target.id,
    before: before && JSON.stringify(withoutLargeFields(before)),
    after: after && JSON.stringify(withoutLargeFields(after)),
  }));
}

/** JSON of an object. What no column of JSON can hold, such as the NUL character, stays a text. */
const state = z
  .string()
  .nullish()
  .transform((text) => (text == null || isStorable(text) ? (text ?? null) : JSON.stringify({ json: text })));

function isStorable(text: string): boolean {
  if (/\\u(0000|d[89a-f])/i.test(text)) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const line = text(10_000);

/** An event as an outbox has it: times may be texts, and what is null may be missing. */
export const auditEvent: z.ZodType<AuditEvent> = z.object({
  id: uuid,
  at: z.union([z.date(), z.iso.datetime().transform((text) => new Date(text))]),
  actor: line,
  action: line,
  targetType: line,
  targetId: line,
  before: state,
  after: state,
});

const MAX_FIELD_BYTES = 16 * 1024;
const MAX_STATE_BYTES = 64 * 1024;

/** The audit is no second store of documents: it holds the small ones, and tells the large ones apart. */
export function withoutLargeFields(state: object): object {
  const small = Object.fromEntries(
    Object.entries(state).map(([name, value]) =>
      bytesOf(value) <= MAX_FIELD_BYTES ? [name, value] : [`${name}Digest`, digestOf(value)],
    ),
  );
  return bytesOf(small) <= MAX_STATE_BYTES ? small : { digest: digestOf(state) };
}

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value) ?? '');
const digestOf = (value: unknown) => `sha256:${hexDigestOf(value)}`;
