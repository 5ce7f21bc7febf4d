import { BOOKKEEPING, type DocumentKind } from './document-kind.ts';

/** What is read of documents beside their narrow fields. Equal ones share a loader, so it holds plain values alone. */
export interface Parts {
  /** Fields by name, in order: wide ones, or ones of the document's own. */
  readonly fields: readonly string[];
  /** Every field that the kind does not define. */
  readonly rest: boolean;
}

export const NARROW: Parts = { fields: [], rest: false };

/**
 * What the store sends of a document; never its bookkeeping.
 * @param beside fields that a pipeline has added.
 */
export function projectionOf(
  kind: DocumentKind,
  { fields, rest }: Parts,
  beside: readonly string[] = [],
): Record<string, 0 | 1> {
  const unwanted = [BOOKKEEPING, ...kind.wide.filter((name) => !fields.includes(name))];
  if (rest) return Object.fromEntries(unwanted.map((name) => [name, 0]));
  const wanted = [...kind.narrow, ...fields.filter((name) => name !== BOOKKEEPING), ...beside];
  return Object.fromEntries(wanted.map((name) => [name, 1]));
}
