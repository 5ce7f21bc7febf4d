import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { ask } from '../../../tests/setup/subgraph.ts';
import { createServer } from './server.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

let database: TestDatabase;
let lineage: ReturnType<typeof createServer>;

beforeAll(async () => {
  database = await createTestDatabase();
  lineage = createServer(database, pino({ level: 'silent' }));
});
afterAll(() => database.drop());

/** Runs one mutation field as it is written and answers its outcome. */
async function mutate(field: string, selection: string, variables: Record<string, unknown> = {}, server = lineage) {
  const declared = Object.entries(variables).map(([name, value]) => `$${name}: ${Object.keys(Object(value))[0]}!`);
  const values = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, Object.values(Object(value))[0]]),
  );
  const head = declared.length > 0 ? `(${declared.join(', ')})` : '';
  const failures =
    '... on NotFound { type id } ... on Conflict { message reason } ... on InvalidInput { issues { path message } }';
  const answer = await ask(
    server,
    `mutation ${head} { outcome: ${field} { __typename ${selection} ${failures} } }`,
    values,
  );
  expect(answer.errors).toBeUndefined();
  return answer.data.outcome;
}
const createModel = (input: object) =>
  mutate('createModel(input: $input)', '... on ModelSuccess { model { id name tags predictionTtlSeconds } }', {
    input: { CreateModelInput: input },
  });
const updateModel = (input: object) =>
  mutate('updateModel(input: $input)', '... on ModelSuccess { model { name tags description predictionTtlSeconds } }', {
    input: { UpdateModelInput: input },
  });
const createDataset = (input: object) =>
  mutate('createDataset(input: $input)', '... on DatasetSuccess { dataset { id name archivedAt } }', {
    input: { CreateDatasetInput: input },
  });
const addVersion = (input: object) =>
  mutate(
    'createDatasetVersion(input: $input)',
    '... on DatasetVersionSuccess { datasetVersion { id state derivedFrom { id } columns { name type nullable } producedBy { id } } }',
    { input: { CreateDatasetVersionInput: input } },
  );
const register = (input: object, server = lineage) =>
  mutate(
    'registerModelVersion(input: $input)',
    '... on ModelVersionSuccess { modelVersion { id number trainedOn { id } artifact { name uri } createdBy } }',
    { input: { RegisterModelVersionInput: input } },
    server,
  );
const review = (input: object, server = lineage) =>
  mutate(
    'reviewModelVersion(input: $input)',
    '... on ModelVersionSuccess { modelVersion { approval { state by comment } } }',
    { input: { ReviewModelVersionInput: input } },
    server,
  );
const setAlias = (modelId: string, alias: string, versionNumber: number) =>
  mutate('setModelAlias(input: $input)', '... on ModelVersionSuccess { modelVersion { id aliases } }', {
    input: { SetModelAliasInput: { modelId, alias, versionNumber } },
  });
const createRun = async (input: object) =>
  (
    await mutate('createTrainingRun(input: $input)', '... on TrainingRunSuccess { trainingRun { id } }', {
      input: { CreateTrainingRunInput: input },
    })
  ).trainingRun.id;
const digest = (byte: string) => `sha256:${byte.repeat(32)}`;

async function quarantine(id: string): Promise<void> {
  await database.db.insertInto('quarantine').values({ originId: id, reason: 'wrong', by: 'tester' }).execute();
  await database.db.insertInto('quarantineMark').values({ originId: id, versionId: id, distance: 0 }).execute();
}

describe('datasets', () => {
  it('are created, changed, archived and restored, each once in the audit', async () => {
    expect((await createDataset({ id: 'flowers' })).dataset).toEqual({
      id: 'flowers',
      name: 'flowers',
      archivedAt: null,
    });
    expect(await createDataset({ id: 'flowers' })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
    const update = (input: object) =>
      mutate('updateDataset(input: $input)', '... on DatasetSuccess { dataset { name description tags } }', {
        input: { UpdateDatasetInput: input },
      });
    await update({ id: 'flowers', name: 'Flowers', description: 'x', tags: ['a'] });
    expect((await update({ id: 'flowers', description: null, name: null })).dataset).toEqual({
      name: 'flowers',
      description: null,
      tags: ['a'],
    });
    await update({ id: 'flowers', tags: ['a'] });
    await mutate('archiveDataset(id: "flowers")', '');
    expect(await addVersion({ datasetId: 'flowers', digest: digest('00') })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    await mutate('restoreDataset(id: "flowers")', '');
    const events = await database.db
      .selectFrom('auditEvent')
      .select(['action', 'before', 'after'])
      .where('targetId', '=', 'flowers')
      .orderBy('at')
      .orderBy('id')
      .execute();
    expect(events.map(({ action }) => action)).toEqual([
      'createDataset',
      'updateDataset',
      'updateDataset',
      'archiveDataset',
      'restoreDataset',
    ]);
    expect(events[2]).toEqual({
      action: 'updateDataset',
      before: { name: 'Flowers', description: 'x' },
      after: { name: 'flowers', description: null },
    });
  });

  it('answer a repeated digest with the newest version, and count without gaps', async () => {
    await createDataset({ id: 'numbers' });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => addVersion({ datasetId: 'numbers', digest: digest('11') })),
    );
    expect(new Set(answers.map(({ datasetVersion }) => datasetVersion.id))).toEqual(new Set(['numbers@1']));
    expect(
      (
        await addVersion({
          datasetId: 'numbers',
          digest: digest('22'),
          columns: [{ name: 'a', type: 'int64' }],
          derivedFromIds: ['numbers@1'],
        })
      ).datasetVersion,
    ).toMatchObject({
      id: 'numbers@2',
      state: 'ACTIVE',
      derivedFrom: [{ id: 'numbers@1' }],
      columns: [{ name: 'a', type: 'int64', nullable: null }],
    });
    expect((await addVersion({ datasetId: 'numbers', digest: digest('11') })).datasetVersion.id).toBe('numbers@3');
    expect(await addVersion({ datasetId: 'nobody', digest: digest('11') })).toMatchObject({
      __typename: 'NotFound',
      type: 'Dataset',
    });
    expect(await addVersion({ datasetId: 'numbers', digest: 'abc' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['digest'] }],
    });
    expect(
      await addVersion({ datasetId: 'numbers', digest: digest('33'), derivedFromIds: ['numbers@9'] }),
    ).toMatchObject({ __typename: 'NotFound', type: 'DatasetVersion' });
  });

  it('refuse what derives from quarantined data, and mark what a run wrote that had read it', async () => {
    await createDataset({ id: 'source' });
    await createDataset({ id: 'predictions' });
    await addVersion({ datasetId: 'source', digest: digest('44') });
    const run = await createRun({ datasetId: 'source' });
    await quarantine('source@1');
    expect(
      await addVersion({ datasetId: 'predictions', digest: digest('55'), derivedFromIds: ['source@1'] }),
    ).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    const written = await addVersion({ datasetId: 'predictions', digest: `run:${run}`, producedByRunId: run });
    expect(written.datasetVersion).toMatchObject({
      id: 'predictions@1',
      state: 'QUARANTINED',
      producedBy: { id: run },
      derivedFrom: [{ id: 'source@1' }],
    });
    const { data } = await ask(lineage, '{ dataset(id: "predictions") { currentVersion { id } } }');
    expect(data.dataset.currentVersion).toBeNull();
  });
});

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
    await database.db
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
    expect(await mutate('archiveModel(id: "shelf")', '')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    await database.db
      .updateTable('deployment')
      .set({ status: 'FAILED', endedAt: new Date() })
      .where('id', '=', id)
      .execute();
    expect(await mutate('archiveModel(id: "shelf")', '')).toMatchObject({ __typename: 'ModelSuccess' });
    expect(await register({ modelId: 'shelf' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await setAlias('shelf', 'champion', 1)).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    await mutate('restoreModel(id: "shelf")', '');
    expect((await register({ modelId: 'shelf' })).modelVersion.number).toBe(2);
  });
});

it('says of an id that no store can hold that it does not fit', async () => {
  for (const field of ['archiveDataset', 'archiveModel', 'archiveRunGroup', 'startTrainingRun', 'retireDeployment']) {
    expect(await mutate(`${field}(id: $id)`, '', { id: { ID: 'a\u0000b' } })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['id'] }],
    });
    expect(await mutate(`${field}(id: $id)`, '', { id: { ID: 'nobody' } })).toMatchObject({ __typename: 'NotFound' });
  }
});

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
    const strict = createServer(database, pino({ level: 'silent' }), { ...DEFAULT_SETTINGS, reviewOwn: false });
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
    const history = await database.db
      .selectFrom('approval')
      .select('state')
      .where('modelVersionId', '=', 'judged@1')
      .orderBy('id')
      .execute();
    expect(history.map(({ state }) => state)).toEqual(['APPROVED', 'PENDING']);
  });
});

describe('an alias', () => {
  it('names one version at a time and keeps its history', async () => {
    await createModel({ id: 'named' });
    for (let count = 0; count < 3; count++) await register({ modelId: 'named' });
    await Promise.all([1, 2, 3, 1, 2, 3].map((number) => setAlias('named', 'champion', number)));
    expect((await setAlias('named', 'champion', 2)).modelVersion).toEqual({ id: 'named@2', aliases: ['champion'] });
    await mutate('deleteModelAlias(modelId: "named", alias: "champion")', '');
    expect(await mutate('deleteModelAlias(modelId: "named", alias: "champion")', '')).toMatchObject({
      __typename: 'NotFound',
      type: 'ModelAlias',
    });
    const { data } = await ask(
      lineage,
      '{ model(id: "named") { aliases { name } aliasHistory { nodes { alias by from { id } to { id } } totalCount } } }',
    );
    const { nodes, totalCount } = data.model.aliasHistory;
    expect(data.model.aliases).toEqual([]);
    expect(nodes).toHaveLength(totalCount);
    expect(nodes[0]).toEqual({ alias: 'champion', by: 'tester', from: { id: 'named@2' }, to: null });
    expect(nodes.at(-1).from).toBeNull();
    for (let index = 1; index < nodes.length; index++) expect(nodes[index - 1].from).toEqual(nodes[index].to);
  });

  it('is none of the reserved names, and its version is there', async () => {
    await createModel({ id: 'strict' });
    await register({ modelId: 'strict' });
    for (const alias of ['latest', 'v1', '7', '', 'a b', 'chаmpion', 'x'.repeat(101)]) {
      expect(await setAlias('strict', alias, 1)).toMatchObject({
        __typename: 'InvalidInput',
        issues: [{ path: ['alias'] }],
      });
    }
    expect(await setAlias('strict', 'champion', 2)).toMatchObject({
      __typename: 'NotFound',
      type: 'ModelVersion',
      id: 'strict@2',
    });
    expect(await setAlias('nobody', 'champion', 1)).toMatchObject({ __typename: 'NotFound', type: 'Model' });
  });
});
