import { describe, expect, it } from '@jest/globals';
import { type AuditEntry, audit } from './audit.ts';

const target = { type: 'Thing', id: 'a' };
const at = new Date('2025-01-31T12:00:00Z');

describe('the audit', () => {
  it('keeps the whole of what was made or deleted', () => {
    const work = { auditEntries: [] as AuditEntry[] };
    expect(audit(work, 'createThing', target, null, { size: 1 })).toBe(true);
    expect(audit(work, 'deleteThing', target, { size: 1 }, null)).toBe(true);
    expect(work.auditEntries).toEqual([
      { action: 'createThing', target, before: null, after: { size: 1 } },
      { action: 'deleteThing', target, before: { size: 1 }, after: null },
    ]);
  });

  it('keeps of what was changed only the fields that changed, a new one as null before', () => {
    const work = { auditEntries: [] as AuditEntry[] };
    const before = { size: 1, tags: ['a'], at, updatedAt: at };
    audit(work, 'updateThing', target, before, { size: 2, tags: ['a'], at: new Date(at), note: 'b', updatedAt: null });
    expect(work.auditEntries).toEqual([
      { action: 'updateThing', target, before: { size: 1, note: null }, after: { size: 2, note: 'b' } },
    ]);
  });

  it.each([
    [null, null],
    [
      { size: 1, updatedAt: at },
      { size: 1, updatedAt: new Date() },
    ],
  ])('says that nothing changed from %j to %j', (before, after) => {
    const work = { auditEntries: [] as AuditEntry[] };
    expect(audit(work, 'updateThing', target, before, after)).toBe(false);
    expect(work.auditEntries).toEqual([]);
  });
});
