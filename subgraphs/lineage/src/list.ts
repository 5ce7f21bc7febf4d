import type { Page, SortKey } from '@tributary/common/page';
import { readPage } from '@tributary/common/page';

/** What a list's arguments come to. Equal ones share a loader, so it holds plain values alone. */
export interface List {
  readonly order: readonly SortKey[];
  readonly page: Page;
  readonly includeArchived: boolean;
}

interface ListArgs {
  first: number;
  after?: string | null | undefined;
  includeArchived?: boolean | null | undefined;
}

/** @throws BAD_USER_INPUT as readPage does. */
export const readList = (args: ListArgs, order: readonly SortKey[]): List => ({
  order,
  page: readPage(args, order),
  includeArchived: args.includeArchived ?? false,
});
