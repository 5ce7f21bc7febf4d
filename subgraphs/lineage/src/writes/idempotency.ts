import { digestOf } from '@tributary/common/mutations/digest';
import { conflict } from '@tributary/common/mutations/outcome';
import type { NotNull } from 'kysely';
import type { Work } from './work.ts';

/**
 * Makes something once for each key of a caller. A second call that overlaps the first waits for it in the insert, since
 * both want the same row.
 * @param make answers the id of what it made.
 * @throws Conflict when the key was used with another input.
 */
export async function withIdempotencyKey(
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
    // The transaction that inserted the key has also said what was made.
    .$narrowType<{ resultId: NotNull }>()
    .executeTakeFirstOrThrow();
  if (used.operation !== operation || used.inputDigest !== inputDigest) {
    throw conflict('DUPLICATE', 'This idempotencyKey was used with another input: draw a new key for each new input.');
  }
  return { id: used.resultId, created: false };
}
