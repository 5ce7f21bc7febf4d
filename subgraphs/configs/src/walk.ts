import type { mongo } from 'mongoose';
import type { Database } from './database.ts';

/** A document of any kind. */
export interface Walked {
  _id: string;
  [name: string]: unknown;
}

interface WalkOptions {
  ids?: RegExp | { $not: RegExp };
  projection?: Record<string, 0 | 1>;
  /** False keeps numbers of the types that the store has. */
  promoteValues?: boolean;
}

/** One command finds so many: the store ends a session, and its cursors, that goes on for half an hour. */
const SLICE = 20_000;
const BATCH = 500;

/**
 * Every document of a collection by id, while others write: what they add or change behind it may be missed.
 */
export async function* walk(
  { connection, limits }: Database,
  collection: string,
  { ids, ...options }: WalkOptions = {},
): AsyncGenerator<Walked> {
  await connection.asPromise();
  const chosen: mongo.Filter<Walked> = ids ? { _id: ids } : {};
  let filter = chosen;
  for (;;) {
    const found = connection.collection<Walked>(collection).find(filter, {
      ...limits,
      ...options,
      sort: { _id: 1 },
      limit: SLICE,
      batchSize: BATCH,
    });
    let count = 0;
    for await (const document of found) {
      filter = { $and: [{ _id: { $gt: document._id } }, chosen] };
      count += 1;
      yield document;
    }
    if (count < SLICE) return;
  }
}
