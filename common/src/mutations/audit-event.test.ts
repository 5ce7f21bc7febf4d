import { describe, expect, it } from '@jest/globals';
import { auditEvent, toAuditEvents } from './audit-event.ts';

const target = { type: 'Thing', id: 'a' };
const created = (after: object) => ({ action: 'createThing', target, before: null, after });

describe('events of the audit', () => {
  it('keep the order of their notes', () => {
    const events = toAuditEvents(
      'ada',
      Array.from({ length: 50 }, (_, size) => created({ size })),
    );
    expect(events.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(events);
    expect(events[7]).toMatchObject({ actor: 'ada', targetType: 'Thing', targetId: 'a', before: null });
    expect(events.map(({ after }) => after).slice(0, 2)).toEqual(['{"size":0}', '{"size":1}']);
  });

  it('tell large values apart by their digest', () => {
    const [small, large, other] = toAuditEvents('ada', [
      created({ text: 'a'.repeat(16_000), size: 1 }),
      created({ text: 'a'.repeat(17_000), size: 1 }),
      created({ text: 'b'.repeat(17_000), size: 1 }),
    ]).map(({ after }) => JSON.parse(after ?? ''));
    expect(small.text).toHaveLength(16_000);
    expect(large).toEqual({ textDigest: expect.stringMatching(/^sha256:[\da-f]{64}$/), size: 1 });
    expect(other).not.toEqual(large);
    const fields = Array.from({ length: 70 }, (_, index) => [`field${index}`, 'a'.repeat(1_000)]);
    const [wide] = toAuditEvents('ada', [created(Object.fromEntries(fields))]);
    expect(JSON.parse(wide?.after ?? '')).toEqual({ digest: expect.stringMatching(/^sha256:/) });
  });

  it('are read from an outbox that knows neither times nor null', () => {
    const [event] = toAuditEvents('ada', [created({ size: 1 })]);
    const { before, ...kept } = { ...event, at: event?.at.toISOString() };
    expect(auditEvent.parse(kept)).toEqual(event);
    expect(auditEvent.safeParse({ ...kept, at: 'yesterday' }).success).toBe(false);
  });

  it.each(['{"a":"\\u0000"}', '{"a":"\\ud800"}', '5', '{'])(
    'keep %s as a text, which no column of JSON takes',
    (after) => {
      const [event] = toAuditEvents('ada', [created({ size: 1 })]);
      expect(auditEvent.parse({ ...event, after }).after).toBe(JSON.stringify({ json: after }));
    },
  );
});
