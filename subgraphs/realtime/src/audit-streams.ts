import type { AuditEvent } from '@tributary/common/mutations/audit-event';
import type { Database } from './database.ts';

/**
 * An event as a script adds it to the stream of the slot that it changes:
 * `redis.call('XADD', stream, '*', 'event', event)`. What the script alone knows goes beside it, as further fields
 * `before` and `after` with JSON, which count in place of the event's own.
 */
export const toStreamed = (event: AuditEvent): string => JSON.stringify(event);

/** An entry of a stream, and what it says. */
export interface StreamedEvent {
  readonly place: { readonly stream: string; readonly entry: string };
  readonly event: Readonly<Record<string, unknown>>;
}

/** The oldest events that wait for the audit, up to so many of each stream, in one round trip. */
export async function findAuditEvents(db: Database, limit: number): Promise<StreamedEvent[]> {
  const { auditStreams: streams } = db.keys;
  const found = await db.run((redis) =>
    Promise.all(streams.map((stream) => redis.xRange(stream, '-', '+', { COUNT: limit }))),
  );
  return streams.flatMap((stream, index) =>
    (found[index] ?? []).map(({ id, message: { event = '', ...known } }) => ({
      place: { stream, entry: id },
      event: { ...readObject(event), ...known },
    })),
  );
}

/** Once the audit has them. Safe to repeat. */
export async function removeAuditEvents(db: Database, places: readonly StreamedEvent['place'][]): Promise<void> {
  const byStream = Map.groupBy(places, ({ stream }) => stream);
  await db.run((redis) =>
    Promise.all(
      Array.from(byStream, ([stream, entries]) =>
        redis.xDel(
          stream,
          entries.map(({ entry }) => entry),
        ),
      ),
    ),
  );
}

export async function countAuditEvents(db: Database): Promise<number> {
  const lengths = await db.run((redis) => Promise.all(db.keys.auditStreams.map((stream) => redis.xLen(stream))));
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** Empty where the text is no object, so that whoever checks the event says what is missing. */
function readObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
