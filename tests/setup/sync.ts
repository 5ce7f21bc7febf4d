import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Logger } from '@tributary/common/log';
import type { Database as Configs } from '@tributary/configs/database';
import { createServer } from '@tributary/lineage/server';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import type { Database as Lineage } from '@tributary/lineage/tables';
import type { Database as Realtime } from '@tributary/realtime/database';
import { findEntriesByBoards } from '@tributary/realtime/leaderboards/boards';
import { createDelivery } from '@tributary/sync/delivery';
import type { Kind } from '@tributary/sync/kind';
import { createKinds } from '@tributary/sync/kinds';
import { type Kysely, sql } from 'kysely';
import { pino } from 'pino';
import { createTestDatabase as createInMongodb, type TestDatabase as TestMongodb } from './mongodb.ts';
import { createTestDatabase as createInPostgres, type TestDatabase as TestPostgres } from './postgres.ts';
import { createTestDatabase as createInRedis, type TestDatabase as TestRedis } from './redis.ts';
import { ask } from './subgraph.ts';

const FAILURES = '... on NotFound { message } ... on Conflict { message } ... on InvalidInput { message }';
const log = pino({ level: 'silent' });
const kinds = createKinds(DEFAULT_SETTINGS);

/** Empty stores, the lineage subgraph, and copies that move when a test says so. */
export function useSync() {
  let postgres: TestPostgres;
  let mongodb: TestMongodb;
  let redis: TestRedis;
  let lineage: ReturnType<typeof createServer>;
  beforeAll(async () => {
    postgres = await createInPostgres();
    mongodb = await createInMongodb();
    redis = createInRedis();
    lineage = createServer(postgres, log);
  });
  afterAll(async () => {
    await postgres.drop();
    await mongodb.drop();
    await redis.drop();
  });
  const stores = {
    get lineage(): Kysely<Lineage> {
      return postgres.db;
    },
    get configs(): Configs {
      return mongodb.db;
    },
    get realtime(): Realtime {
      return redis.db;
    },
  };

  /** A mutation with its arguments as they are written; answers what it selects. */
  async function mutate(call: string, selection = '') {
    const { data, errors } = await ask(
      lineage,
      `mutation { outcome: ${call} { __typename ${selection} ${FAILURES} } }`,
    );
    expect(errors).toBeUndefined();
    return data.outcome;
  }
  /** A worker's rounds, until nothing is behind that it may take. */
  async function deliver(only: readonly Kind[] = kinds, options: { leaseMs?: number; log?: Logger } = {}) {
    for (const kind of only) {
      const round = createDelivery(kind, stores, { leaseMs: 60_000, log, ...options });
      while ((await round()).leased > 0);
    }
  }
  return {
    stores,
    /** Every statement to PostgreSQL since it was emptied. */
    get statements(): string[] {
      return postgres.statements;
    },
    get urls() {
      return { databaseUrl: postgres.url, mongodbUrl: mongodb.url, redisUrl: redis.url, keyPrefix: redis.keyPrefix };
    },
    ask: (query: string, variables?: Record<string, unknown>) => ask(lineage, query, variables),
    mutate,
    deliver,
    createModel: (id: string) => mutate(`createModel(input: { id: "${id}" })`),
    /** A completed run of a model with the last value of accuracy; answers its id. */
    completeRun: async (modelId: string, accuracy: number, more = ''): Promise<string> => {
      const { trainingRun } = await mutate(
        `createTrainingRun(input: { modelId: "${modelId}" ${more} })`,
        '... on TrainingRunSuccess { trainingRun { id } }',
      );
      await mutate(
        `finishTrainingRun(input: { runId: "${trainingRun.id}", status: COMPLETED, metrics: [{ name: "accuracy", value: ${accuracy} }] })`,
      );
      return trainingRun.id;
    },
    /** A board's entries as [model, score], the best first. */
    readBoard: async (name: string) => {
      const entries = await findEntriesByBoards(redis.db, [name], { first: 1_000, around: null });
      return entries.map(({ modelId, score }) => [modelId, score]);
    },
    readExperiment: (runId: string) => mongodb.db.experiments.findById(runId).lean<Record<string, unknown>>(),
    /** Of the copies that are behind: their kind, and how often they were refused. */
    readBehind: async () => {
      const { rows } = await sql<{ kind: string; attempts: number }>`
        select kind, attempts from sync_copy where version > delivered order by kind, key`.execute(postgres.db);
      return rows;
    },
  };
}
