import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countModelConfigs } from '@tributary/configs/model-configs';
import { readSyncClock as readMongoClock } from '@tributary/configs/sync-clock';
import { deleteFeatures } from '@tributary/realtime/features/delete-features';
import { createRegistries } from '@tributary/realtime/features/registries';
import type { Registry } from '@tributary/realtime/features/registry';
import { readTable } from '@tributary/realtime/features/vectors';
import { countEntriesByBoards } from '@tributary/realtime/leaderboards/boards';
import { readSyncClock as readRedisClock } from '@tributary/realtime/sync-clock';
import { type RawBuilder, sql } from 'kysely';
import { createTestDatabases, type TestDatabases } from '../../tests/setup/all-stores.ts';
import { BULK_VIEW } from './bulk-features.ts';
import { type BulkStores, seedBulk } from './bulk-load.ts';
import { seedSmall } from './load.ts';
import type { Size } from './sizes.ts';

/** As the medium seed, of fewer rows. */
const tiny: Size = {
  name: 'medium',
  datasets: 70,
  datasetVersions: 120,
  models: 5,
  modelVersions: 40,
  runs: 300,
  metricsPerRun: 6,
  metricPoints: 8_000,
  longestRun: 600,
  deployments: 50,
  lineageEdges: 340,
  users: 1_500,
};

async function openStores(resources: AsyncDisposableStack) {
  const databases = await createTestDatabases();
  resources.defer(() => databases.drop());
  const { lineage, configs, realtime, at } = databases;
  const stores: BulkStores = { databaseUrl: at.databaseUrl, configs, realtime };
  return { database: lineage, stores };
}

type Lineage = TestDatabases['lineage'];

async function read<Row>(database: Lineage, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(database)).rows;
}

const countRows = async (database: Lineage, table: string) =>
  (await read(database, sql<{ count: number }>`select count(*)::integer as count from ${sql.table(table)}`))[0]?.count;

/** A digest of all rows of the tables that the seed fills. */
async function digest(database: Lineage): Promise<unknown> {
  const tables = ['dataset_version', 'run', 'run_metric', 'metric_point', 'model_version', 'deployment', 'best_run'];
  return Promise.all(
    tables.map((table) =>
      read(database, sql`select md5(string_agg(t::text, ';' order by t::text)) as rows from ${sql.table(table)} t`),
    ),
  );
}

const readIndexes = (database: Lineage) =>
  read(database, sql`select indexname, indexdef from pg_indexes where schemaname = 'public' order by indexname`);

const namesOf = ({ layout }: Registry) => layout.columns.map(({ name }) => name);

describe('seedBulk', () => {
  const resources = new AsyncDisposableStack();
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  let database: Lineage;
  let stores: BulkStores;
  let whole: unknown;
  let indexes: unknown[];

  beforeAll(async () => {
    ({ database, stores } = await openStores(resources));
    indexes = await readIndexes(database);
    await seedBulk(stores, tiny, { seed: 7, log });
    whole = await digest(database);
  });
  afterAll(() => resources.disposeAsync());

  it('loads exactly its size into all three stores', async () => {
    const tables = ['dataset', 'dataset_version', 'model', 'model_version', 'run', 'metric_point', 'deployment'];
    expect(await Promise.all(tables.map((table) => countRows(database, table)))).toEqual([
      ...[70, 120, 5, 40, 300, 8_000, 50],
    ]);
    const [edges] = await read(
      database,
      sql<{ count: number }>`select (
        (select count(distinct (run_id, dataset_version_id)) from run_input)
        + (select count(*) from dataset_version where produced_by is not null)
        + (select count(*) from dataset_derivation) + (select count(*) from model_version where run_id is not null)
        + (select count(*) from model_version_dataset where not through_run) + (select count(*) from feature_view_source)
        + (select count(*) from model_version_feature_view) + (select count(*) from deployment)
      )::integer as count`,
    );
    expect(edges?.count).toBe(340);
    expect(await stores.configs.modelConfigs.countDocuments({})).toBe(40);
    expect(await countModelConfigs(stores.configs)).toBe(5);
    expect(await stores.configs.experiments.countDocuments({})).toBe(300);
    const onBoard = await read(database, sql`select from best_run where metric = 'accuracy' and dataset_id = ''`);
    expect(await countEntriesByBoards(stores.realtime, ['accuracy'])).toEqual([
      { board: 'accuracy', count: onBoard.length },
    ]);
    expect(onBoard.length).toBeGreaterThan(0);
  });

  it('leaves rows as the triggers make them, and the triggers on', async () => {
    const kept = () =>
      Promise.all([
        read(database, sql`select type, id, title, names, body from search_document order by type, id`),
        read(database, sql`select * from run_metric order by run_id, name`),
        read(database, sql`select * from best_run order by metric, dataset_id, model_id`),
      ]);
    const loaded = await kept();
    // Each row anew, by whatever triggers there are.
    await sql`delete from search_document where type in ('DATASET', 'MODEL', 'TRAINING_RUN')`.execute(database);
    for (const table of ['dataset', 'model', 'run']) {
      await sql`update ${sql.table(table)} set tags = tags`.execute(database);
    }
    await sql`update run_metric set value = value, ranked = false, model_id = null, dataset_id = null, framework = null`.execute(
      database,
    );
    await sql`select rebuild_best_runs()`.execute(database);
    expect(await kept()).toEqual(loaded);
    expect(loaded.map((rows) => rows.length > 300 || rows.length > 20)).toEqual([true, true, true]);
    const off = sql`select tgname from pg_trigger where tgenabled <> 'O'`;
    expect(await read(database, off)).toEqual([]);
  });

  it('has each model version learn from what its run read, marked as the trigger marks it', async () => {
    const learned = await read(
      database,
      sql<{ id: string; source: string; isMarked: boolean }>`
        select d.model_version_id as id, d.dataset_version_id as source, d.through_run as is_marked
        from model_version_dataset d order by 1, 2`,
    );
    const inputs = await read(
      database,
      sql<{ id: string; source: string; isMarked: boolean }>`
        select distinct v.id, i.dataset_version_id as source, true as is_marked from model_version v
        join run_input i using (run_id) where i.role in ('TRAINING', 'VALIDATION') order by 1, 2`,
    );
    expect(learned.filter(({ isMarked }) => isMarked)).toEqual(inputs);
    expect(new Set(learned.map(({ id }) => id)).size).toBe(40);
  });

  it('leaves every index as it was', async () => {
    expect(await readIndexes(database)).toEqual(indexes);
    expect(await countRows(database, 'seed.index')).toBe(0);
  });

  it('leaves every constraint valid', async () => {
    expect(await read(database, sql`select conname from pg_constraint where not convalidated`)).toEqual([]);
    const orphans = sql`
      select 1 from metric_point p where not exists (select from run where run.id = p.run_id)
      union all select 1 from run where dataset_version_id is not null
        and not exists (select from dataset_version v where v.id = run.dataset_version_id)
      union all select 1 from model_version v where run_id is not null and not exists (select from run where run.id = v.run_id)
      union all select 1 from deployment d where not exists (select from model_version v where v.id = d.model_version_id)`;
    expect(await read(database, orphans)).toEqual([]);
  });

  it('says that the copies are delivered that it wrote, and no others', async () => {
    const [behind] = await read(
      database,
      sql<{ all: number; behind: number }>`
        select count(*)::integer as all, (count(*) filter (where version > delivered))::integer as behind from sync_copy`,
    );
    const boards = await countRows(database, 'best_run');
    // Of each run an experiment, of the users' view its registry. What answers for each model is brought by whoever serves,
    // and so is the registry of the view that one of them reads.
    expect(behind).toEqual({ all: 300 + 1 + 5 + 1 + Number(boards), behind: 5 + 1 });
  });

  it('leaves clocks that tell workers that this is so', async () => {
    const [{ last } = { last: new Date() }] = await read(
      database,
      sql<{ last: Date }>`select max(delivered_at) as last from sync_copy`,
    );
    expect((await readMongoClock(stores.configs))?.getTime()).toBeGreaterThanOrEqual(last.getTime());
    expect((await readRedisClock(stores.realtime, 'board'))?.getTime()).toBeGreaterThanOrEqual(last.getTime());
  });

  it('changes nothing the second time, and says so', async () => {
    lines.length = 0;
    await seedBulk(stores, tiny, { seed: 7, log });
    expect(lines).toEqual(['The seed was there already; nothing was changed.']);
    expect(await digest(database)).toEqual(whole);
  });

  it('stores features of users, and again those that Redis has lost', async () => {
    const read = () =>
      readTable(stores.realtime, createRegistries(), BULK_VIEW, ['user_1', 'user_1500', 'user_1501'], namesOf);
    const there = await read();
    expect(there?.columns).toHaveLength(50);
    expect(there?.columns.map(({ statuses }) => statuses)).toEqual(
      there?.columns.map(() => ['PRESENT', 'PRESENT', 'NOT_FOUND']),
    );
    const context = { db: stores.realtime, registries: createRegistries(), caller: { subject: 'tester', scopes: [] } };
    await deleteFeatures(context, BULK_VIEW, ['user_1500']);
    lines.length = 0;
    const heard: number[][] = [];
    await seedBulk(stores, tiny, { seed: 7, log, onUsers: (...of) => heard.push(of) });
    expect(lines).toEqual(['Redis: features of 500 users are there again.']);
    expect(heard).toEqual([
      [1_000, 1_500],
      [1_500, 1_500],
    ]);
    expect((await read())?.columns).toEqual(there?.columns);
  });

  it('writes again what MongoDB has lost, and has it brought up to its home', async () => {
    await stores.configs.experiments.deleteMany({ modelId: 'iris-classifier' });
    await seedBulk(stores, tiny, { seed: 7, log });
    expect(await stores.configs.experiments.countDocuments({})).toBe(300);
    const behind = sql`select from sync_copy where kind = 'experiment' and version > delivered`;
    expect(await read(database, behind)).toHaveLength(300);
  });

  it('refuses a database that holds another seed', async () => {
    await expect(seedBulk(stores, tiny, { seed: 8, log })).rejects.toThrow(/holds the medium seed of 7/);
    const small = { lineage: database, configs: stores.configs, realtime: stores.realtime };
    await expect(seedSmall(small, { log })).rejects.toThrow(/holds the medium seed of 7/);
  });

  it('marks the runs whose experiments it leaves out', async () => {
    await using others = new AsyncDisposableStack();
    const other = await openStores(others);
    await seedBulk(other.stores, tiny, { seed: 7, log, mostExperiments: 50 });
    const leftOut = await read(
      other.database,
      sql<{ id: string }>`select key[1] as id from sync_copy where kind = 'experiment' and left_out`,
    );
    expect(leftOut).toHaveLength(250);
    const found = { _id: { $in: leftOut.map(({ id }) => id) } };
    expect(await other.stores.configs.experiments.countDocuments(found)).toBe(0);
    expect(await other.stores.configs.experiments.countDocuments({})).toBe(50);
    // Over a store that takes all of them they are no longer left out.
    await seedBulk(other.stores, tiny, { seed: 7, log, mostExperiments: 300 });
    expect(await read(other.database, sql`select from sync_copy where left_out`)).toEqual([]);
  });

  it('goes on where it was interrupted, and ends as if it had not been', async () => {
    await using others = new AsyncDisposableStack();
    const other = await openStores(others);
    const interrupted = seedBulk(other.stores, tiny, {
      seed: 7,
      log,
      onProgress: (done) => {
        if (done > 3_000) throw new Error('interrupted');
      },
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    const loaded = await countRows(other.database, 'run');
    expect(loaded).toBeGreaterThan(0);
    expect(loaded).toBeLessThan(300);
    expect(await read(other.database, sql`select tgname from pg_trigger where tgenabled <> 'O'`)).toEqual([]);
    expect((await readIndexes(other.database)).length).toBeLessThan(indexes.length);
    lines.length = 0;
    await seedBulk(other.stores, tiny, { seed: 7, log });
    expect(await readIndexes(other.database)).toEqual(indexes);
    expect(lines[0]).toMatch(/begun before; it goes on after \d of 6 batches/);
    expect(await digest(other.database)).toEqual(whole);
    expect(await other.stores.configs.experiments.countDocuments({})).toBe(300);
  });

  it('refuses names that are of another origin', async () => {
    await using others = new AsyncDisposableStack();
    const other = await openStores(others);
    await sql`insert into model (id, name) values ('mine', 'Fraud detector')`.execute(other.database);
    await expect(seedBulk(other.stores, tiny, { seed: 7, log })).rejects.toThrow(/model mine.*Seed an empty database/);
    expect(await countRows(other.database, 'dataset')).toBe(0);
  });
});
