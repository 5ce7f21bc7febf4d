import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocks } from '@tributary/configs/locks';
import { uploadArtifact } from '@tributary/configs/writes/artifacts';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { sampleRowBytes } from '@tributary/realtime/features/online-status';
import { findEntriesByBoards } from '@tributary/realtime/leaderboards/boards';
import { submitScore } from '@tributary/realtime/leaderboards/writes';
import { createLogPlaces } from '@tributary/realtime/predictions/log-places';
import { DEFAULT_LOG } from '@tributary/realtime/predictions/log-settings';
import { recordPredictions } from '@tributary/realtime/predictions/record';
import { deliverAll } from '@tributary/sync/deliver-all';
import { exportPlatform } from '@tributary/sync/export/export';
import { importPlatform } from '@tributary/sync/import/import';
import { createKinds } from '@tributary/sync/kinds';
import { verify } from '@tributary/sync/verify/verify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createTestDatabases, type TestDatabases } from '../setup/all-stores.ts';
import { createTestGraph } from '../setup/graph.ts';
import { createSeededStores } from '../setup/seeded.ts';

const caller = { subject: 'ada', scopes: [] };
const HOSTILE = { $date: 'no date', _bsontype: 'Long', nested: [{ $oid: 'x' }], $ref: 'a', $id: 1 };
const FEATURES = `{
  featureVectors(view: "user_transactions", entities: ["user_1", "user_77", "nobody"]) { columns { name values statuses } }
  featureView(name: "user_transactions") { online { entityCount newestEventTime } }
}`;
const MODEL = Buffer.from('not really a model');

let folder: string;
let source: TestDatabases;
let target: TestDatabases;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-move-'));
  source = await createSeededStores();
  target = await createTestDatabases();
  await addToSeed(source);
});
afterAll(async () => {
  await source.drop();
  await target.drop();
  await rm(folder, { recursive: true, force: true });
});

/** What no seed has: documents that are hard to write down, an artifact, a board of a caller's, predictions, and audit that waits. */
async function addToSeed({ lineage, configs, realtime }: TestDatabases): Promise<void> {
  const experiments = configs.connection.collection<{ _id: string; [name: string]: unknown }>('experiments');
  await experiments.insertOne({ _id: 'x_hostile', tags: [], hyperparameters: new Map(Object.entries(HOSTILE)) });
  await experiments.insertOne({
    _id: 'x_numbers',
    huge: Number.MAX_VALUE,
    nan: Number.NaN,
    negative: -0,
    at: new Date(0),
  });
  await experiments.updateOne({ _id: { $not: /^x_/ } }, { $set: { notes: 'of a person', '_tributary.version': 40 } });
  const signal = new AbortController().signal;
  await uploadArtifact(
    { db: configs, store: configs, caller, locks: createLocks(), signal },
    { base64: MODEL.toString('base64'), filename: 'm.onnx' },
  );
  await submitScore(
    { db: realtime, caller },
    { board: 'x_mine', modelId: 'fraud-detector', score: 0.1, goal: 'MINIMIZE' },
  );
  const record = {
    deploymentId: 'd',
    modelId: 'fraud-detector',
    versionNumber: 5,
    entity: 'user_1',
    entityGeneration: 0,
  };
  await realtime.run((redis) =>
    Promise.all(
      recordPredictions(redis, { db: realtime, logPlaces: createLogPlaces() }, DEFAULT_LOG, [
        { ...record, answer: '{"a":1}', cached: false, latencyMs: 1 },
      ]),
    ),
  );
  await sql`update sync_copy set left_out = true where ctid = (select min(ctid) from sync_copy where kind = 'experiment')`.execute(
    lineage,
  );
}

const into = (databases: TestDatabases, signal?: AbortSignal) =>
  importPlatform(databases, folder, { databaseUrl: databases.at.databaseUrl, ...(signal && { signal }) });

/** Ends the work by its signal once it has said so often how far it is. */
async function endedAfter(count: number, work: (signal: AbortSignal, onProgress: () => void) => Promise<unknown>) {
  const ending = new AbortController();
  let left = count;
  await expect(
    work(ending.signal, () => {
      left -= 1;
      if (left === 0) ending.abort(new Error('ended'));
    }),
  ).rejects.toThrow('ended');
}

const rowsOf = async ({ lineage }: TestDatabases, table: string) => {
  const { rows } = await sql<{
    row: string;
  }>`select row_to_json(t)::text as row from ${sql.table(table)} t order by 1`.execute(lineage);
  return rows.map(({ row }) => row);
};

describe('a platform that moves house', () => {
  it('is written to a folder, by a command that goes on after it was ended', async () => {
    const { databaseUrl } = source.at;
    for (const count of [1, 20, 34, 36]) {
      await endedAfter(count, (signal, onProgress) =>
        exportPlatform(source, folder, { databaseUrl, signal, onProgress }),
      );
    }
    const { files } = await exportPlatform(source, folder, { databaseUrl });
    const experiments = files.find(({ path }) => path === 'mongodb/experiments.jsonl');
    expect(experiments?.rows).toBe(502);
    const text = await readFile(join(folder, 'mongodb/experiments.jsonl'));
    expect(createHash('sha256').update(text).digest('hex')).toBe(experiments?.sha256);
    await expect(exportPlatform(source, folder, { databaseUrl })).rejects.toThrow('holds a whole export already');
    await expect(exportPlatform(source, join(folder, 'mongodb'), { databaseUrl })).rejects.toThrow('is not empty');
  });

  it('is refused by stores that hold another, and by another version', async () => {
    await expect(into(source)).rejects.toThrow(/^PostgreSQL is not empty: \w+ has rows\. Give the import empty stores/);
    const path = join(folder, 'manifest.json');
    const manifest = await readFile(path, 'utf8');
    await writeFile(path, manifest.replace(/"schema": "\d+_\w+"/, '"schema": "0001_other"'));
    await expect(into(target)).rejects.toThrow(
      /^The export is of schema 0001_other, and these stores are of \d+_\w+: /,
    );
    await writeFile(path, manifest.replace(/"finishedAt": ".*"/, '"finishedAt": null'));
    await expect(into(target)).rejects.toThrow('holds a part of an export');
    await writeFile(path, manifest);
  });

  it('leaves out every file that is not as it was written, whole', async () => {
    const change = async (name: string, to: (text: string) => string) => {
      const path = join(folder, name);
      const text = await readFile(path, 'utf8');
      await writeFile(path, to(text));
      return () => writeFile(path, text);
    };
    const restoreRuns = await change('postgres/run.jsonl', (text) => text.replace('COMPLETED', 'completed'));
    await expect(into(target)).rejects.toThrow(/^postgres\/run\.jsonl is not as it was exported: its checksum differs/);
    expect(await rowsOf(target, 'run')).toEqual([]);
    await restoreRuns();
    const restoreDocuments = await change('mongodb/experiments.jsonl', (text) => text.slice(0, -10));
    await expect(into(target)).rejects.toThrow(/^mongodb\/experiments\.jsonl is cut off in its line 502\. /);
    expect(await target.configs.experiments.countDocuments()).toBe(0);
    await restoreDocuments();
    await writeFile(join(folder, 'artifacts', createHash('sha256').update(MODEL).digest('hex')), 'others');
    await expect(into(target)).rejects.toThrow(
      /^artifacts\/[\da-f]{64} of the export is missing or not as it was exported/,
    );
    await writeFile(join(folder, 'artifacts', createHash('sha256').update(MODEL).digest('hex')), MODEL);
  });

  it('arrives whole, by a command that goes on after it was ended, and once', async () => {
    await endedAfter(2, (signal, onProgress) =>
      importPlatform(target, folder, { databaseUrl: target.at.databaseUrl, signal, onProgress }),
    );
    expect(await into(target)).toBe(true);
    expect(await into(target)).toBe(false);
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('sync_copy', 'kysely_migration')
        and table_name not like 'kysely%'`.execute(target.lineage);
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables.filter(({ name }) => name !== 'audit_event')) {
      expect({ name, rows: await rowsOf(target, name) }).toEqual({ name, rows: await rowsOf(source, name) });
    }
    // An upload and a score waited in the other stores.
    expect((await rowsOf(target, 'audit_event')).length).toBe((await rowsOf(source, 'audit_event')).length + 2);
    const schemaOf = ({ lineage }: TestDatabases) =>
      sql`select indexdef as text from pg_indexes where schemaname = 'public'
        union all select conname || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
        union all select tgname::text || tgenabled::text from pg_trigger where not tgisinternal order by 1`.execute(
        lineage,
      );
    expect((await schemaOf(target)).rows).toEqual((await schemaOf(source)).rows);
  });

  it('has every copy as its home says once they are delivered, and what only the other stores hold', async () => {
    const log = pino({ level: 'silent' });
    expect(await deliverAll(target, { kinds: createKinds(DEFAULT_SETTINGS), log })).toBe(0);
    const verifyBy = (stores: TestDatabases) => verify(stores, { report: () => {}, patienceMs: 0 });
    const [before, after] = [await verifyBy(source), await verifyBy(target)];
    expect(after).toMatchObject({ differences: 0, waiting: 0, leftOut: 1, references: before.references });
    const documents = (stores: TestDatabases) =>
      stores.configs.connection
        .collection('experiments')
        .find({ _id: /^x_/ }, { sort: { _id: 1 } })
        .toArray();
    expect(await documents(target)).toEqual(await documents(source));
    expect(await target.configs.experiments.countDocuments({ notes: 'of a person' })).toBe(1);
    const range = { first: 10, around: null };
    expect(await findEntriesByBoards(target.realtime, ['x_mine'], range)).toEqual([
      { board: 'x_mine', rank: 1, score: 0.1, modelId: 'fraud-detector' },
    ]);
    expect(await sampleRowBytes(target.realtime, [{ name: 'user_transactions' }])).toEqual([expect.any(Number)]);
    const { keys } = target.realtime;
    expect(await target.realtime.run((redis) => redis.xLen(keys.predictions('fraud-detector').log))).toBe(1);
  });

  it('answers as before', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const queries = [...readme.matchAll(/```graphql\n(query .*?)```/gs)].map(([, query = '']) => query);
    queries.push(FEATURES);
    expect(queries.length).toBeGreaterThan(2);
    const [old, moved] = [
      await createTestGraph({ transport: 'embedded', over: source }),
      await createTestGraph({ transport: 'embedded', over: target }),
    ];
    try {
      for (const query of queries) {
        const answer = await moved.ask(query);
        expect(answer.errors).toBeUndefined();
        expect(answer.data).toEqual((await old.ask(query)).data);
      }
    } finally {
      await old.close();
      await moved.close();
    }
  });
});
