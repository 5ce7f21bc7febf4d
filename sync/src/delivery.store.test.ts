import { describe, expect, it, jest } from '@jest/globals';
import { boardCopy, type Copy, experimentCopy } from '@tributary/lineage/copies';
import { findParkedCopies, rebuildCopies, retryParked } from '@tributary/lineage/copy-care';
import { leaseCopies, noteDelivered } from '@tributary/lineage/deliveries';
import { findLeaderboardsByNames } from '@tributary/realtime/leaderboards/boards';
import { sql } from 'kysely';
import { pino } from 'pino';
import { useSync } from '../../tests/setup/sync.ts';
import { createDelivery } from './delivery.ts';
import { board } from './kinds/board.ts';
import { experiment } from './kinds/experiment.ts';

const sync = useSync();
const { stores, mutate, deliver, createModel, completeRun, readBoard, readExperiment } = sync;

const define = (name: string, goal: string) => mutate(`defineMetric(input: { name: "${name}", goal: ${goal} })`);
const listed = () => stores.realtime.run((redis) => redis.zRange(stores.realtime.keys.boardNames, 0, -1));
const makeDue = () => sql`update sync_copy set retry_at = null, lease_until = null`.execute(stores.lineage);

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
    await define('lonely', 'MAXIMIZE');
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

describe('a worker that sleeps beyond its lease', () => {
  it('brings no older state back', async () => {
    await createModel('sleeper');
    const runId = await completeRun('sleeper', 0.5);
    const boards = await board.read(stores, [boardCopy('accuracy', null, 'sleeper')]);
    const experiments = await experiment.read(stores, [experimentCopy(runId)]);
    await mutate(`logMetrics(input: { runId: "${runId}", points: [{ name: "accuracy", value: 0.875, step: 1 }] })`);
    await deliver();
    await board.write(stores, boards);
    await experiment.write(stores, experiments);
    await noteDelivered(stores.lineage, [...boards, ...experiments]);
    expect(await readBoard('accuracy')).toContainEqual(['sleeper', 0.875]);
    expect(await readExperiment(runId)).toMatchObject({ metrics: { accuracy: 0.875 } });
    expect(await sync.readBehind()).toEqual([]);
  });

  it('brings no archived model back', async () => {
    await createModel('gone');
    await completeRun('gone', 0.5);
    const states = await board.read(stores, [boardCopy('accuracy', null, 'gone')]);
    await mutate('archiveModel(id: "gone")');
    await deliver();
    await board.write(stores, states);
    expect((await readBoard('accuracy')).map(([modelId]) => modelId)).not.toContain('gone');
  });

  it('turns no board back whose goal was changed meanwhile', async () => {
    await define('flips', 'MAXIMIZE');
    const models = ['flip-a', 'flip-b', 'flip-c'];
    for (const [index, modelId] of models.entries()) {
      await createModel(modelId);
      const runId = await completeRun(modelId, 0.1);
      const values = [index, index + 10].map((value, step) => `{ name: "flips", value: ${value}, step: ${step} }`);
      await mutate(`logMetrics(input: { runId: "${runId}", points: [${values}] })`);
    }
    const copies = models.map((modelId) => boardCopy('flips', null, modelId));
    const [first, ...others] = await board.read(stores, copies);
    if (!first) throw new Error('there are three');
    await board.write(stores, [first]);
    await define('flips', 'MINIMIZE');
    await deliver();
    await board.write(stores, others);
    expect(await readBoard('flips')).toEqual([
      ['flip-a', 10],
      ['flip-b', 11],
      ['flip-c', 12],
    ]);
    const [flips] = await findLeaderboardsByNames(stores.realtime, ['flips']);
    expect(flips).toMatchObject({ goal: 'MINIMIZE', synced: true });
  });
});

describe('a worker that is killed between write and acknowledge', () => {
  it('leaves its copies to the next, once its lease has ended', async () => {
    await createModel('orphan');
    const runId = await completeRun('orphan', 0.5);
    const leased = await leaseCopies(stores.lineage, 'board', { limit: 10, leaseMs: 60_000 });
    const copies = leased.map(({ copy }) => copy);
    expect(copies).toEqual([boardCopy('accuracy', null, 'orphan')]);
    await board.write(stores, await board.read(stores, copies));
    await deliver();
    expect(await sync.readBehind()).toEqual([{ kind: 'board', attempts: 0 }]);
    await makeDue();
    await deliver();
    expect(await sync.readBehind()).toEqual([]);
    expect(await readBoard('accuracy')).toContainEqual(['orphan', 0.5]);
    expect(await readExperiment(runId)).toMatchObject({ status: 'COMPLETED' });
  });
});

describe('a worker whose clock is off by an hour', () => {
  it.each([-3_600_000, 3_600_000])('takes no copies of another, and leaves its own to nobody (%d ms)', async (off) => {
    const id = `clock${off > 0 ? '-fast' : '-slow'}`;
    await createModel(id);
    await completeRun(id, 0.5);
    const lease = { limit: 10, leaseMs: 60_000 };
    const mine = await leaseCopies(stores.lineage, 'board', lease);
    expect(mine).toHaveLength(1);
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + off);
    try {
      expect(await leaseCopies(stores.lineage, 'board', lease)).toEqual([]);
      await makeDue();
      const [theirs] = await leaseCopies(stores.lineage, 'board', { ...lease, leaseMs: 1 });
      expect(theirs?.copy).toEqual(mine[0]?.copy);
      await deliver();
    } finally {
      clock.mockRestore();
    }
    expect(await readBoard('accuracy')).toContainEqual([id, 0.5]);
  });
});

describe('a copy that is refused', () => {
  /** Makes Redis refuse one board. */
  const spoil = (name: string) =>
    stores.realtime.run((redis) => redis.set(stores.realtime.keys.board(name).scores, 'no sorted set'));
  const mend = (name: string) => stores.realtime.run((redis) => redis.del(stores.realtime.keys.board(name).scores));
  const bump = (copy: Copy) =>
    sql`update sync_copy set version = version + 1 where kind = ${copy.kind} and key = ${[...copy.key]}`.execute(
      stores.lineage,
    );

  it('is parked after ten refusals, holds up no others, and is whole once it is mended and asked for again', async () => {
    await define('spoilt', 'MAXIMIZE');
    await createModel('refused');
    const runId = await completeRun('refused', 0.5);
    await spoil('spoilt');
    await mutate(`logMetrics(input: { runId: "${runId}", points: [{ name: "spoilt", value: 1 }] })`);
    for (let attempt = 1; attempt <= 12; attempt++) {
      await bump(boardCopy('accuracy', null, 'refused'));
      await makeDue();
      await deliver();
      const expected = Math.min(attempt, 10);
      expect(await sync.readBehind()).toEqual([{ kind: 'board', attempts: expected }]);
    }
    await mend('spoilt');
    expect(await findParkedCopies(stores.lineage)).toEqual([boardCopy('spoilt', null, 'refused')]);
    expect(await retryParked(stores.lineage, 'experiment')).toBe(0);
    expect(await retryParked(stores.lineage, 'board')).toBe(1);
    await deliver();
    expect(await readBoard('spoilt')).toEqual([['refused', 1]]);
    expect(await sync.readBehind()).toEqual([]);
  });

  it('is never parked by a store that refuses everything', async () => {
    await bump(boardCopy('accuracy', null, 'refused'));
    await bump(boardCopy('accuracy', null, 'first'));
    const refusing = { ...board, write: () => Promise.reject(new Error('everything is refused')) };
    for (let attempt = 1; attempt <= 11; attempt++) {
      await makeDue();
      await deliver([refusing]);
    }
    expect(await sync.readBehind()).toEqual([
      { kind: 'board', attempts: 0 },
      { kind: 'board', attempts: 0 },
    ]);
    await makeDue();
    await deliver();
    expect(await sync.readBehind()).toEqual([]);
  });
});

describe('copies that are made anew', () => {
  it('stand over whatever somebody has written into their store', async () => {
    const before = await readBoard('accuracy');
    const { scores } = stores.realtime.keys.board('accuracy');
    await stores.realtime.run((redis) => redis.zAdd(scores, { score: 99, value: 'first' }));
    expect(await rebuildCopies(stores.lineage, 'board')).toBeGreaterThan(5);
    await deliver();
    expect(await readBoard('accuracy')).toEqual(before);
  });
});

describe('names and values that databases treat as their own', () => {
  it('arrive as they were', async () => {
    const strange = ['a.b', '$x', '__proto__', '_bsontype', '$ref', 'x{y}z', '7'];
    const nested = (depth: number): object => (depth === 0 ? {} : { n: nested(depth - 1) });
    const config = {
      ...Object.fromEntries(strange.filter((name) => name !== '__proto__').map((name) => [name, { [name]: 'v' }])),
      deep: nested(88),
      list: [1, 0.5, null, true, 'text', [{ $set: 1 }]],
    };
    const { data } = await sync.ask(
      `mutation ($input: RegisterTrainingRunInput!) {
        registerTrainingRun(input: $input) { ... on RegisterTrainingRunSuccess { trainingRun { id } } ... on InvalidInput { issues { path message } } } }`,
      {
        input: {
          config,
          parameters: [
            ...strange.map((name) => ({ name, value: '{"a":[1,2]}' })),
            { name: 'text', value: '1.0' },
            { name: 'nul', value: '"\\u0000"' },
            { name: 'deep', value: `${'['.repeat(500)}${']'.repeat(500)}` },
          ],
        },
      },
    );
    const runId: string = data.registerTrainingRun.trainingRun.id;
    const metrics = strange.map((name) => `{ name: "${name}", value: 1.5 }`);
    metrics.push('{ name: "nan", nonFinite: NAN }', '{ name: "low", nonFinite: NEGATIVE_INFINITY }');
    await mutate(`finishTrainingRun(input: { runId: "${runId}", status: FAILED, metrics: [${metrics}] })`);
    await deliver();
    expect(await sync.readBehind()).toEqual([]);
    const found = await readExperiment(runId);
    const entries = (value: unknown) => Object.entries(Object(value)).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(found?.config).toEqual(config);
    const one = (value: unknown) => strange.map((name) => [name, value]);
    const sorted = (pairs: unknown[][]) => pairs.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    expect(entries(found?.metrics)).toEqual(sorted([...one(1.5), ['nan', Number.NaN], ['low', -Infinity]]));
    expect(entries(found?.hyperparameters)).toEqual(
      sorted([
        ...one({ a: [1, 2] }),
        ['text', '1.0'],
        ['nul', '"\\u0000"'],
        ['deep', `${'['.repeat(500)}${']'.repeat(500)}`],
      ]),
    );
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
