import { type Page, readPage } from '@tributary/common/page';
import type { DocumentKey } from './keyset.ts';

/** What a list's arguments come to. Equal ones share a loader, so it holds plain values alone. */
export interface List {
  readonly order: readonly DocumentKey[];
  readonly page: Page;
  readonly includeArchived: boolean;
}

interface ListArgs {
  first: number;
  after?: string | null | undefined;
  includeArchived?: boolean | null | undefined;
}

/** @throws BAD_USER_INPUT as readPage does. */
export const readList = (args: ListArgs, order: readonly DocumentKey[]): List => ({
  order,
  page: readPage(args, order),
  includeArchived: args.includeArchived ?? false,
});
