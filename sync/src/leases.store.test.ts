import { describe, expect, it, jest } from '@jest/globals';
import { boardCopy, experimentCopy } from '@tributary/lineage/copies/copies';
import { type DeliveredCopy, leaseCopies, noteDelivered, noteFailed } from '@tributary/lineage/copies/deliveries';
import { findLeaderboardsByNames } from '@tributary/realtime/leaderboards/boards';
import { sql } from 'kysely';
import { useSync } from '../../tests/setup/sync.ts';
import { board } from './kinds/board.ts';
import { experiment } from './kinds/experiment.ts';

const sync = useSync();
const { stores, mutate, deliver, createModel, completeRun, readBoard, readExperiment } = sync;

const define = (name: string, goal: string) => mutate(`defineMetric(input: { name: "${name}", goal: ${goal} })`);
const makeDue = () => sql`update sync_copy set retry_at = null, lease_until = null`.execute(stores.lineage);

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
    const states: readonly DeliveredCopy[] = [...boards, ...experiments];
    await noteDelivered(
      stores.lineage,
      states.map(({ copy, version }) => ({ copy, version, leaseUntil: new Date(0) })),
    );
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

  it('brings no run back to its board that has left it, nor away that has come back', async () => {
    await createModel('returning');
    const runId = await completeRun('returning', 0.5);
    await deliver();
    const read = () => board.read(stores, [boardCopy('accuracy', null, 'returning')]);
    const onBoard = async () => (await readBoard('accuracy')).filter(([modelId]) => modelId === 'returning');
    const before = await read();
    await mutate(`archiveTrainingRuns(ids: ["${runId}"])`);
    await deliver();
    const without = await read();
    await board.write(stores, before);
    expect(await onBoard()).toEqual([]);
    await mutate(`restoreTrainingRuns(ids: ["${runId}"])`);
    await deliver();
    await board.write(stores, without);
    expect(await onBoard()).toEqual([['returning', 0.5]]);
  });

  it("ends no other's lease, and counts no attempt against it", async () => {
    await createModel('slow');
    await completeRun('slow', 0.5);
    const lease = { limit: 10, leaseMs: 60_000 };
    const [asleep] = await leaseCopies(stores.lineage, 'board', lease);
    await makeDue();
    const [awake] = await leaseCopies(stores.lineage, 'board', lease);
    if (!asleep || !awake) throw new Error('both have the same');
    const held = () =>
      sql`select lease_until, attempts, version > delivered as is_behind from sync_copy where lease_until is not null`
        .execute(stores.lineage)
        .then(({ rows }) => rows);
    await noteFailed(stores.lineage, [{ ...asleep, counts: true }]);
    expect(await held()).toEqual([{ leaseUntil: awake.leaseUntil, attempts: 0, isBehind: true }]);
    // What it wrote is there all the same.
    await noteDelivered(stores.lineage, [{ ...asleep, version: 1 }]);
    expect(await held()).toEqual([{ leaseUntil: awake.leaseUntil, attempts: 0, isBehind: false }]);
    await noteDelivered(stores.lineage, [{ ...awake, version: 1 }]);
    expect(await held()).toEqual([]);
    await deliver();
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
