import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findCopyLags } from '@tributary/lineage/copies/copy-care';
import { migrateUp } from '@tributary/lineage/migrate';
import { createServer } from '@tributary/lineage/server';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { findEntriesByBoards } from '@tributary/realtime/leaderboards/boards';
import { seedSmall } from '@tributary/seed/load';
import { createKinds } from '@tributary/sync/kinds';
import { startWorker } from '@tributary/sync/worker';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createTestDatabase as createMongoDatabase } from './setup/mongodb.ts';
import { restorePlatform } from './setup/platform-dump.ts';
import { createTestDatabase, type TestDatabase } from './setup/postgres.ts';
import { createTestDatabase as createRedisDatabase } from './setup/redis.ts';
import { ask } from './setup/subgraph.ts';
import { eventually } from './setup/waiting.ts';

const FIRST_RELEASE = await readFile(new URL('fixtures/first-release.json.gz', import.meta.url));

describe('a database of the first release', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('0008_changes');
    await restorePlatform(database.db, FIRST_RELEASE);
    await migrateUp(database.db);
  });
  afterAll(() => database.drop());

  it('is brought up to this version with its data', async () => {
    const lineage = createServer(database, pino({ level: 'silent' }));
    const { data, errors } = await ask(
      lineage,
      `{
        topModels(first: 1) { value run { model { id } } }
        search(text: "fraud detector", types: [MODEL], first: 1) { nodes { id } }
        trainingRuns { totalCount }
        datasetVersion(id: "fraud-transactions@4") { impact { modelVersions { nodes { id } } } }
        modelVersion(id: "fraud-detector@5") { featureSources { revision } }
        auditEvents { totalCount }
      }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      topModels: [{ value: 0.9889, run: { model: { id: 'fraud-detector' } } }],
      search: { nodes: [{ id: 'fraud-detector' }] },
      trainingRuns: { totalCount: expect.any(Number) },
      datasetVersion: {
        impact: { modelVersions: { nodes: [{ id: 'fraud-detector@6' }, { id: 'fraud-detector@5' }] } },
      },
      modelVersion: { featureSources: [{ revision: 4 }] },
      auditEvents: { totalCount: expect.any(Number) },
    });
    expect(data.trainingRuns.totalCount).toBeGreaterThan(400);
    expect(data.auditEvents.totalCount).toBeGreaterThan(100);
  });

  it('is left alone by the seed, which says so', async () => {
    const configs = await createMongoDatabase();
    const realtime = createRedisDatabase();
    const lines: string[] = [];
    const stores = { lineage: database.db, configs: configs.db, realtime: realtime.db };
    const seeded = await seedSmall(stores, { log: (line) => lines.push(line) });
    await configs.drop();
    await realtime.drop();
    expect(seeded).toEqual({ lineage: 0, configs: 0, realtime: 0 });
    expect(lines).toEqual([expect.stringContaining('earlier seed')]);
  });

  it('knows that nobody has delivered what is served, whatever its seed said', async () => {
    const { rows } = await sql`
      select from sync_copy where kind in ('registry', 'serving') and version = delivered`.execute(database.db);
    expect(rows).toEqual([]);
  });

  it('fills stores that know nothing of it', async () => {
    const log = pino({ level: 'silent' });
    const configs = await createMongoDatabase();
    const realtime = createRedisDatabase();
    const worker = startWorker(
      { lineage: database.db, configs: configs.db, realtime: realtime.db },
      { kinds: createKinds(DEFAULT_SETTINGS), log },
    );
    try {
      await eventually(async () => {
        const [best] = await findEntriesByBoards(realtime.db, ['accuracy'], { first: 1, around: null });
        expect(best).toMatchObject({ modelId: 'fraud-detector', score: 0.9889 });
        expect(await configs.db.experiments.countDocuments({ status: 'COMPLETED' })).toBeGreaterThan(400);
        const lags = await findCopyLags(database.db);
        expect(lags.map(({ pending }) => pending)).toEqual([0, 0, 0, 0]);
      });
    } finally {
      await worker.stop();
      await configs.drop();
      await realtime.drop();
    }
  });

  it('takes writes', async () => {
    const lineage = createServer(database, pino({ level: 'silent' }));
    const mutation = 'mutation { createModel(input: { id: "newcomer" }) { __typename } }';
    expect((await ask(lineage, mutation)).data.createModel.__typename).toBe('ModelSuccess');
  });
});
