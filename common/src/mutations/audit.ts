/** What a change was made to. */
export interface AuditTarget {
  readonly type: string;
  readonly id: string;
}

/** One change, as the audit keeps it. */
export interface AuditEntry {
  readonly action: string;
  readonly target: AuditTarget;
  /** Null for what was made. Of what was changed, the changed fields as they were. */
  readonly before: object | null;
  /** Null for what was deleted. Of what was changed, the changed fields as they are now. */
  readonly after: object | null;
}

/**
 * Notes a change for the audit; the store writes the notes together with the change itself. Answers whether anything
 * changed: where both states are equal, it notes nothing.
 * @param action the mutation's name.
 */
export function audit(
  work: { readonly auditEntries: AuditEntry[] },
  action: string,
  target: AuditTarget,
  before: object | null,
  after: object | null,
): boolean {
  const change = difference(before, after);
  if (change) work.auditEntries.push({ action, target, ...change });
  return change !== undefined;
}

/** The fields of two states that differ; undefined where none does. That a row was touched is no difference. */
export function difference(
  before: object | null,
  after: object | null,
): Pick<AuditEntry, 'before' | 'after'> | undefined {
  if (before === null || after === null) return before === after ? undefined : { before, after };
  const old = new Map(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([key, value]) => key !== 'updatedAt' && JSON.stringify(value) !== JSON.stringify(old.get(key)),
  );
  if (changed.length === 0) return undefined;
  return {
    before: Object.fromEntries(changed.map(([key]) => [key, old.get(key) ?? null])),
    after: Object.fromEntries(changed),
  };
}
