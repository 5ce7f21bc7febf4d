import type { CursorValue } from '@tributary/common/page';
import type { DocumentKind } from './document-kind.ts';
import { cursorOf } from './keyset.ts';

/** What a document that was read has beside its own fields. Wide fields are there where they were asked for. */
export interface Read {
  id: string;
  /** As it was read, fields of any name too: they may be named as ours here. */
  document: object;
  cursor: CursorValue[];
}

export function toRead<Fields extends { _id: string; createdAt: Date }>(stored: Fields): Omit<Fields, '_id'> & Read {
  const { _id: id, ...document } = stored;
  return { ...document, id, document, cursor: cursorOf(stored) };
}

/** The fields of a document that its kind does not define. */
export const extraOf = (document: object, { declared }: DocumentKind): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !declared.has(name)));
