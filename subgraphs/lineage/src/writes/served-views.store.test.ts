import { beforeAll, describe, expect, it } from '@jest/globals';
import { deploymentsOf, ONNX_ARTIFACT } from '../../../../tests/setup/deployments.ts';
import { insertDatasets } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();

const apply = (name: string, more: object = {}) =>
  lineage.mutate(
    'applyFeatureView',
    { name, entity: 'user', features: [{ name: 'clicks', type: 'INT' }], ...more },
    '... on FeatureViewSuccess { featureView { revision } }',
  );
const remove = async (name: string) => {
  const { data } = await lineage.ask('mutation ($name: ID!) { deleteFeatureView(name: $name) { __typename } }', {
    name,
  });
  return data.deleteFeatureView.__typename;
};
const register = (modelId: string, featureSources: object[], more: object = {}) =>
  lineage.mutate(
    'registerModelVersion',
    { modelId, featureSources, artifact: ONNX_ARTIFACT, ...more },
    '... on ModelVersionSuccess { modelVersion { id featureSources { revision view { name } } } }',
  );
const createModel = (id: string) => lineage.mutate('createModel', { id }, '');
const { deploy, rollback } = deploymentsOf(lineage);
const rollbackTargetOf = async (id: string) => {
  const { data } = await lineage.ask(
    'query ($id: ID!) { deployment(id: $id) { rollbackTarget { modelVersion { id } } } }',
    { id },
  );
  return data.deployment.rollbackTarget?.modelVersion.id ?? null;
};
const quarantine = (id: string) => lineage.mutate('quarantineDatasetVersion', { id, reason: 'wrong' }, '');
const release = (id: string) => lineage.mutateById('releaseDatasetVersion', id, '');
const archive = (modelId: string) => lineage.mutateById('archiveModel', modelId, '');
const restore = (modelId: string) => lineage.mutateById('restoreModel', modelId, '');
const conflict = { __typename: 'Conflict', reason: 'STATE' };

beforeAll(async () => {
  await insertDatasets(lineage.db, ['first', 'second', 'third']);
});

describe('what fills a view', () => {
  it('counts as what a version learned from, at the revision that it reads', async () => {
    await createModel('learns');
    await apply('filled', { sourceDatasetVersionIds: ['first@1'] });
    await apply('filled', { sourceDatasetVersionIds: ['second@1'] });
    await register('learns', [{ view: 'filled', revision: 1 }]);
    await register('learns', [{ view: 'filled' }]);
    await register('learns', [{ view: 'filled', revision: 1 }]);
    await deploy('learns@1');
    const second = (await deploy('learns@2')).deployment.id;
    const pending = (await deploy('learns@3', { endpointUrl: 'https://models.example' })).deployment.id;
    expect(await rollbackTargetOf(second)).toBe('learns@1');

    await quarantine('first@1');
    const refused = {
      ...conflict,
      message: 'Dataset version first@1 is QUARANTINED: nothing builds on it until it is released.',
    };
    expect(await register('learns', [{ view: 'filled', revision: 1 }])).toEqual(refused);
    expect((await register('learns', [{ view: 'filled' }])).modelVersion.id).toBe('learns@4');
    const review = (id: string) => lineage.mutate('reviewModelVersion', { id, approval: 'APPROVED' }, '');
    expect(await review('learns@1')).toEqual(refused);
    expect((await review('learns@2')).__typename).toBe('ModelVersionSuccess');
    expect(await deploy('learns@1')).toEqual(refused);
    expect(await rollbackTargetOf(second)).toBeNull();
    expect(await rollback(second)).toMatchObject(conflict);
    expect(await lineage.mutate('reportDeployment', { id: pending, status: 'LIVE' }, '')).toEqual(refused);
    const { data } = await lineage.ask(`{ deployment(id: "${pending}") { status } }`);
    expect(data.deployment.status).toBe('FAILED');

    await release('first@1');
    expect((await rollback(second)).deployment.modelVersion.id).toBe('learns@1');
  });
});

describe('a view that is deleted', () => {
  it('keeps what reads it from being deployed until it is applied again', async () => {
    await createModel('stranded');
    await apply('lost', { sourceDatasetVersionIds: ['third@1'] });
    await register('stranded', [{ view: 'lost' }]);
    await register('stranded', []);
    await archive('stranded');
    expect(await remove('lost')).toBe('DeleteFeatureViewSuccess');
    await restore('stranded');
    expect(await deploy('stranded@1')).toEqual({
      ...conflict,
      message: 'stranded@1 reads the feature view lost, which is deleted: apply it again.',
    });
    const { data } = await lineage.ask(
      '{ modelVersion(id: "stranded@1") { featureSources { revision view { name deletedAt } } } }',
    );
    expect(data.modelVersion.featureSources).toEqual([
      { revision: 1, view: { name: 'lost', deletedAt: expect.any(String) } },
    ]);
    await apply('lost');
    expect((await deploy('stranded@1')).__typename).toBe('DeploymentSuccess');
  });

  it('is no way back for a rollback', async () => {
    await createModel('back');
    await apply('once');
    await register('back', [{ view: 'once' }]);
    await register('back', []);
    await deploy('back@1');
    const first = (await deploy('back@2')).deployment.id;
    await lineage.mutateById('retireDeployment', first, '');
    await archive('back');
    await remove('once');
    await restore('back');
    const second = (await deploy('back@2')).deployment.id;
    expect(await rollbackTargetOf(second)).toBeNull();
    expect(await rollback(second)).toMatchObject(conflict);
    await apply('once');
    expect((await rollback(second)).deployment.modelVersion.id).toBe('back@1');
  });
});
