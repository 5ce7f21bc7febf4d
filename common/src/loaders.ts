import DataLoader from 'dataloader';
import { inKeyGroups, inKeyOrder } from './batch.ts';

type Ids = readonly string[];
type KeyOf<Row> = (row: Row) => string | null;

/** PostgreSQL takes 65,535 parameters a statement, of which some readings give each id two. */
const options = { maxBatchSize: 30_000 };

/** One row a key, or null. */
export function oneBy<Row>(read: (ids: Ids) => Promise<Row[]>, keyOf: KeyOf<Row>) {
  const loader = new DataLoader(
    async (ids: Ids) => inKeyOrder<string | null, Row>(ids, await read(ids), keyOf),
    options,
  );
  // No row's id holds a NUL, and a store may refuse the statement of a whole batch for one.
  const find = async (id: string | null | undefined) => (id == null || id.includes('\0') ? null : loader.load(id));
  return {
    load: (id: string) => find(id),
    /** Follows a reference that may be empty. */
    find,
    /** Follows a reference that a foreign key holds. */
    get: async (id: string) => {
      const row = await loader.load(id);
      if (row === null) throw new Error(`${id} is referred to but not there`);
      return row;
    },
  };
}

/** All rows of a key, in the order in which the statement answers them. */
export const manyBy = <Row>(read: (ids: Ids) => Promise<Row[]>, keyOf: KeyOf<Row>) =>
  new DataLoader(async (ids: Ids) => inKeyGroups<string | null, Row>(ids, await read(ids), keyOf), options);

/** A count a key; no row is none. */
export const countBy = <Row extends { count: number }>(read: (ids: Ids) => Promise<Row[]>, keyOf: KeyOf<Row>) =>
  new DataLoader(
    async (ids: Ids) => inKeyOrder<string | null, Row>(ids, await read(ids), keyOf).map((row) => row?.count ?? 0),
    options,
  );
