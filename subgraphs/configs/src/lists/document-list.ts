import { type Combined, checkWhere } from '@tributary/common/lists/filters';
import type { Selection } from '@tributary/common/lists/list';
import { type Listing, readPage } from '@tributary/common/lists/page';
import type { DocumentKind } from '../document-kind.ts';
import type { Parts } from '../parts.ts';
import type { DocumentOrder as OrderBy } from '../schema-types.generated.ts';
import { columnsOf, type DocumentOrder, readOrder } from './order.ts';

/** A list of documents, with what is read of each. Equal ones share a loader, so it holds plain values alone. */
export interface DocumentList<Where> extends Selection<Where>, Listing {
  readonly by: DocumentOrder;
  readonly parts: Parts;
}

interface PageArgs {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly includeArchived?: boolean | null | undefined;
}

interface ListArgs<Where> extends PageArgs {
  readonly where?: Where | null | undefined;
  readonly orderBy?: readonly OrderBy[] | null | undefined;
}

/** @throws BAD_USER_INPUT when the page, the filter or the order is not allowed; the message says why. */
export function readDocumentList<Where extends Combined<Where>>(
  args: ListArgs<Where>,
  kind: DocumentKind,
  parts: Parts,
): DocumentList<Where> {
  if (args.where != null) checkWhere(args.where);
  return { ...readOrderedList<Where>(args, readOrder(args.orderBy, kind), parts), where: args.where ?? null };
}

/** As readDocumentList, for a list whose order is fixed. */
export function readOrderedList<Where>(
  args: PageArgs,
  by: DocumentOrder,
  parts: Parts,
  where: Where | null = null,
): DocumentList<Where> {
  const order = columnsOf(by);
  return { where, includeArchived: args.includeArchived ?? false, by, order, page: readPage(args, order), parts };
}
