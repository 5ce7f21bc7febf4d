import { afterAll, beforeAll, expect } from '@jest/globals';
import { createServer } from '@tributary/lineage/server';
import type { Settings } from '@tributary/lineage/settings';
import type { Database } from '@tributary/lineage/tables';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from './postgres.ts';
import { ask } from './subgraph.ts';

export const FAILURES =
  '... on NotFound { message type id } ... on Conflict { message reason } ... on InvalidInput { message issues { path message } }';

const log = pino({ level: 'silent' });

/** The lineage subgraph over an empty database of its own, for the tests of one file. */
export function useLineage() {
  let database: TestDatabase;
  let server: ReturnType<typeof createServer>;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = createServer(database, log);
  });
  afterAll(() => database.drop());

  /** Runs one mutation and answers its outcome; `success` is a fragment such as `... on ModelSuccess { model { id } }`. */
  async function outcomeOf(head: string, field: string, success: string, variables: object, by = server) {
    const query = `mutation ${head} { outcome: ${field} { __typename ${success} ${FAILURES} } }`;
    const { data, errors } = await ask(by, query, { ...variables });
    expect(errors).toBeUndefined();
    return data.outcome;
  }
  return {
    get db(): Kysely<Database> {
      return database.db;
    },
    /** Every statement since it was emptied. */
    get statements(): string[] {
      return database.statements;
    },
    /** The same database under other settings. */
    serverWith: (settings: Settings) => createServer(database, log, settings),
    ask: (query: string, variables: Record<string, unknown> = {}) => ask(server, query, variables),
    /** A mutation of one input, whose type is named for it. */
    mutate: (field: string, input: object, success: string, by = server) =>
      outcomeOf(
        `($input: ${field.slice(0, 1).toUpperCase()}${field.slice(1)}Input!)`,
        `${field}(input: $input)`,
        success,
        { input },
        by,
      ),
    /** A mutation of one id. */
    mutateById: (field: string, id: string, success: string) =>
      outcomeOf('($id: ID!)', `${field}(id: $id)`, success, { id }),
    /** A mutation as it is written, with its arguments. */
    write: (call: string) => outcomeOf('', call, '', {}),
  };
}

export type TestLineage = ReturnType<typeof useLineage>;
