import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocks } from '@tributary/configs/locks';
import { countModelConfigs } from '@tributary/configs/model-configs';
import { writeSyncClock } from '@tributary/configs/sync-clock';
import { insertModelConfig } from '@tributary/configs/writes/model-configs';
import { deleteFeatures } from '@tributary/realtime/features/delete-features';
import { createRegistries } from '@tributary/realtime/features/registries';
import { findEntriesByBoards, findLeaderboardsByNames } from '@tributary/realtime/leaderboards/boards';
import { sql } from 'kysely';
import { createTestDatabases, type TestDatabases } from '../../tests/setup/all-stores.ts';
import { bareEnv, rounds } from '../../tests/setup/config.ts';
import { createTestDatabase } from '../../tests/setup/postgres.ts';
import { createRandom } from '../../tests/setup/random.ts';
import { exampleConfigs } from './example-configs.ts';
import { USERS } from './features.ts';
import { generatePlatform } from './generate.ts';
import { type Seeded, type Stores, seedSmall } from './load.ts';
import { readLoadState } from './load-state.ts';
import { isWhole, seedFirst } from './seed-first.ts';
import { queryOf } from './small-seed.ts';

/** All that the stores hold, in an order of its own, but which copies are on their way. */
async function readAll({ lineage, configs, realtime }: Stores) {
  const tables = await sql<{ name: string; text: string }>`
    select table_name as name, query_to_xml('select * from ' || table_name || ' t order by t::text', true, true, '')::text as text
    from information_schema.tables where table_schema = 'public' and table_name not like 'kysely%' and table_name <> 'sync_copy'
    order by table_name
  `.execute(lineage);
  const names = await realtime.run((redis) => redis.zRange(realtime.keys.boardNames, 0, -1));
  const boards = await findLeaderboardsByNames(realtime, names);
  return {
    tables: tables.rows,
    modelConfigs: await configs.modelConfigs.find().sort({ _id: 1 }).lean(),
    experiments: await configs.experiments.find().sort({ _id: 1 }).lean(),
    boards,
    entries: await findEntriesByBoards(realtime, names, { first: 100, around: null }),
  };
}

/** Ends a process, as a loss of power does, before what it says to others for the so-manieth time. */
const dieAt = (time: number) => `import { Socket } from 'node:net';
const { write } = Socket.prototype;
let left = ${time};
Socket.prototype.write = function (...args) {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  return write.apply(this, args);
};`;

/** About as often speaks a seed to empty stores. */
const TIMES = 1_000;

/** `tributary seed small`, which dies on the way unless there is less to say. */
async function seedUntil(time: number, { at }: TestDatabases): Promise<void> {
  const main = fileURLToPath(import.meta.resolve('../../cli/src/main.ts'));
  const hook = `data:text/javascript,${encodeURIComponent(dieAt(time))}`;
  const { databaseUrl, mongodbUrl, redisUrl, keyPrefix } = at;
  const child = spawn(process.execPath, ['--import', hook, main, 'seed', 'small'], {
    env: bareEnv({ DATABASE_URL: databaseUrl, MONGODB_URL: mongodbUrl, REDIS_URL: redisUrl, KEY_PREFIX: keyPrefix }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The seed ended with ${code ?? signal}.`);
}

const never = new AbortController().signal;

/** The fields of a document that another object has, in that one's order. */
const pick = (document: object, of: object) =>
  Object.fromEntries(Object.keys(of).map((name) => [name, Reflect.get(document, name)]));

describe('seedSmall', () => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  let stores: TestDatabases;
  let first: Seeded;

  beforeAll(async () => {
    stores = await createTestDatabases();
    first = await seedSmall(stores, { log });
  });
  afterAll(() => stores.drop());

  it('writes the whole platform', async () => {
    const { lineage, histories, configs, boards } = generatePlatform(42);
    const rows = [...Object.values(lineage), ...Object.values(histories)].reduce(
      (count, table) => count + table.length,
      0,
    );
    const documents = Object.values(configs).reduce((count, list) => count + list.length, 0);
    expect(first).toEqual({ lineage: rows, configs: documents, realtime: boards.length + USERS });
    expect(await countModelConfigs(stores.configs)).toBe(14);
  });

  it('ends as if nothing had been, where it is killed and a start goes on with it', async () => {
    const random = createRandom(1);
    const killed = await createTestDatabases();
    const times = Array.from({ length: rounds(2) }, () => 1 + Math.floor(random() * TIMES));
    for (const time of times) await seedUntil(time, killed);
    await seedFirst(killed, log);
    expect(await readAll(killed)).toEqual(await readAll(stores));
    expect(await readLoadState(queryOf(killed.lineage))).toEqual(await readLoadState(queryOf(stores.lineage)));
    await killed.drop();
  });

  it('brings configurations of four frameworks back as they are written, also where a caller writes them', async () => {
    const context = { db: stores.configs, caller: { subject: 'ada', scopes: [] }, locks: createLocks(), signal: never };
    for (const { revision, createdAt, createdBy, ...example } of exampleConfigs()) {
      const { modelId, extra, ...fields } = example;
      const inserted = await insertModelConfig(context, { ...example, modelId: `copy-of-${modelId}` });
      expect(inserted).toHaveProperty('value.revision', revision);
      const written = (id: string) =>
        stores.configs.modelConfigs.findOne({ _id: `${id}@1` }, { _id: 0, _tributary: 0 }).lean();
      const [seeded, copy] = [await written(modelId), await written(`copy-of-${modelId}`)];
      // As text, the order of names too: those that are integers come first in every JavaScript object.
      const texts = [seeded, copy].map((document) =>
        JSON.stringify({ ...fields, ...extra }, (name, value) =>
          name === '' && document ? pick(document, value) : value,
        ),
      );
      expect(texts).toEqual(Array(2).fill(JSON.stringify({ ...fields, ...extra })));
      expect(seeded).toMatchObject({ createdAt, createdBy });
      await stores.configs.modelConfigs.deleteOne({ _id: `copy-of-${modelId}@1` });
    }
  });

  it('writes audit events of the fields that the mutations write', async () => {
    const { rows } = await sql<{ action: string; fields: string[]; columns: string[] }>`
      select distinct on (action) action,
        array(select jsonb_object_keys(after) order by 1) as fields,
        array(select column_name::text from information_schema.columns
          where table_name = case action when 'createDataset' then 'dataset' when 'createModel' then 'model'
            when 'createDatasetVersion' then 'dataset_version' when 'registerModelVersion' then 'model_version'
            when 'deployModelVersion' then 'deployment' else 'feature_view' end order by 1) as columns
      from audit_event where before is null order by action`.execute(stores.lineage);
    const beyond: Record<string, string[]> = {
      createDatasetVersion: ['sources'],
      registerModelVersion: ['trainedOn', 'featureSources'],
      applyFeatureView: ['features', 'sources'],
    };
    expect(rows.length).toBeGreaterThanOrEqual(6);
    const others = ['rollbackDeployment', 'uploadArtifact'];
    for (const { action, fields, columns } of rows.filter(({ action }) => !others.includes(action))) {
      const camel = columns.map((column) => column.replace(/_[a-z]/g, (letter) => letter.charAt(1).toUpperCase()));
      expect(fields.toSorted()).toEqual([...camel, ...(beyond[action] ?? [])].toSorted());
    }
  });

  it('changes nothing the second time, and says so', async () => {
    const before = await readAll(stores);
    lines.length = 0;
    expect(await seedSmall(stores, { log })).toEqual({ lineage: 0, configs: 0, realtime: 0 });
    expect(await readAll(stores)).toEqual(before);
    expect(lines.at(-1)).toMatch(/nothing was changed/);
  });

  it('does not bring back a user who was removed, but all of them where none is left', async () => {
    const { realtime } = stores;
    const context = { db: realtime, registries: createRegistries(), caller: { subject: 'tester', scopes: [] } };
    const users = Array.from({ length: USERS }, (_, index) => `user_${index + 1}`);
    await deleteFeatures(context, 'user_transactions', ['user_12']);
    expect(await seedSmall(stores, { log })).toMatchObject({ realtime: 0 });
    await deleteFeatures(context, 'user_transactions', users);
    expect(await seedSmall(stores, { log })).toMatchObject({ realtime: USERS });
  });

  it('writes again what one of the stores has lost', async () => {
    await stores.configs.experiments.deleteMany({ modelId: 'iris-classifier' });
    const seeded = await seedSmall(stores, { log });
    expect(seeded).toMatchObject({ lineage: 0, realtime: 0 });
    expect(seeded.configs).toBeGreaterThan(20);
  });

  it('is found whole by a start, which renews the users alone', async () => {
    const { realtime } = stores;
    const context = { db: realtime, registries: createRegistries(), caller: { subject: 'tester', scopes: [] } };
    const users = Array.from({ length: USERS }, (_, index) => `user_${index + 1}`);
    const start = async () => {
      lines.length = 0;
      await seedFirst(stores, log);
      return lines;
    };
    const before = await readAll(stores);
    await deleteFeatures(context, 'user_transactions', users);
    expect(await start()).toEqual([
      'The small seed of 42 is all there already.',
      'Redis: features of 1,000 users are there again.',
    ]);
    expect(await start()).toEqual(['The small seed of 42 is all there already.']);
    expect(await readAll(stores)).toEqual(before);
  });

  it('is not found whole where a store was emptied, or the load was not through', async () => {
    const held = await readLoadState(queryOf(stores.lineage));
    if (!held) throw new Error('the seed was begun');
    expect(await isWhole(stores, held)).toBe(true);
    expect(await isWhole(stores, { ...held, finished: false })).toBe(false);
    expect(await isWhole(stores, { ...held, seed: 43 })).toBe(false);
    expect(await isWhole(stores, { ...held, digest: 'another' })).toBe(false);
    const empty = await createTestDatabases();
    expect(await isWhole({ ...stores, lineage: empty.lineage }, held)).toBe(false);
    expect(await isWhole({ ...stores, realtime: empty.realtime }, held)).toBe(false);
    expect(await isWhole({ ...stores, configs: empty.configs }, held)).toBe(false);
    // A worker has noticed, and begun with the copies.
    await writeSyncClock(empty.configs, new Date());
    expect(await isWhole({ ...stores, configs: empty.configs }, held)).toBe(false);
    await empty.drop();
  });

  it('is filled again by a start that finds MongoDB without configurations', async () => {
    const count = await stores.configs.modelConfigs.countDocuments({});
    await stores.configs.modelConfigs.deleteMany({});
    await seedFirst(stores, log);
    expect(await stores.configs.modelConfigs.countDocuments({})).toBe(count);
  });

  it('does not call itself finished before the last row is there', async () => {
    const broken = await createTestDatabase();
    const { db } = broken;
    await sql`alter table run_group rename to run_cluster`.execute(db);
    await expect(seedSmall({ ...stores, lineage: db }, { log })).rejects.toThrow(/run_group/);
    expect(await readLoadState(queryOf(db))).toMatchObject({ finished: false });
    await broken.drop();
    expect(await readLoadState(queryOf(stores.lineage))).toMatchObject({ finished: true });
  });

  it('leaves data alone that is of an earlier seed or of nobody whom it knows, and says so in one line', async () => {
    const leaves = async () => {
      lines.length = 0;
      expect(await seedSmall(stores, { log })).toEqual({ lineage: 0, configs: 0, realtime: 0 });
      expect(lines).toEqual([expect.stringMatching(/of an earlier seed, or of your own, and stays as it is/)]);
    };
    // Whatever that seed has left in the other stores is as it was.
    await stores.configs.experiments.deleteOne({ modelId: 'iris-classifier' });
    await sql`alter table seed.load rename column digest to other`.execute(stores.lineage);
    await leaves();
    await sql`alter schema seed rename to unknown`.execute(stores.lineage);
    await leaves();
    await sql`alter schema unknown rename to seed`.execute(stores.lineage);
    await sql`alter table seed.load rename column other to digest`.execute(stores.lineage);
    await seedSmall(stores, { log });
    // What it has written again is brought up to its home.
    const { rows } = await sql`select from sync_copy where kind = 'experiment' and version > delivered`.execute(
      stores.lineage,
    );
    expect(rows).toHaveLength(500);
  });

  it('refuses a database with the platform of another integer', async () => {
    await expect(seedSmall(stores, { seed: 43, log })).rejects.toThrow(/small seed of 42.*small seed of 43/);
  });
});
