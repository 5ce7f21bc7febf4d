import { afterAll, beforeAll } from '@jest/globals';
import type { Caller } from '@tributary/common/caller';
import type { Database } from '@tributary/realtime/database';
import { noScorers, type Scorers } from '@tributary/realtime/scoring/scorers';
import { createServer } from '@tributary/realtime/server';
import type { Settings } from '@tributary/realtime/settings';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from './redis.ts';
import { ask } from './subgraph.ts';

export interface TestRealtime {
  readonly db: Database;
  readonly topics: TestDatabase['topics'];
  readonly commands: TestDatabase['commands'];
  /** Where it is, for another process in earnest. */
  readonly at: Pick<TestDatabase, 'url' | 'keyPrefix'>;
  /** Another process's, over the same keys. */
  another(options?: TestRealtimeOptions): Pick<TestRealtime, 'ask'>;
  ask(query: string, variables?: Record<string, unknown>): ReturnType<typeof ask>;
  /** Its answer, with what the operation asked of Redis: `roundTrips`, and `commands` by name. */
  watch(query: string, variables?: Record<string, unknown>): ReturnType<typeof ask>;
}

/** How it is set up where that is not as by default. */
export interface TestRealtimeOptions {
  readonly scorers?: Scorers;
  readonly settings?: Settings;
  readonly caller?: Caller;
  readonly lockMs?: number;
}

/** The realtime subgraph over keys of its own, for the tests of one file. */
export function useRealtime({ scorers, settings, caller }: TestRealtimeOptions = {}): TestRealtime {
  let database: TestDatabase;
  let server: ReturnType<typeof createServer>;
  const create = (other: TestRealtimeOptions = {}) => {
    const { lockMs } = other;
    const runners = { scorers: other.scorers ?? scorers ?? noScorers, ...(lockMs && { lockMs }) };
    return createServer({ ...database, ...runners }, pino({ level: 'silent' }), undefined, other.settings ?? settings);
  };
  beforeAll(() => {
    database = createTestDatabase();
    server = create();
  });
  afterAll(() => database.drop());
  return {
    get db() {
      return database.db;
    },
    get topics() {
      return database.topics;
    },
    get at() {
      return database;
    },
    get commands() {
      return database.commands;
    },
    another: (options) => {
      const other = create(options);
      return { ask: (query, variables) => ask(other, query, variables, options?.caller ?? caller) };
    },
    ask: (query, variables) => ask(server, query, variables, caller),
    watch: async (query, variables) => {
      const { answer, ...asked } = await database.watch(() => ask(server, query, variables, caller));
      return { ...answer, ...asked };
    },
  };
}
