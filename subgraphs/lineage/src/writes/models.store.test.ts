import { describe, expect, it } from '@jest/globals';
import { catalogueOf } from '../../../../tests/setup/catalogue.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();
const { createModel, register, setAlias, updateModel } = catalogueOf(lineage);

describe('models', () => {
  it('have one name each, without / and :', async () => {
    expect((await createModel({ id: 'iris', tags: ['a'] })).model).toEqual({
      id: 'iris',
      name: 'iris',
      tags: ['a'],
      predictionTtlSeconds: 300,
    });
    expect(await createModel({ id: 'iris' })).toMatchObject({
      __typename: 'Conflict',
      reason: 'DUPLICATE',
      message: 'A model with this id is there already.',
    });
    expect(await createModel({ id: 'other', name: 'iris' })).toMatchObject({
      __typename: 'Conflict',
      message: 'Another model has this name.',
    });
    for (const [input, path] of [
      [{ id: 'Iris' }, 'id'],
      [{ id: 'іris' }, 'id'],
      [{ id: 'a\u0000' }, 'id'],
      [{ id: 'ok', name: 'a/b' }, 'name'],
      [{ id: 'ok', name: 'a:b' }, 'name'],
      [{ id: 'ok', description: 'x'.repeat(10_000_000) }, 'description'],
      [{ id: 'ok', predictionTtlSeconds: -1 }, 'predictionTtlSeconds'],
    ] as const) {
      expect(await createModel(input)).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: [path] }] });
    }
    expect((await updateModel({ id: 'iris', predictionTtlSeconds: 0, description: 'd' })).model).toMatchObject({
      predictionTtlSeconds: 0,
      description: 'd',
    });
    expect((await updateModel({ id: 'iris', predictionTtlSeconds: null, tags: null })).model).toEqual({
      name: 'iris',
      tags: [],
      description: 'd',
      predictionTtlSeconds: 300,
    });
    expect(await updateModel({ id: 'nobody' })).toMatchObject({ __typename: 'NotFound', type: 'Model', id: 'nobody' });
  });

  it('are archived only without open deployments, and take nothing new then', async () => {
    await createModel({ id: 'shelf' });
    await register({ modelId: 'shelf' });
    const id = '00000000-0000-7000-8000-00000000000a';
    await lineage.db
      .insertInto('deployment')
      .values({
        id,
        modelId: 'shelf',
        modelVersionId: 'shelf@1',
        environment: 'staging',
        status: 'PENDING',
        trafficPercent: 0,
        requestedPercent: 100,
        deployedBy: 'tester',
      })
      .execute();
    expect(await lineage.mutateById('archiveModel', 'shelf', '')).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    await lineage.db
      .updateTable('deployment')
      .set({ status: 'FAILED', endedAt: new Date() })
      .where('id', '=', id)
      .execute();
    expect(await lineage.mutateById('archiveModel', 'shelf', '')).toMatchObject({ __typename: 'ModelSuccess' });
    expect(await register({ modelId: 'shelf' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await setAlias('shelf', 'champion', 1)).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    await lineage.mutateById('restoreModel', 'shelf', '');
    expect((await register({ modelId: 'shelf' })).modelVersion.number).toBe(2);
  });
});

it('says of an id that no store can hold that it does not fit', async () => {
  for (const field of ['archiveDataset', 'archiveModel', 'archiveRunGroup', 'startTrainingRun', 'retireDeployment']) {
    expect(await lineage.mutateById(field, 'a\u0000b', '')).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['id'] }],
    });
    expect(await lineage.mutateById(field, 'nobody', '')).toMatchObject({ __typename: 'NotFound' });
  }
});
