import { describe, expect, it } from '@jest/globals';
import { experimentCopy } from '@tributary/lineage/copies/copies';
import { rebuildCopies } from '@tributary/lineage/copies/copy-care';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { writeRowsOfBoards } from '@tributary/realtime/leaderboards/boards';
import { submitScore } from '@tributary/realtime/leaderboards/writes';
import { sql } from 'kysely';
import { pino } from 'pino';
import { useSync } from '../../../tests/setup/sync.ts';
import { deliverAll } from '../deliver-all.ts';
import { createKinds } from '../kinds.ts';
import { verify } from './verify.ts';

const kinds = createKinds(DEFAULT_SETTINGS);
const sync = useSync();
const { stores, mutate, deliver, createModel, completeRun, readBoard, readExperiment } = sync;

async function verifyAll(options: { repair?: boolean } = {}) {
  const lines: string[] = [];
  const verified = await verify(stores, { report: (line) => lines.push(line), patienceMs: 0, ...options });
  return { ...verified, lines: lines.toSorted() };
}

const applyView = (name: string) =>
  mutate(
    `applyFeatureView(input: { name: "${name}", entity: "user", joinKeys: ["user_id"], features: [{ name: "f", type: FLOAT }] })`,
  );

describe('verify', () => {
  it('finds nothing where copies are as their homes, whatever was written and taken back', async () => {
    for (const id of ['m', 'gone']) await createModel(id);
    await mutate('createDataset(input: { id: "d" })');
    await mutate('createDatasetVersion(input: { datasetId: "d", digest: "sha256:00", columns: [] })');
    await completeRun('m', 0.5, 'datasetId: "d", name: "a", parameters: [{ name: "$x", value: "[1,2.5]" }]');
    const runId = await completeRun('gone', 0.75);
    await mutate(
      `logMetrics(input: { runId: "${runId}", points: [{ name: "a.b", nonFinite: NAN }, { name: "zero", value: -0.0 }] })`,
    );
    await mutate('archiveModel(id: "gone")');
    for (const name of ['kept', 'deleted'])
      expect(await applyView(name)).toMatchObject({ __typename: 'FeatureViewSuccess' });
    await mutate('deleteFeatureView(name: "deleted")');
    await deliver();
    const found = await verifyAll();
    expect(found).toMatchObject({ differences: 0, waiting: 0, references: 0, lines: [] });
    expect(found.compared).toBeGreaterThan(6);
  });

  it('takes what is on its way for no difference', async () => {
    await completeRun('m', 0.625);
    expect(await verifyAll()).toMatchObject({ differences: 0, waiting: 2, lines: [] });
    await deliver();
    expect(await verifyAll()).toMatchObject({ differences: 0, waiting: 0 });
  });

  it('finds each kind of difference, says what it is, and repairs it', async () => {
    const runId = await completeRun('m', 0.875, 'name: "true name"');
    const lostId = await completeRun('m', 0.25);
    const unlistedId = await completeRun('m', 0.125);
    await deliver();
    const { experiments } = stores.configs;
    await experiments.updateOne({ _id: runId }, { $set: { name: 'another', notes: 'kept', '_tributary.version': 70 } });
    await experiments.deleteOne({ _id: lostId });
    await sql`delete from sync_copy where key = ${[unlistedId]}`.execute(stores.lineage);
    await writeRowsOfBoards(stores.realtime, [
      {
        board: 'accuracy',
        goal: 'MAXIMIZE',
        revision: 1,
        rows: [
          { modelId: 'm', score: 0.999, version: 90 },
          { modelId: 'ghost', score: 1, version: 1 },
        ],
      },
    ]);
    const { keys } = stores.realtime;
    await stores.realtime.run((redis) =>
      redis.hSet(
        keys.features.registry('kept'),
        'definition',
        '{"entity":"user","joinKeys":[],"firstRevision":1,"layouts":[]}',
      ),
    );
    await stores.realtime.run((redis) => redis.zAdd(keys.features.registered, { score: 0, value: 'stray' }));
    const found = await verifyAll();
    expect(found.lines).toEqual([
      expect.stringMatching(/^board accuracy \/ \(all datasets\) \/ ghost has no home in PostgreSQL\. .*removes it\.$/),
      expect.stringMatching(
        /^board accuracy \/ \(all datasets\) \/ m differs from its home: it is of version 90, later than .*, the score is 0\.999 instead of 0\.875\. /,
      ),
      ...[
        [lostId, /differs from its home: the document\. .*delivered anew/],
        [runId, /differs from its home: it is of version 70, later than that of its home, \d+, name\. /],
        [unlistedId, /is not on the list of copies\. /],
      ]
        .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
        .map(([id, text]) =>
          expect.stringMatching(new RegExp(`^experiment ${id} ${text instanceof RegExp ? text.source : ''}`)),
        ),
      expect.stringMatching(/^registry kept differs from its home: the definition\. /),
      expect.stringMatching(/^registry stray has no home in PostgreSQL\. /),
    ]);
    expect(found.differences).toBe(7);
    // Put on the list anew, the one that was not there turns out to hold a later version.
    expect((await verifyAll({ repair: true })).differences).toBe(8);
    await deliver();
    expect(await verifyAll()).toMatchObject({ differences: 0, waiting: 0, lines: [] });
    expect(await readExperiment(runId)).toMatchObject({ name: 'true name', notes: 'kept' });
    expect(await readBoard('accuracy')).toEqual([['m', 0.875]]);
  });

  it('finds copies that were given up, and those of nothing', async () => {
    const runId = await completeRun('m', 0.5);
    await sql`update sync_copy set attempts = 10 where key = ${[runId]}`.execute(stores.lineage);
    const nobody = experimentCopy('00000000-0000-7000-8000-000000000000');
    await sql`insert into sync_copy (kind, key) values (${nobody.kind}, ${[...nobody.key]})`.execute(stores.lineage);
    const { lines } = await verifyAll({ repair: true });
    expect(lines).toEqual([
      expect.stringContaining(`experiment ${nobody.key[0]} is on the list and has no home.`),
      expect.stringContaining(`experiment ${runId} differs from its home: the document.`),
    ]);
    await deliver();
    expect(await verifyAll()).toMatchObject({ differences: 0, waiting: 0, lines: [] });
  });

  it('lists references that lead nowhere', async () => {
    const hash = 'ab'.repeat(32);
    const { configs, realtime } = stores;
    await mutate(
      `registerModelVersion(input: { modelId: "m", configRevision: 7, artifact: { name: "f", uri: "gridfs:artifacts/${hash}", format: OTHER } })`,
    );
    const documentsIn = (name: string) => configs.connection.collection<{ _id: string; modelId?: string | null }>(name);
    await documentsIn('model_configs').insertOne({ _id: 'nobody@1', modelId: 'nobody' });
    await documentsIn('experiments').insertMany([
      { _id: 'x_own', modelId: 'no-model' },
      { _id: 'x_free', modelId: null },
      { _id: 'not-a-run' },
    ]);
    await documentsIn('model_cards').insertOne({ _id: 'carded' });
    const context = { db: realtime, caller: { subject: 'ada', scopes: [] } };
    await submitScore(context, { board: 'x_mine', modelId: 'unseen', score: 1 });
    await deliver();
    const { lines, differences, references } = await verifyAll();
    expect(lines).toEqual([
      'a card: there is no model carded.',
      'configuration nobody@1: there is no model nobody.',
      expect.stringMatching(/^experiment not-a-run has no home in PostgreSQL\. .*by hand\.$/),
      'experiment x_own: there is no model no-model.',
      'model version m@1: there is no artifact abababababababababababababababababababababababababababababababab in MongoDB.',
      'model version m@1: there is no configuration m@7 in MongoDB.',
      'score on board x_mine: there is no model unseen.',
    ]);
    expect({ differences, references }).toEqual({ differences: 0, references: 7 });
  });
});

describe('a rebuild', () => {
  it('brings every copy anew by itself, and says how far it is', async () => {
    for (const { name } of kinds) await rebuildCopies(stores.lineage, name);
    await stores.configs.experiments.deleteMany({ _id: { $not: /^x_|^not/ } });
    const seen: [done: number, total: number][] = [];
    const log = pino({ level: 'silent' });
    const left = await deliverAll(stores, { kinds, log, onProgress: (done, total) => seen.push([done, total]) });
    expect(left).toBe(0);
    expect(seen.at(-1)?.[0]).toBe(seen[0]?.[1]);
    expect(await verifyAll()).toMatchObject({ differences: 0, waiting: 0 });
  });
});
