import { beforeAll, describe, expect, it } from '@jest/globals';
import { insertDatasets } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();

beforeAll(async () => {
  await insertDatasets(lineage.db, ['d']);
  await lineage.mutate('createModel', { id: 'm' }, '');
});

describe('what cannot be says why', () => {
  const invalid = (...path: string[]) => ({ __typename: 'InvalidInput', issues: [{ path }] });
  const conflict = (message: string) => ({
    __typename: 'Conflict',
    reason: 'STATE',
    message: expect.stringContaining(message),
  });

  // Letters of other alphabets, a full-width digit, a soft hyphen, a joined letter, a letter with its accent beside it.
  it.each([
    'frаud',
    'd１',
    'fra\u00adud',
    'ﬁsh',
    'cafe\u0301',
    'Fraud',
    '-fraud',
    'fraud/1',
    'fraud@1',
    ' fraud',
    'a'.repeat(101),
  ])('of an id that only looks like a slug: %j', async (id) => {
    for (const noun of ['Dataset', 'Model', 'RunGroup']) {
      expect(await lineage.mutate(`create${noun}`, { id }, '')).toMatchObject(invalid('id'));
    }
    expect(await lineage.mutate('createTrainingRun', { modelId: id, createMissing: true }, '')).toMatchObject(
      invalid('modelId'),
    );
  });

  it('of what begins with a run that failed, and of a run that ends twice', async () => {
    const failed = '00000000-0000-7000-8000-000000000002';
    await lineage.mutate('createTrainingRun', { id: failed, modelId: 'm' }, '');
    const finish = (status: string) => lineage.mutate('finishTrainingRun', { runId: failed, status }, '');
    expect(await finish('FAILED')).toMatchObject({ __typename: 'TrainingRunSuccess' });
    expect(await finish('FAILED')).toMatchObject({ __typename: 'TrainingRunSuccess' });
    expect(await finish('COMPLETED')).toMatchObject(conflict('FAILED already'));
    expect(await lineage.mutate('registerModelVersion', { modelId: 'm', trainingRunId: failed }, '')).toMatchObject(
      conflict('The run is FAILED'),
    );
  });

  it('of a deployment of what was rejected, or to where there is no environment', async () => {
    const version = '... on ModelVersionSuccess { modelVersion { id } }';
    const { id } = (await lineage.mutate('registerModelVersion', { modelId: 'm' }, version)).modelVersion;
    await lineage.mutate('reviewModelVersion', { id, approval: 'REJECTED' }, '');
    const deploy = (environment: string) =>
      lineage.mutate('deployModelVersion', { modelVersionId: id, environment }, '');
    expect(await deploy('staging')).toMatchObject(conflict('REJECTED'));
    expect(await deploy('Staging')).toMatchObject({ __typename: 'NotFound', type: 'Environment', id: 'Staging' });
  });

  it('while a run may read and write one dataset, each version once', async () => {
    const read = await lineage.mutate(
      'createTrainingRun',
      { inputs: ['TRAINING', 'TEST', 'TRAINING'].map((role) => ({ datasetVersionId: 'd@1', role })) },
      '... on TrainingRunSuccess { trainingRun { id inputs { role } } }',
    );
    const { id, inputs } = read.trainingRun;
    expect(inputs).toEqual([{ role: 'TRAINING' }, { role: 'TEST' }]);
    const written = await lineage.mutate(
      'createDatasetVersion',
      { datasetId: 'd', digest: `run:${id}`, producedByRunId: id, derivedFromIds: ['d@1', 'd@1'] },
      '... on DatasetVersionSuccess { datasetVersion { dataset { id } derivedFrom { id } } }',
    );
    expect(written.datasetVersion).toEqual({ dataset: { id: 'd' }, derivedFrom: [{ id: 'd@1' }] });
  });
});
