import { beforeAll, describe, expect, it } from '@jest/globals';
import { deploymentsOf, ONNX_ARTIFACT } from '../../../../tests/setup/deployments.ts';
import { insertDatasets } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();
const RUN = '00000000-0000-7000-8000-000000000001';

const review = (approval: string) => lineage.mutate('reviewModelVersion', { id: 'm@1', approval }, '');
const deploy = (modelVersionId: string) => deploymentsOf(lineage).deploy(modelVersionId, { environment: 'production' });
const setDeleted = (deletedAt: Date | null) =>
  lineage.db.updateTable('featureView').set({ deletedAt }).where('name', '=', 'v').execute();
const quarantine = (id: string) => lineage.mutate('quarantineDatasetVersion', { id, reason: 'wrong' }, '');
const release = (id: string) => lineage.mutateById('releaseDatasetVersion', id, '');

let newest: string;
async function findRollbackTarget(): Promise<string | null> {
  const { data } = await lineage.ask(`{ deployment(id: "${newest}") { rollbackTarget { modelVersion { id } } } }`);
  return data.deployment.rollbackTarget?.modelVersion.id ?? null;
}

/** m@1 comes from a run, learned from one dataset, and reads a view that another fills. It was LIVE before m@2. */
beforeAll(async () => {
  await insertDatasets(lineage.db, ['named', 'filling']);
  await lineage.mutate('createModel', { id: 'm' }, '');
  await lineage.mutate('createTrainingRun', { id: RUN, modelId: 'm' }, '');
  await lineage.mutate('finishTrainingRun', { runId: RUN, status: 'COMPLETED' }, '');
  const features = [{ name: 'clicks', type: 'INT' }];
  await lineage.mutate(
    'applyFeatureView',
    { name: 'v', entity: 'user', features, sourceDatasetVersionIds: ['filling@1'] },
    '',
  );
  const learned = { trainingRunId: RUN, trainedOnIds: ['named@1'], featureSources: [{ view: 'v' }] };
  await lineage.mutate('registerModelVersion', { modelId: 'm', artifact: ONNX_ARTIFACT, ...learned }, '');
  await lineage.mutate('registerModelVersion', { modelId: 'm', artifact: ONNX_ARTIFACT }, '');
  await review('APPROVED');
  await lineage.mutate('reviewModelVersion', { id: 'm@2', approval: 'APPROVED' }, '');
  await deploy('m@1');
  newest = (await deploy('m@2')).deployment.id;
});

describe('a version', () => {
  it.each([
    [
      'whose run has not completed',
      'The run of m@1 is RUNNING',
      () => lineage.mutateById('reopenTrainingRun', RUN, ''),
      () => lineage.mutate('finishTrainingRun', { runId: RUN, status: 'COMPLETED' }, ''),
    ],
    ['that is rejected', 'm@1 is REJECTED', () => review('REJECTED'), () => review('APPROVED')],
    [
      'that is not approved, where only approved ones go',
      'production takes approved versions only',
      () => review('PENDING'),
      () => review('APPROVED'),
    ],
    [
      'that learned from quarantined data',
      'Dataset version named@1 is QUARANTINED',
      () => quarantine('named@1'),
      () => release('named@1'),
    ],
    [
      'that reads a view which quarantined data fills',
      'Dataset version filling@1 is QUARANTINED',
      () => quarantine('filling@1'),
      () => release('filling@1'),
    ],
    [
      'that reads a deleted view',
      'm@1 reads the feature view v, which is deleted',
      () => setDeleted(new Date()),
      () => setDeleted(null),
    ],
  ])('%s is neither deployed nor a rollback target', async (_which, message, begin, end) => {
    expect(await findRollbackTarget()).toBe('m@1');
    await begin();
    expect(await deploy('m@1')).toMatchObject({ __typename: 'Conflict', message: expect.stringContaining(message) });
    expect(await findRollbackTarget()).toBeNull();
    await end();
    expect(await findRollbackTarget()).toBe('m@1');
  });

  it('without any of these is deployed', async () => {
    expect(await deploy('m@1')).toMatchObject({ __typename: 'DeploymentSuccess' });
  });
});
