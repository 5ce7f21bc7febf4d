import type { Positioned } from '@tributary/common/lists/page';
import type { DocumentKind } from './document-kind.ts';

/** A document as the store keeps it. */
export interface Stored {
  readonly _id: string;
}

/** What a document that was read has beside its own fields. Wide fields are there where they were asked for. */
export interface Read {
  id: string;
  /** As it was read, fields of any name too: they may be named as ours here. */
  document: object;
}

/** A document that was read, in a list. */
export type Placed<Fields extends Stored> = Omit<Fields, '_id'> & Read & Positioned;

export function toRead<Fields extends Stored>(stored: Fields): Omit<Fields, '_id'> & Read {
  const { _id: id, ...document } = stored;
  return { ...document, id, document };
}

/** The fields of a document that its kind does not define. */
export const extraOf = (document: object, { declared }: DocumentKind): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !declared.has(name)));
