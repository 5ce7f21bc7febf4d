import { createHash } from 'node:crypto';
import { conflict } from './outcome.ts';
import type { Work } from './perform.ts';

/**
 * Makes something once for a caller's key. A call that overlaps the first waits for it in the insert, since both want
 * the same row.
 * @param make answers the id of what it made.
 */
export async function once(
  { db, subject }: Work,
  operation: string,
  { idempotencyKey: key, ...input }: { idempotencyKey?: string | null | undefined },
  make: () => Promise<string>,
): Promise<{ id: string; created: boolean }> {
  if (key == null) return { id: await make(), created: true };
  const inputDigest = digestOf(input);
  const mine = await db
    .insertInto('idempotency')
    .values({ subject, key, operation, inputDigest })
    .onConflict((oc) => oc.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (mine) {
    const id = await make();
    await db
      .updateTable('idempotency')
      .set({ resultId: id })
      .where('subject', '=', subject)
      .where('key', '=', key)
      .execute();
    return { id, created: true };
  }
  const used = await db
    .selectFrom('idempotency')
    .selectAll()
    .where('subject', '=', subject)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (used.operation !== operation || used.inputDigest !== inputDigest || used.resultId === null) {
    throw conflict('DUPLICATE', 'This idempotencyKey was used with another input.');
  }
  return { id: used.resultId, created: false };
}

/** Equal for equal inputs, in whatever order their fields were written. */
const digestOf = (input: object) =>
  createHash('sha256')
    .update(
      JSON.stringify(input, (_key, value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      ),
    )
    .digest('hex');
