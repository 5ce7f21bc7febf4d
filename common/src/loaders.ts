import DataLoader from 'dataloader';
import { inKeyGroups, inKeyOrder, perArgs } from './batch.ts';
import { type Connection, type Listing, type Positioned, toConnection } from './lists/page.ts';

type Ids = readonly string[];
type KeyOf<Row> = (row: Row) => string | null;

/** PostgreSQL takes 65,535 parameters a statement, of which some readings give each id two. */
const options = { maxBatchSize: 30_000 };

/** Loads one row a key. */
export interface RowLoader<Row> {
  /** Null where there is no row, or no key: a reference may be empty. */
  load(id: string | null | undefined): Promise<Row | null>;
  /** Follows a reference that a foreign key holds. */
  get(id: string): Promise<Row>;
}

/** One row a key, or null. */
export function oneBy<Row>(read: (ids: Ids) => Promise<Row[]>, keyOf: KeyOf<Row>): RowLoader<Row> {
  const loader = new DataLoader(
    async (ids: Ids) => inKeyOrder<string | null, Row>(ids, await read(ids), keyOf),
    options,
  );
  return {
    // No row's id holds a NUL, and a store may refuse the statement of a whole batch for one.
    load: async (id) => (id == null || id.includes('\0') ? null : loader.load(id)),
    get: async (id) => {
      const row = await loader.load(id);
      if (row === null) throw new Error(`${id} is referred to but not there`);
      return row;
    },
  };
}

/** A value a key of several parts. The values come in the order of the keys; keys of the same parts are one. */
export const valueBy = <Key extends object, Value>(
  read: (keys: readonly Key[]) => Promise<Value[]>,
): DataLoader<Key, Value, string> => new DataLoader(read, { ...options, cacheKeyFn: (key) => JSON.stringify(key) });

/** All rows of a key, in the order in which the statement answers them. */
export const manyBy = <Row>(read: (ids: Ids) => Promise<Row[]>, keyOf: KeyOf<Row>): DataLoader<string, Row[]> =>
  new DataLoader(async (ids: Ids) => inKeyGroups<string | null, Row>(ids, await read(ids), keyOf), options);

/** A row of a parent's list, with the parent's key. */
export interface OfParent {
  readonly parentKey: string;
}

export interface ParentCount extends OfParent {
  readonly count: number;
}

const parentKeyOf = ({ parentKey }: OfParent): string => parentKey;

/** A count a key; no row is none. */
export const countBy = <Row extends { count: number }>(
  read: (ids: Ids) => Promise<Row[]>,
  keyOf: KeyOf<Row>,
): DataLoader<string, number> =>
  new DataLoader(
    async (ids: Ids) => inKeyOrder<string | null, Row>(ids, await read(ids), keyOf).map((row) => row?.count ?? 0),
    options,
  );

/** What of a list's arguments decides how many rows it has. */
export type Counted<List extends Listing> = Omit<List, keyof Listing>;

/**
 * A list of each parent, as connections. Parents that ask for the same page are read together. So are their counts,
 * once `totalCount` is selected; they are the same for every page and order.
 */
export function connectionBy<List extends Listing, Row extends Positioned & OfParent>(
  readPages: (parentKeys: Ids, list: List) => Promise<Row[]>,
  readCounts: (parentKeys: Ids, counted: Counted<List>) => Promise<ParentCount[]>,
): { connection(parentKey: string, list: List): Promise<Connection<Row>> } {
  const pages = perArgs((list: List) => manyBy((keys) => readPages(keys, list), parentKeyOf));
  const counts = perArgs((counted: Counted<List>) =>
    countBy<ParentCount>((keys) => readCounts(keys, counted), parentKeyOf),
  );
  return {
    connection: async (parentKey, list) => {
      const { page, order, ...counted } = list;
      return toConnection(await pages(list).load(parentKey), list, () => counts(counted).load(parentKey));
    },
  };
}

/** A list without a parent, as a connection. No batch: equal lists are read once a request, and so are their counts. */
export function memoizedConnection<List extends Listing, Row extends Positioned>(
  readPage: (list: List) => Promise<Row[]>,
  readCount: (counted: Counted<List>) => Promise<number>,
): { connection(list: List): Promise<Connection<Row>> } {
  const pages = perArgs(readPage);
  const counts = perArgs(readCount);
  return {
    connection: async (list) => {
      const { page, order, ...counted } = list;
      return toConnection(await pages(list), list, () => counts(counted));
    },
  };
}
