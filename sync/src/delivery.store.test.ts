import { describe, expect, it } from '@jest/globals';
import { rebuildCopies } from '@tributary/lineage/copies/copy-care';
import { sql } from 'kysely';
import { pino } from 'pino';
import { useSync } from '../../tests/setup/sync.ts';
import { createDelivery } from './delivery.ts';
import { board } from './kinds/board.ts';
import { experiment } from './kinds/experiment.ts';

const sync = useSync();
const { stores, mutate, deliver, createModel, completeRun, readBoard, readExperiment } = sync;

const listed = () => stores.realtime.run((redis) => redis.zRange(stores.realtime.keys.boardNames, 0, -1));

describe('what a run has reached', () => {
  it('stands on the boards and in its experiment once it is delivered', async () => {
    await createModel('first');
    const runId = await completeRun('first', 0.75, 'tags: ["a"], parameters: [{ name: "rate", value: "0.1" }]');
    await deliver();
    expect(await readBoard('accuracy')).toContainEqual(['first', 0.75]);
    expect(await listed()).toContain('accuracy');
    expect(await readExperiment(runId)).toMatchObject({
      _id: runId,
      modelId: 'first',
      status: 'COMPLETED',
      archived: false,
      tags: ['a'],
      hyperparameters: { rate: 0.1 },
      metrics: { accuracy: 0.75 },
      config: null,
    });
    expect(await sync.readBehind()).toEqual([]);
  });

  it('leaves what people have added to the document', async () => {
    const runId = await completeRun('first', 0.5);
    await deliver();
    await stores.configs.experiments.updateOne({ _id: runId }, { $set: { notes: 'kept', colour: 'blue' } });
    await mutate(`updateTrainingRun(input: { id: "${runId}", name: "renamed" })`);
    await deliver();
    expect(await readExperiment(runId)).toMatchObject({ name: 'renamed', notes: 'kept', colour: 'blue' });
  });

  it('goes with its model, and comes back with it', async () => {
    await createModel('leaver');
    await mutate('defineMetric(input: { name: "lonely", goal: MAXIMIZE })');
    const runId = await completeRun('leaver', 0.25);
    await mutate(`logMetrics(input: { runId: "${runId}", points: [{ name: "lonely", value: 3 }] })`);
    await deliver();
    expect(await listed()).toContain('lonely');
    await mutate('archiveModel(id: "leaver")');
    await deliver();
    expect(await readBoard('lonely')).toEqual([]);
    expect(await listed()).not.toContain('lonely');
    expect(await readBoard('accuracy')).not.toContainEqual(['leaver', 0.25]);
    await mutate('restoreModel(id: "leaver")');
    await deliver();
    expect(await readBoard('lonely')).toEqual([['leaver', 3]]);
    expect(await listed()).toContain('lonely');
  });

  it('leaves the board of its dataset while that is archived', async () => {
    await createModel('learner');
    await mutate('createDataset(input: { id: "data" })');
    await mutate('createDatasetVersion(input: { datasetId: "data", digest: "sha256:00", columns: [] })');
    await completeRun('learner', 0.625, 'datasetId: "data"');
    await deliver();
    expect(await readBoard('accuracy:data')).toEqual([['learner', 0.625]]);
    await mutate('archiveDataset(id: "data")');
    await deliver();
    expect(await readBoard('accuracy:data')).toEqual([]);
    expect(await readBoard('accuracy')).toContainEqual(['learner', 0.625]);
    await mutate('restoreDataset(id: "data")');
    await deliver();
    expect(await readBoard('accuracy:data')).toEqual([['learner', 0.625]]);
  });
});

describe('copies that are made anew', () => {
  it('stand over whatever somebody has written into their store', async () => {
    const before = await readBoard('accuracy');
    const { scores } = stores.realtime.keys.board('accuracy');
    await stores.realtime.run((redis) => redis.zAdd(scores, { score: 99, value: 'first' }));
    expect(await rebuildCopies(stores.lineage, 'board')).toBeGreaterThan(4);
    await deliver();
    expect(await readBoard('accuracy')).toEqual(before);
  });
});

describe('a run that a large seed left without an experiment', () => {
  let runId: string;
  const leaveOut = async () => {
    runId = await completeRun('first', 0.5);
    await sql`update sync_copy set version = 1, delivered = 1, left_out = true where key = array[${runId}]`.execute(
      stores.lineage,
    );
  };
  const configSync = async () => {
    const { data } = await sync.ask(`{ trainingRun(id: "${runId}") { configSync } }`);
    return data.trainingRun.configSync;
  };

  it('has none, whatever is made anew', async () => {
    await leaveOut();
    expect(await configSync()).toBeNull();
    await rebuildCopies(stores.lineage, 'experiment');
    await deliver();
    expect(await sync.readBehind()).toEqual([]);
    expect(await readExperiment(runId)).toBeNull();
    expect(await configSync()).toBeNull();
  });

  it.each([
    ['is logged to', () => `logMetrics(input: { runId: "${runId}", points: [{ name: "accuracy", value: 0.6 }] })`],
    ['is changed', () => `updateTrainingRun(input: { id: "${runId}", tags: ["mine"] })`],
    ['is reopened', () => `reopenTrainingRun(id: "${runId}")`],
    ['is archived', () => `archiveTrainingRuns(ids: ["${runId}"])`],
  ])('has one as soon as it %s', async (_, change) => {
    await leaveOut();
    await mutate(change());
    expect(await configSync()).toBe('PENDING');
    await deliver();
    expect(await configSync()).toBe('SYNCED');
    expect(await readExperiment(runId)).toMatchObject({ modelId: 'first' });
    await rebuildCopies(stores.lineage, 'experiment');
    expect(await configSync()).toBe('PENDING');
    await deliver();
  });
});

describe('ten thousand runs that are archived at once', () => {
  it('leave the boards at once, and their experiments follow batch by batch', async () => {
    await createModel('crowd');
    await mutate('createRunGroup(input: { id: "crowd" })');
    await sql`insert into run (id, group_id, model_id, status, started_at, ended_at, created_by)
      select gen_random_uuid(), 'crowd', 'crowd', 'COMPLETED', now(), now(), 'ada' from generate_series(1, 10000)`.execute(
      stores.lineage,
    );
    await sql`insert into run_metric (run_id, name, value, step, at)
      select id, 'accuracy', random(), 0, now() from run where group_id = 'crowd'`.execute(stores.lineage);
    expect(await mutate('archiveRunGroup(id: "crowd")')).toEqual({ __typename: 'RunGroupSuccess' });
    await deliver([board]);
    expect((await readBoard('accuracy')).map(([modelId]) => modelId)).not.toContain('crowd');
    expect(await sync.readBehind()).toHaveLength(10_000);
    const log = pino({ level: 'silent' });
    expect(await createDelivery(experiment, stores, { leaseMs: 60_000, log })()).toEqual({ leased: 100 });
    expect(await stores.configs.experiments.countDocuments({ modelId: 'crowd', archived: true })).toBe(100);
    await sql`update sync_copy set delivered = version`.execute(stores.lineage);
  });
});
