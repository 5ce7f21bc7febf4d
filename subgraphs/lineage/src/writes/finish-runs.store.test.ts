import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { useRuns } from '../../../../tests/setup/runs.ts';
import { boardCopy, experimentCopy } from '../copies/copies.ts';

const lineage = useLineage();
const boards = [boardCopy('accuracy', null, 'm'), boardCopy('accuracy', 'd', 'm')];
const { byId, createRun, finish, log, mutate, versionOf } = useRuns(lineage);

describe('a run on its way', () => {
  it('is started, ended, ended again the same way and reopened; anything else is a conflict', async () => {
    const id = await createRun({ start: false });
    expect(await finish(id, 'COMPLETED')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await byId('reopenTrainingRun', id)).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect((await byId('startTrainingRun', id)).trainingRun.status).toBe('RUNNING');
    const ended = await finish(id, 'COMPLETED', { metrics: [{ name: 'accuracy', value: 0.9 }] });
    expect(ended.trainingRun).toMatchObject({ status: 'COMPLETED', metric: 0.9 });
    const again = await finish(id, 'COMPLETED', {
      metrics: [{ name: 'accuracy', value: 0.95, step: 1 }],
      endedAt: '2030-01-01T00:00:00Z',
    });
    expect(again.trainingRun).toEqual({ ...ended.trainingRun, metric: 0.95 });
    expect(await finish(id, 'FAILED')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await byId('startTrainingRun', id)).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect((await byId('reopenTrainingRun', id)).trainingRun).toMatchObject({ status: 'RUNNING', endedAt: null });
    expect((await finish(id, 'FAILED')).trainingRun.status).toBe('FAILED');
    const actions = await lineage.db
      .selectFrom('auditEvent')
      .select(['action', 'before', 'after'])
      .where('targetId', '=', id)
      .orderBy('at')
      .orderBy('id')
      .execute();
    expect(actions.map(({ action }) => action)).toEqual([
      'createTrainingRun',
      'startTrainingRun',
      'finishTrainingRun',
      'reopenTrainingRun',
      'finishTrainingRun',
    ]);
    expect(actions[1]).toMatchObject({
      before: { status: 'SCHEDULED', startedAt: null },
      after: { status: 'RUNNING' },
    });
  });

  it('may be killed before it starts, and cannot end before it began', async () => {
    const id = await createRun({ start: false });
    expect((await finish(id, 'KILLED')).trainingRun.status).toBe('KILLED');
    const other = await createRun({ startedAt: '2026-01-02T00:00:00Z' });
    expect(await finish(other, 'FAILED', { endedAt: '2026-01-01T00:00:00Z' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['endedAt'] }],
    });
    expect((await finish(await createRun({ startedAt: '2999-01-01T00:00:00Z' }), 'FAILED')).trainingRun.endedAt).toBe(
      '2999-01-01T00:00:00.000Z',
    );
  });

  it('is given its model once', async () => {
    const update = (input: object) => mutate('updateTrainingRun', input, 'trainingRun { name model { id } }');
    const id = await createRun({ name: 'first' });
    expect((await update({ id, modelId: 'm' })).trainingRun).toEqual({ name: 'first', model: { id: 'm' } });
    expect((await update({ id, modelId: 'm', name: null })).trainingRun).toEqual({ name: null, model: { id: 'm' } });
    expect(await update({ id, modelId: 'm2' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await update({ id, modelId: null })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
  });

  it('moves its experiment and its boards when it ends, and when points follow', async () => {
    const id = await createRun({ modelId: 'm', datasetId: 'd' });
    const copies = [...boards, experimentCopy(id), boardCopy('unknown', null, 'm')];
    const versions = () => Promise.all(copies.map(versionOf));
    await log(id, [
      { name: 'accuracy', value: 0.5 },
      { name: 'unknown', value: 1 },
    ]);
    const before = await versions();
    await finish(id, 'COMPLETED');
    expect(await versions()).toEqual(before.map((version, index) => version + (index < 3 ? 1 : 0)));
    await log(id, [{ name: 'accuracy', value: 0.6 }]);
    expect(await versions()).toEqual(before.map((version, index) => version + (index < 3 ? 2 : 0)));
    await log(id, [{ name: 'accuracy', value: 0.6 }]);
    expect(await versions()).toEqual(before.map((version, index) => version + (index < 3 ? 2 : 0)));
  });

  it('moves its boards only when it comes to them or leaves them', async () => {
    const id = await createRun({ modelId: 'm', datasetId: 'd' });
    await log(id, [{ name: 'accuracy', value: 0.5 }]);
    await mutate('createRunGroup', { id: 'quiet' }, 'runGroup { id }');
    const restore = () => lineage.write(`restoreTrainingRuns(ids: ["${id}"])`);
    const archive = () => lineage.write(`archiveTrainingRuns(ids: ["${id}"])`);
    const groupOf = (field: string) => byId(field, 'quiet', 'runGroup { id }');
    const steps: [does: () => Promise<unknown>, boards: number][] = [
      [() => mutate('updateTrainingRun', { id, name: 'renamed', groupId: 'quiet' }), 0],
      [archive, 0],
      [restore, 0],
      [() => groupOf('archiveRunGroup'), 0],
      [() => groupOf('restoreRunGroup'), 0],
      [() => finish(id, 'FAILED'), 0],
      [() => byId('reopenTrainingRun', id), 0],
      [() => finish(id, 'COMPLETED'), 1],
      [() => mutate('updateTrainingRun', { id, name: 'renamed again' }), 0],
      [archive, 1],
      [() => log(id, [{ name: 'accuracy', value: 0.7 }]), 0],
      [restore, 1],
      [() => groupOf('archiveRunGroup'), 1],
      [() => groupOf('restoreRunGroup'), 1],
      [() => byId('reopenTrainingRun', id), 1],
    ];
    const versions = () => Promise.all([experimentCopy(id), ...boards].map(versionOf));
    for (const [does, moves] of steps) {
      const [experiment = 0, ...others] = await versions();
      await does();
      expect(await versions()).toEqual([experiment + 1, ...others.map((version) => version + moves)]);
    }
  });
});

it('is moved, archived and given versions at the same time without a wait that never ends', async () => {
  await mutate('createRunGroup', { id: 'busy' }, 'runGroup { id }');
  const ids = await Promise.all(Array.from({ length: 6 }, () => createRun({ groupId: 'busy' })));
  const move = (id: string) => mutate('updateTrainingRun', { id, modelId: 'm', groupId: 'busy', name: 'moved' });
  const register = (id: string) =>
    lineage.ask(
      'mutation ($id: ID!) { registerModelVersion(input: { modelId: "m", trainingRunId: $id }) { __typename } }',
      { id },
    );
  await Promise.all([
    ...ids.flatMap((id) => [move(id), register(id), log(id, [{ name: 'loss', value: 1, step: 1 }])]),
    byId('archiveRunGroup', 'busy', 'runGroup { id }'),
    byId('restoreRunGroup', 'busy', 'runGroup { id }'),
  ]);
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(lineage.db);
  expect(rows).toEqual([{ deadlocks: 0 }]);
});
