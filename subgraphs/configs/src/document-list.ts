import { type List, readList } from '@tributary/common/list';
import type { Directed } from '@tributary/common/page';
import type { DocumentColumn } from './keyset.ts';
import type { Parts } from './parts.ts';

/** A list of documents, with what is read of each. */
export interface DocumentList extends List<never, DocumentColumn> {
  readonly parts: Parts;
}

interface DocumentListArgs {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly includeArchived?: boolean | null | undefined;
}

/** @throws BAD_USER_INPUT as readList does. */
export const readDocumentList = (
  args: DocumentListArgs,
  order: readonly Directed<DocumentColumn>[],
  parts: Parts,
): DocumentList => ({ ...readList<never, never, DocumentColumn>(args, order), parts });
