import { type Failure, invalidInput } from '@tributary/common/mutations/outcome';
import mongoose from 'mongoose';
import { storeFailure } from '../database.ts';

/**
 * Another writer came between: MongoDB ended the transaction, or a key is there that was not when this one read. The next
 * attempt sees what the other wrote. Where the store is away, another attempt would only double the wait.
 */
export const isRetriable = (error: unknown): boolean =>
  error instanceof mongoose.mongo.MongoServerError &&
  (error.code === DUPLICATE_KEY || error.hasErrorLabel('TransientTransactionError')) &&
  storeFailure(error) === undefined;

const DUPLICATE_KEY = 11_000;
const TOO_LARGE = 10_334;

/** What MongoDB refuses although it passed every check of ours: a document beside a large copy of a run. */
export const failureOf = (error: unknown): Failure | undefined =>
  error instanceof mongoose.mongo.MongoServerError && error.code === TOO_LARGE
    ? invalidInput({ path: [], message: 'must be shorter: MongoDB keeps documents of up to 16 MB' }).failure
    : undefined;
