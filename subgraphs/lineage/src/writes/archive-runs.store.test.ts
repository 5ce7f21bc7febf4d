import { describe, expect, it } from '@jest/globals';
import { FAILURES, useLineage } from '../../../../tests/setup/lineage.ts';
import { useRuns } from '../../../../tests/setup/runs.ts';

const lineage = useLineage();
const { byId, createRun, mutate } = useRuns(lineage);

describe('archiving', () => {
  const setArchived = async (field: string, ids: string[]) => {
    const { data } = await lineage.ask(
      `mutation ($ids: [ID!]!) { ${field}(ids: $ids) { __typename ... on TrainingRunsSuccess { trainingRuns { id archivedAt } } ${FAILURES} } }`,
      { ids },
    );
    return data[field];
  };

  it('hides all runs or none', async () => {
    const ids = [await createRun(), await createRun()];
    const missing = '00000000-0000-7000-8000-000000000000';
    expect(await setArchived('archiveTrainingRuns', [...ids, missing])).toMatchObject({
      __typename: 'NotFound',
      id: missing,
    });
    const { trainingRuns } = await setArchived('archiveTrainingRuns', ids);
    expect(trainingRuns).toEqual(ids.map((id) => ({ id, archivedAt: expect.any(String) })));
    expect((await setArchived('restoreTrainingRuns', ids)).trainingRuns).toEqual(
      ids.map((id) => ({ id, archivedAt: null })),
    );
  });

  it('of a group brings back the runs that went with it, no others', async () => {
    await mutate('createRunGroup', { id: 'sweep' }, 'runGroup { name }');
    const [with_, before] = [await createRun({ groupId: 'sweep' }), await createRun({ groupId: 'sweep' })];
    await setArchived('archiveTrainingRuns', [before]);
    const selection = 'runGroup { archivedAt trainingRuns { nodes { id } } }';
    expect((await byId('archiveRunGroup', 'sweep', selection)).runGroup.trainingRuns.nodes).toEqual([]);
    expect(await mutate('createTrainingRun', { groupId: 'sweep' })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect((await byId('restoreRunGroup', 'sweep', selection)).runGroup).toEqual({
      archivedAt: null,
      trainingRuns: { nodes: [{ id: with_ }] },
    });
  });

  it('of a group keeps its runs archived: one of them is restored with the group', async () => {
    await mutate('createRunGroup', { id: 'shut' }, 'runGroup { name }');
    const [free, shut] = [await createRun(), await createRun({ groupId: 'shut' })];
    await setArchived('archiveTrainingRuns', [free]);
    await byId('archiveRunGroup', 'shut', 'runGroup { id }');
    expect(await setArchived('restoreTrainingRuns', [free, shut])).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
      message: 'Run group shut is archived: restore it first.',
    });
    expect((await setArchived('restoreTrainingRuns', [free])).trainingRuns).toEqual([{ id: free, archivedAt: null }]);
  });

  it('of a group stands in the audit of each run, in as many statements for many as for one', async () => {
    const archive = async (id: string, count: number) => {
      await mutate('createRunGroup', { id }, 'runGroup { name }');
      const ids = [];
      for (let left = count; left > 0; left--) {
        ids.push(await createRun({ groupId: id, modelId: 'm' }));
        await mutate('finishTrainingRun', {
          runId: ids.at(-1),
          status: 'COMPLETED',
          metrics: [{ name: 'f1', value: 1 }],
        });
      }
      lineage.statements.length = 0;
      await byId('archiveRunGroup', id, 'runGroup { id }');
      return { ids, statements: [...lineage.statements] };
    };
    const one = await archive('one', 1);
    const many = await archive('many', 5);
    expect(many.statements).toEqual(one.statements);
    await byId('restoreRunGroup', 'many', 'runGroup { id }');
    for (const id of many.ids) {
      const query = `{ auditEvents(where: { targetId: "${id}" }, first: 2) { nodes { action before after } } }`;
      const at = expect.any(String);
      expect((await lineage.ask(query)).data.auditEvents.nodes).toEqual([
        {
          action: 'restoreRunGroup',
          before: { archivedAt: at, archivedWithGroup: true },
          after: { archivedAt: null, archivedWithGroup: false },
        },
        {
          action: 'archiveRunGroup',
          before: { archivedAt: null, archivedWithGroup: false },
          after: { archivedAt: at, archivedWithGroup: true },
        },
      ]);
    }
  });

  it('keeps names of groups apart', async () => {
    const create = (input: object) => mutate('createRunGroup', input, 'runGroup { id name }');
    await create({ id: 'g1', name: 'One' });
    expect(await create({ id: 'g1' })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
    expect(await create({ id: 'g2', name: 'One' })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
    const update = await mutate(
      'updateRunGroup',
      { id: 'g1', name: null, description: 'x' },
      'runGroup { name description }',
    );
    expect(update.runGroup).toEqual({ name: 'g1', description: 'x' });
  });
});
