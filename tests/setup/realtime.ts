import { afterAll, beforeAll } from '@jest/globals';
import type { Database } from '@tributary/realtime/database';
import { createServer } from '@tributary/realtime/server';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from './redis.ts';
import { ask } from './subgraph.ts';

export interface TestRealtime {
  readonly db: Database;
  ask(query: string, variables?: Record<string, unknown>): ReturnType<typeof ask>;
  /** Its answer, with what the operation asked of Redis: `roundTrips`, and `commands` by name. */
  watch(query: string, variables?: Record<string, unknown>): ReturnType<typeof ask>;
}

/** The realtime subgraph over keys of its own, for the tests of one file. */
export function useRealtime(): TestRealtime {
  let database: TestDatabase;
  let server: ReturnType<typeof createServer>;
  beforeAll(() => {
    database = createTestDatabase();
    server = createServer(database, pino({ level: 'silent' }));
  });
  afterAll(() => database.drop());
  return {
    get db() {
      return database.db;
    },
    ask: (query, variables) => ask(server, query, variables),
    watch: async (query, variables) => {
      const { answer, ...asked } = await database.watch(() => ask(server, query, variables));
      return { ...answer, ...asked };
    },
  };
}
