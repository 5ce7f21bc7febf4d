import type { Database } from './database.ts';

const KEYS_A_STEP = 1_000;

/** Which keys. */
export interface KeyFilter {
  /** As SCAN takes it. */
  readonly pattern: string;
  readonly type?: 'string';
}

/**
 * The keys of every server that has data, some at a time. A key that is there all the time comes at least once; one that
 * is written or moves meanwhile may come twice or not at all.
 */
export async function* scanKeys(
  db: Pick<Database, 'nodes'>,
  { pattern, type }: KeyFilter,
): AsyncGenerator<readonly string[]> {
  const options = { MATCH: pattern, COUNT: KEYS_A_STEP, ...(type && { TYPE: type }) };
  for (const node of await db.nodes()) {
    // Not by the client's scanIterator: each step is a run, and so has its deadline and a connection that is there.
    let cursor = '0';
    do {
      const step = await node.run((redis) => redis.scan(cursor, options));
      yield step.keys;
      cursor = step.cursor;
    } while (cursor !== '0');
  }
}
