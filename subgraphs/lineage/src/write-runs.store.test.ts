import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { ask } from '../../../tests/setup/subgraph.ts';
import { createServer } from './server.ts';

let database: TestDatabase;
let lineage: ReturnType<typeof createServer>;

beforeAll(async () => {
  database = await createTestDatabase();
  lineage = createServer(database, pino({ level: 'silent' }));
  const { db } = database;
  await db
    .insertInto('model')
    .values(['m', 'm2'].map((id) => ({ id, name: id })))
    .execute();
  await db.insertInto('model').values({ id: 'old', name: 'old', archivedAt: new Date() }).execute();
  await db
    .insertInto('dataset')
    .values([
      { id: 'd', name: 'd' },
      { id: 'empty', name: 'empty' },
    ])
    .execute();
  const versions = [1, 2].map((number) => ({
    id: `d@${number}`,
    datasetId: 'd',
    number,
    digest: `sha256:0${number}`,
    columns: '[]',
  }));
  await db.insertInto('datasetVersion').values(versions).execute();
});
afterAll(() => database.drop());

const FAILURE =
  '... on NotFound { message type id } ... on Conflict { message reason } ... on InvalidInput { message issues { path message } }';

/** Runs one mutation and answers its outcome. */
async function mutate(field: string, type: string, input: unknown, selection = 'trainingRun { id status }') {
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ... on ${success(field)} { ${selection} } ${FAILURE} } }`;
  const { data, errors } = await ask(lineage, query, { input });
  expect(errors).toBeUndefined();
  return data[field];
}
const success = (field: string) =>
  field === 'registerTrainingRun'
    ? 'RegisterTrainingRunSuccess'
    : field === 'defineMetric'
      ? 'MetricDefinitionSuccess'
      : field.endsWith('RunGroup')
        ? 'RunGroupSuccess'
        : 'TrainingRunSuccess';

async function byId(field: string, id: string, selection = 'trainingRun { id status endedAt }') {
  const { data, errors } = await ask(
    lineage,
    `mutation ($id: ID!) { ${field}(id: $id) { __typename ... on ${success(field)} { ${selection} } ${FAILURE} } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  return data[field];
}

async function createRun(input: object = {}): Promise<string> {
  const { trainingRun } = await mutate('createTrainingRun', 'CreateTrainingRunInput', input);
  return trainingRun.id;
}
const finish = (runId: string, status: string, more: object = {}) =>
  mutate(
    'finishTrainingRun',
    'FinishTrainingRunInput',
    { runId, status, ...more },
    'trainingRun { id status endedAt metric(name: "accuracy") }',
  );
const log = (runId: string, points: object[]) =>
  mutate('logMetrics', 'LogMetricsInput', { runId, points }, 'trainingRun { metrics { name value nonFinite step } }');
const countPoints = async (runId: string) =>
  (await database.db.selectFrom('metricPoint').select('step').where('runId', '=', runId).execute()).length;
const versionOf = async (copy: string) =>
  (await database.db.selectFrom('syncCopy').select('version').where('copy', '=', copy).executeTakeFirst())?.version ??
  0;

describe('a new run', () => {
  it('reads the current version of a dataset, then what was named, and waits to be copied', async () => {
    const answer = await mutate(
      'createTrainingRun',
      'CreateTrainingRunInput',
      {
        modelId: 'm',
        datasetId: 'd',
        inputs: [{ datasetVersionId: 'd@1', role: 'TEST' }],
        parameters: [{ name: 'learning_rate', value: '1e-3' }],
        tags: ['a', 'a', 'b'],
      },
      'trainingRun { id status startedAt createdBy tags configSync datasetVersion { id } model { id } inputs { role datasetVersion { id } } parameters { name value } }',
    );
    expect(answer).toMatchObject({
      __typename: 'TrainingRunSuccess',
      trainingRun: {
        status: 'RUNNING',
        createdBy: 'tester',
        tags: ['a', 'b'],
        configSync: 'PENDING',
        datasetVersion: { id: 'd@2' },
        model: { id: 'm' },
        inputs: [
          { role: 'TRAINING', datasetVersion: { id: 'd@2' } },
          { role: 'TEST', datasetVersion: { id: 'd@1' } },
        ],
        parameters: [{ name: 'learning_rate', value: '1e-3' }],
      },
    });
    const { id } = answer.trainingRun;
    const events = await database.db.selectFrom('auditEvent').selectAll().where('targetId', '=', id).execute();
    expect(events).toMatchObject([
      {
        actor: 'tester',
        action: 'createTrainingRun',
        targetType: 'TrainingRun',
        before: null,
        after: { status: 'RUNNING', modelId: 'm' },
      },
    ]);
    await database.db.updateTable('syncCopy').set({ delivered: 1 }).where('copy', '=', `experiment:${id}`).execute();
    const { data } = await ask(lineage, `{ trainingRun(id: "${id}") { configSync } }`);
    expect(data.trainingRun.configSync).toBe('SYNCED');
  });

  it('is refused where what it names is missing, archived, quarantined or there already', async () => {
    const create = (input: object) => mutate('createTrainingRun', 'CreateTrainingRunInput', input);
    const id = await createRun();
    const { db } = database;
    await db.insertInto('dataset').values({ id: 'bad', name: 'bad' }).execute();
    await db
      .insertInto('datasetVersion')
      .values({ id: 'bad@1', datasetId: 'bad', number: 1, digest: 'sha256:ff', columns: '[]' })
      .execute();
    await db.insertInto('quarantine').values({ originId: 'bad@1', reason: 'wrong', by: 'tester' }).execute();
    await db.insertInto('quarantineMark').values({ originId: 'bad@1', versionId: 'bad@1', distance: 0 }).execute();
    expect(await create({ modelId: 'nobody' })).toMatchObject({ __typename: 'NotFound', type: 'Model', id: 'nobody' });
    expect(await create({ groupId: 'nobody' })).toMatchObject({ __typename: 'NotFound', type: 'RunGroup' });
    expect(await create({ datasetId: 'nobody' })).toMatchObject({ __typename: 'NotFound', type: 'Dataset' });
    expect(await create({ inputs: [{ datasetVersionId: 'd@9' }] })).toMatchObject({
      __typename: 'NotFound',
      type: 'DatasetVersion',
      id: 'd@9',
    });
    expect(await create({ parentId: 'x' })).toMatchObject({ __typename: 'NotFound', type: 'TrainingRun' });
    expect(await create({ modelId: 'old' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await create({ datasetId: 'empty' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await create({ datasetId: 'bad' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await create({ inputs: [{ datasetVersionId: 'bad@1' }] })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect(await create({ id })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
  });

  it('creates model and group where that is wanted, all or nothing', async () => {
    const input = {
      modelId: 'new-model',
      groupId: 'new-group',
      createMissing: true,
      inputs: [{ datasetVersionId: 'd@9' }],
    };
    expect(await mutate('createTrainingRun', 'CreateTrainingRunInput', input)).toMatchObject({
      __typename: 'NotFound',
    });
    expect((await ask(lineage, '{ model(id: "new-model") { id } }')).data.model).toBeNull();
    const answer = await mutate(
      'createTrainingRun',
      'CreateTrainingRunInput',
      { ...input, inputs: [] },
      'trainingRun { model { name } group { name } }',
    );
    expect(answer.trainingRun).toEqual({ model: { name: 'new-model' }, group: { name: 'new-group' } });
  });

  it('is made once for a key, however many calls overlap', async () => {
    const input = { modelId: 'm', idempotencyKey: 'once', config: { learning_rate: 0.1, nested: { batchSize: 3 } } };
    const register = (more: object = {}) =>
      mutate('registerTrainingRun', 'RegisterTrainingRunInput', { ...input, ...more }, 'created trainingRun { id }');
    const answers = await Promise.all(Array.from({ length: 8 }, () => register()));
    expect(new Set(answers.map(({ trainingRun }) => trainingRun.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(await register({ modelId: 'm2' })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
    const config = database.db.selectFrom('runConfig').select('config').where('runId', '=', answers[0].trainingRun.id);
    expect(await config.executeTakeFirst()).toEqual({ config: input.config });
  });

  it('says where an input does not fit', async () => {
    const cases: [object, string[]][] = [
      [{ id: 'no-uuid' }, ['id']],
      [{ modelId: 'Fraud' }, ['modelId']],
      [{ modelId: 'frаud' }, ['modelId']],
      [{ name: 'x'.repeat(10_000_000) }, ['name']],
      [{ name: 'a\u0000b' }, ['name']],
      [{ name: '\ud800' }, ['name']],
      [{ framework: ' ' }, ['framework']],
      [{ tags: ['ok', 'a\u0000'] }, ['tags', '1']],
      [{ parameters: [{ name: 'p', value: '\u0000' }] }, ['parameters', '0', 'value']],
      [{ start: false, startedAt: '2026-01-01T00:00:00Z' }, ['startedAt']],
    ];
    for (const [input, path] of cases) {
      const answer = await mutate('createTrainingRun', 'CreateTrainingRunInput', input);
      expect(answer).toMatchObject({ __typename: 'InvalidInput', issues: [{ path }] });
    }
    const config = { a: ['\u0000'] };
    expect(await mutate('registerTrainingRun', 'RegisterTrainingRunInput', { config })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['config'] }],
    });
  });
});

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
    const actions = await database.db
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
    const update = (input: object) =>
      mutate('updateTrainingRun', 'UpdateTrainingRunInput', input, 'trainingRun { name model { id } }');
    const id = await createRun({ name: 'first' });
    expect((await update({ id, modelId: 'm' })).trainingRun).toEqual({ name: 'first', model: { id: 'm' } });
    expect((await update({ id, modelId: 'm', name: null })).trainingRun).toEqual({ name: null, model: { id: 'm' } });
    expect(await update({ id, modelId: 'm2' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await update({ id, modelId: null })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
  });

  it('moves its experiment and its boards when it ends, and when points follow', async () => {
    const id = await createRun({ modelId: 'm', datasetId: 'd' });
    const copies = ['board:accuracy::m', 'board:accuracy:d:m', `experiment:${id}`, 'board:unknown::m'];
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
});

it('is moved, archived and given versions at the same time without a wait that never ends', async () => {
  await mutate('createRunGroup', 'CreateRunGroupInput', { id: 'busy' }, 'runGroup { id }');
  const ids = await Promise.all(Array.from({ length: 6 }, () => createRun({ groupId: 'busy' })));
  const move = (id: string) =>
    mutate('updateTrainingRun', 'UpdateTrainingRunInput', { id, modelId: 'm', groupId: 'busy', name: 'moved' });
  const register = (id: string) =>
    ask(
      lineage,
      'mutation ($id: ID!) { registerModelVersion(input: { modelId: "m", trainingRunId: $id }) { __typename } }',
      { id },
    );
  await Promise.all([
    ...ids.flatMap((id) => [move(id), register(id), log(id, [{ name: 'loss', value: 1, step: 1 }])]),
    byId('archiveRunGroup', 'busy', 'runGroup { id }'),
    byId('restoreRunGroup', 'busy', 'runGroup { id }'),
  ]);
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(database.db);
  expect(rows).toEqual([{ deadlocks: 0 }]);
});

describe('metric points', () => {
  it('keep the last of the highest step as the metric, NaN and infinities included', async () => {
    const id = await createRun();
    const answer = await log(id, [
      { name: 'loss', value: 3, step: 2 },
      { name: 'loss', value: 1, step: 10 },
      { name: 'loss', value: 2, step: 5 },
      { name: 'grad', nonFinite: 'POSITIVE_INFINITY', step: 1 },
    ]);
    expect(answer.trainingRun.metrics).toEqual([
      { name: 'grad', value: null, nonFinite: 'POSITIVE_INFINITY', step: 1 },
      { name: 'loss', value: 1, nonFinite: null, step: 10 },
    ]);
    const later = await log(id, [
      { name: 'loss', value: 9, step: 3 },
      { name: 'loss', nonFinite: 'NAN' },
    ]);
    expect(later.trainingRun.metrics[1]).toEqual({ name: 'loss', value: null, nonFinite: 'NAN', step: 10 });
    const { data } = await ask(
      lineage,
      `{ trainingRun(id: "${id}") { metricPoints(name: "loss", direction: DESC, first: 2) { nodes { step value nonFinite } totalCount pageInfo { hasNextPage } } } }`,
    );
    expect(data.trainingRun.metricPoints).toEqual({
      nodes: [
        { step: 10, value: null, nonFinite: 'NAN' },
        { step: 10, value: 1, nonFinite: null },
      ],
      totalCount: 5,
      pageInfo: { hasNextPage: true },
    });
  });

  it('are stored once, however often and at however many times at once they come', async () => {
    const id = await createRun();
    const points = Array.from({ length: 1_000 }, (_, step) => ({ name: 'loss', value: step / 7, step }));
    database.statements.length = 0;
    await log(id, points);
    // Begin, lock, store and commit.
    expect(database.statements.filter((statement) => statement.includes('metric_point'))).toHaveLength(1);
    await Promise.all(Array.from({ length: 5 }, () => log(id, points)));
    expect(await countPoints(id)).toBe(1_000);
    const timed = points.slice(0, 3).map((point) => ({ ...point, name: 'timed', at: '2026-01-01T00:00:00.000Z' }));
    await Promise.all([log(id, timed), log(id, timed)]);
    await log(
      id,
      timed.map((point) => ({ ...point, value: 5 })),
    );
    const { data } = await ask(
      lineage,
      `{ trainingRun(id: "${id}") { metricPoints(name: "timed") { nodes { value } } } }`,
    );
    expect(data.trainingRun.metricPoints.nodes).toEqual([{ value: 5 }, { value: 5 }, { value: 5 }]);
  });

  it('of one call and place count by the later one', async () => {
    const id = await createRun();
    const answer = await log(id, [
      { name: 'loss', value: 1, step: 1 },
      { name: 'loss', value: 2, step: 1 },
    ]);
    expect(answer.trainingRun.metrics).toMatchObject([{ value: 2 }]);
    expect(await countPoints(id)).toBe(1);
  });

  it('without a step join the last one of their metric', async () => {
    const id = await createRun();
    await log(id, [{ name: 'loss', value: 1 }]);
    await log(id, [{ name: 'loss', value: 2, step: 7 }]);
    const answer = await log(id, [{ name: 'loss', value: 3 }]);
    expect(answer.trainingRun.metrics).toMatchObject([{ step: 7, value: 3 }]);
  });

  it('that do not fit are refused as a whole', async () => {
    const id = await createRun();
    const bad = [
      { name: 'a' },
      { name: 'a', value: 1, nonFinite: 'NAN' },
      { name: '', value: 1 },
      { name: 'a\u0000', value: 1 },
      { name: 'x'.repeat(300), value: 1 },
    ];
    for (const point of bad)
      expect(await log(id, [{ name: 'ok', value: 1 }, point])).toMatchObject({ __typename: 'InvalidInput' });
    const many = Array.from({ length: 1_001 }, (_, step) => ({ name: 'a', value: 1, step }));
    expect(await log(id, many)).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: ['points'] }] });
    expect(await log('00000000-0000-7000-8000-000000000000', [])).toMatchObject({ __typename: 'NotFound' });
    expect(await countPoints(id)).toBe(0);
  });
});

describe('what a run keeps', () => {
  it('holds parameters to their first value', async () => {
    const id = await createRun();
    const set = (parameters: object[]) =>
      mutate(
        'logParameters',
        'LogParametersInput',
        { runId: id, parameters },
        'trainingRun { parameters { name value } }',
      );
    await set([{ name: 'lr', value: '0.1' }]);
    expect(
      (
        await set([
          { name: 'lr', value: '0.1' },
          { name: 'depth', value: '1e999' },
        ])
      ).trainingRun.parameters,
    ).toEqual([
      { name: 'depth', value: '1e999' },
      { name: 'lr', value: '0.1' },
    ]);
    expect(
      await set([
        { name: 'lr', value: '0.2' },
        { name: 'new', value: '1' },
      ]),
    ).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    const { data } = await ask(lineage, `{ trainingRun(id: "${id}") { parameters { name } } }`);
    expect(data.trainingRun.parameters).toHaveLength(2);
  });

  it('replaces an artifact of the same name and lists folders', async () => {
    const runId = await createRun();
    const selection =
      'trainingRun { artifacts { nodes { name uri } totalCount } model: artifacts(under: "model/") { nodes { name } totalCount } }';
    const put = (artifact: object) =>
      mutate('logArtifact', 'LogArtifactInput', { runId, artifact: { format: 'OTHER', ...artifact } }, selection);
    await put({ name: 'model/a.bin', uri: 's3://bucket/one' });
    await put({ uri: 's3://bucket/plots/roc.png?v=1' });
    expect((await put({ name: 'model/a.bin', uri: 's3://bucket/two' })).trainingRun).toEqual({
      artifacts: {
        nodes: [
          { name: 'model/a.bin', uri: 's3://bucket/two' },
          { name: 'roc.png', uri: 's3://bucket/plots/roc.png?v=1' },
        ],
        totalCount: 2,
      },
      model: { nodes: [{ name: 'model/a.bin' }], totalCount: 1 },
    });
    expect(await put({ uri: 'javascript:alert(1)' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['artifact', 'uri'] }],
    });
    expect(await put({ uri: 'gridfs:abc' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['artifact', 'sha256'] }],
    });
  });
});

describe('archiving', () => {
  const setArchived = async (field: string, ids: string[]) => {
    const { data } = await ask(
      lineage,
      `mutation ($ids: [ID!]!) { ${field}(ids: $ids) { __typename ... on TrainingRunsSuccess { trainingRuns { id archivedAt } } ${FAILURE} } }`,
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
    await mutate('createRunGroup', 'CreateRunGroupInput', { id: 'sweep' }, 'runGroup { name }');
    const [with_, before] = [await createRun({ groupId: 'sweep' }), await createRun({ groupId: 'sweep' })];
    await setArchived('archiveTrainingRuns', [before]);
    const selection = 'runGroup { archivedAt trainingRuns { nodes { id } } }';
    expect((await byId('archiveRunGroup', 'sweep', selection)).runGroup.trainingRuns.nodes).toEqual([]);
    expect(await mutate('createTrainingRun', 'CreateTrainingRunInput', { groupId: 'sweep' })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect((await byId('restoreRunGroup', 'sweep', selection)).runGroup).toEqual({
      archivedAt: null,
      trainingRuns: { nodes: [{ id: with_ }] },
    });
  });

  it('keeps names of groups apart', async () => {
    const create = (input: object) => mutate('createRunGroup', 'CreateRunGroupInput', input, 'runGroup { id name }');
    await create({ id: 'g1', name: 'One' });
    expect(await create({ id: 'g1' })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
    expect(await create({ id: 'g2', name: 'One' })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
    const update = await mutate(
      'updateRunGroup',
      'UpdateRunGroupInput',
      { id: 'g1', name: null, description: 'x' },
      'runGroup { name description }',
    );
    expect(update.runGroup).toEqual({ name: 'g1', description: 'x' });
  });
});

it('turns a metric around, with all its boards', async () => {
  const id = await createRun({ modelId: 'm2', datasetId: 'd' });
  await finish(id, 'COMPLETED', { metrics: [{ name: 'recall', value: 1 }] });
  const define = (input: object) => mutate('defineMetric', 'DefineMetricInput', input, 'metricDefinition { id goal }');
  expect((await define({ name: 'recall', goal: 'MAXIMIZE' })).metricDefinition).toEqual({
    id: 'recall',
    goal: 'MAXIMIZE',
  });
  const first = await versionOf('board:recall:d:m2');
  await define({ name: 'recall', goal: 'MAXIMIZE', unit: '%' });
  expect(await versionOf('board:recall:d:m2')).toBe(first);
  await define({ name: 'recall', goal: 'MINIMIZE' });
  expect(await versionOf('board:recall:d:m2')).toBe(first + 1);
  for (const name of ['a:b', 'x_own'])
    expect(await define({ name, goal: 'MAXIMIZE' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['name'] }],
    });
});
