import { describe, expect, it } from '@jest/globals';
import { catalogueOf } from '../../../../tests/setup/catalogue.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';

const lineage = useLineage();
const { addVersion, createDataset, createModel, createRun, digest, quarantine, register, review } =
  catalogueOf(lineage);

describe('model versions', () => {
  it('count without gaps while fifty are registered at once', async () => {
    await createModel({ id: 'crowd' });
    const refused = register({ modelId: 'crowd', trainedOnIds: ['nobody@1'] });
    const answers = await Promise.all(Array.from({ length: 50 }, () => register({ modelId: 'crowd' })));
    expect(await refused).toMatchObject({ __typename: 'NotFound', type: 'DatasetVersion' });
    const numbers = answers.map(({ modelVersion }) => modelVersion.number).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('learned from their run, unless it is said otherwise', async () => {
    await createModel({ id: 'learner' });
    await createDataset({ id: 'lessons' });
    for (const byte of ['a1', 'a2', 'a3']) await addVersion({ datasetId: 'lessons', digest: digest(byte) });
    const inputs = ['TRAINING', 'VALIDATION', 'TEST'].map((role, index) => ({
      datasetVersionId: `lessons@${index + 1}`,
      role,
    }));
    const trainingRunId = await createRun({ inputs });
    const artifact = { uri: 's3://bucket/models/learner.onnx', format: 'ONNX' };
    expect((await register({ modelId: 'learner', trainingRunId, artifact })).modelVersion).toMatchObject({
      trainedOn: [{ id: 'lessons@1' }, { id: 'lessons@2' }],
      artifact: { name: 'learner.onnx', uri: artifact.uri },
      createdBy: 'tester',
    });
    expect(
      (await register({ modelId: 'learner', trainingRunId, trainedOnIds: ['lessons@3'] })).modelVersion.trainedOn,
    ).toEqual([{ id: 'lessons@3' }]);
    const scheduled = await createRun({ start: false });
    expect(await register({ modelId: 'learner', trainingRunId: scheduled })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect(await register({ modelId: 'learner', trainingRunId: 'x' })).toMatchObject({
      __typename: 'NotFound',
      type: 'TrainingRun',
    });
    await quarantine('lessons@1');
    expect(await register({ modelId: 'learner', trainingRunId })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect(await review({ id: 'learner@1', approval: 'APPROVED' })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect((await review({ id: 'learner@1', approval: 'REJECTED' })).modelVersion.approval.state).toBe('REJECTED');
  });

  it('are made once for a key', async () => {
    await createModel({ id: 'keyed' });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => register({ modelId: 'keyed', idempotencyKey: 'k' })),
    );
    expect(answers.map(({ modelVersion }) => modelVersion.id)).toEqual(Array.from({ length: 5 }, () => 'keyed@1'));
    expect(await register({ modelId: 'crowd', idempotencyKey: 'k' })).toMatchObject({
      __typename: 'Conflict',
      reason: 'DUPLICATE',
    });
  });

  it('have signatures whose features and classes fit their tensors', async () => {
    await createModel({ id: 'signed' });
    const tensor = { name: 'x', datatype: 'FP32', shape: [-1, 2] };
    const signature = (input: object, more: object = {}) =>
      register({ modelId: 'signed', signature: { inputs: [{ ...tensor, ...input }], outputs: [tensor], ...more } });
    expect(await signature({ features: ['a', 'b'] }, { classes: ['no', 'yes'] })).toMatchObject({
      __typename: 'ModelVersionSuccess',
    });
    expect(await signature({ features: ['a'] })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['signature', 'inputs', '0', 'features'] }],
    });
    expect(await signature({ datatype: 'FLOAT' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['signature', 'inputs', '0', 'datatype'] }],
    });
    expect(await signature({}, { classes: ['one'] })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['signature', 'classes'] }],
    });
  });

  it('are reviewed by another than their maker where that is wanted', async () => {
    const strict = lineage.serverWith({ ...DEFAULT_SETTINGS, reviewOwn: false });
    await createModel({ id: 'judged' });
    await register({ modelId: 'judged' });
    expect(await review({ id: 'judged@1', approval: 'APPROVED' }, strict)).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect((await review({ id: 'judged@1', approval: 'APPROVED', comment: 'good' })).modelVersion.approval).toEqual({
      state: 'APPROVED',
      by: 'tester',
      comment: 'good',
    });
    expect((await review({ id: 'judged@1', approval: 'PENDING' })).modelVersion.approval).toMatchObject({
      state: 'PENDING',
      comment: null,
    });
    expect(await review({ id: 'judged@9', approval: 'PENDING' })).toMatchObject({
      __typename: 'NotFound',
      type: 'ModelVersion',
    });
    const history = await lineage.db
      .selectFrom('approval')
      .select('state')
      .where('modelVersionId', '=', 'judged@1')
      .orderBy('id')
      .execute();
    expect(history.map(({ state }) => state)).toEqual(['APPROVED', 'PENDING']);
  });
});
