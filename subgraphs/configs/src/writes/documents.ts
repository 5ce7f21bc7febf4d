import { checkInput } from '@tributary/common/mutations/check-input';
import { type InputIssue, invalidInput, type Outcome } from '@tributary/common/mutations/outcome';
import type { Collection } from 'mongoose';
import { z } from 'zod';
import { toBsonDocument } from '../bson.ts';
import type { Database } from '../database.ts';
import { problemOfSize } from './caller-documents.ts';
import { isObject } from './merge-patch.ts';

/** A part of a document, whose inside was judged where it came in. */
export const part = z.custom<Record<string, unknown>>(isObject, 'must be a JSON object').nullish();

/** What is left of a document without the fields that are null. */
export const withoutNulls = (document: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([, value]) => value != null));

/** The fields of a document that are not among these. */
export const without = (document: object, names: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !names.has(name)));

/**
 * A document after a patch, as its shape makes it.
 * @param at the way to the patch in the mutation's input.
 * @throws InvalidInput where a value does not fit, or the whole is too large.
 */
export function judgePatched<Document>(
  shape: z.ZodType<Document>,
  patched: object,
  at: readonly string[],
  measured: object = patched,
): Document {
  const checked = checkInput(shape, withoutNulls(patched));
  if ('failure' in checked) {
    const issues: readonly InputIssue[] = checked.failure.__typename === 'InvalidInput' ? checked.failure.issues : [];
    throw invalidInput(...issues.map(({ path, message }) => ({ path: [...at, ...path], message })));
  }
  const tooLarge = problemOfSize(measured);
  if (tooLarge !== undefined) throw invalidInput({ path: at, message: `${tooLarge}, with what is there already` });
  return checked.value;
}

/** The state of a document for the audit, which tells what was removed by a null. */
export const withRemoved = (before: object, after: object): object => ({
  ...Object.fromEntries(Object.keys(before).map((name) => [name, null])),
  ...after,
});

/** The driver's own: mongoose would cast what must be stored as it is. */
export const storeOf = <Stored extends { readonly _id: string }>(
  { connection }: Database,
  { collection }: { readonly collection: { readonly collectionName: string } },
): Collection<Stored> => connection.collection<Stored>(collection.collectionName);

/** So many documents go in one command, which has to end within its limit. */
const INSERTED_TOGETHER = 100;

/** Writes documents of any shape. */
export async function insertAll(
  db: Database,
  collection: { readonly collection: { readonly collectionName: string } },
  documents: readonly { readonly _id: string }[],
): Promise<void> {
  for (let from = 0; from < documents.length; from += INSERTED_TOGETHER) {
    const together = documents.slice(from, from + INSERTED_TOGETHER).map(toBsonDocument);
    await storeOf(db, collection).insertMany(together, { ...db.limits });
  }
}

/** The outcome where there was one input. */
export function only<Value>(outcomes: readonly Outcome<Value>[]): Outcome<Value> {
  const [outcome] = outcomes;
  if (!outcome) throw new Error('an input has an outcome');
  return outcome;
}
