interface Cursor<Row> {
  toArray(): Promise<Row[]>;
}

/**
 * All that a cursor has. While there is no connection, mongoose answers a promise where the driver answers the cursor: who
 * would call that one's toArray gets no error of the store, and the promise's own failure would end the process.
 */
export const readAll = async <Row>(cursor: Cursor<Row> | Promise<Cursor<Row>>): Promise<Row[]> =>
  (await cursor).toArray();
