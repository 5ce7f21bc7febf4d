import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Database } from '@tributary/configs/database';
import { createServer } from '@tributary/configs/server';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from './mongodb.ts';
import { ask } from './subgraph.ts';

export interface TestConfigs {
  readonly db: Database;
  /** Every command of the test so far. */
  readonly commands: TestDatabase['commands'];
  /** What each of them took in or left out of documents, where it said so. */
  readonly projections: unknown[];
  /** The stages of those that are aggregations. */
  readonly pipelines: TestDatabase['pipelines'];
  ask(query: string, variables?: Record<string, unknown>): ReturnType<typeof ask>;
}

/** The configs subgraph over an empty database of its own, for the tests of one file. */
export function useConfigs(): TestConfigs {
  let database: TestDatabase;
  let server: ReturnType<typeof createServer>;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = createServer(database, pino({ level: 'silent' }));
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    database.commands.length = 0;
    database.projections.length = 0;
  });
  return {
    get db() {
      return database.db;
    },
    get commands() {
      return database.commands;
    },
    get projections() {
      return database.projections;
    },
    get pipelines() {
      return database.pipelines;
    },
    ask: (query, variables) => ask(server, query, variables),
  };
}
