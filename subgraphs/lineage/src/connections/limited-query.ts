import type pg from 'pg';

/** A query with an end to the wait for its answer, which the driver keeps, and its types do not know. */
export const limitedQuery = (text: string, timeoutMs: number): pg.QueryConfig & { query_timeout: number } => ({
  text,
  query_timeout: timeoutMs,
});
