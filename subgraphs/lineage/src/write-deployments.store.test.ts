import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { ask } from '../../../tests/setup/subgraph.ts';
import { createServer } from './server.ts';

let database: TestDatabase;
let lineage: ReturnType<typeof createServer>;

beforeAll(async () => {
  database = await createTestDatabase();
  lineage = createServer(database, pino({ level: 'silent' }));
});
afterAll(() => database.drop());

const DEPLOYMENT = 'deployment { id status trafficPercent servingSync replaces { id } }';

async function mutate(
  field: string,
  type: string,
  input: unknown,
  success = `... on DeploymentSuccess { ${DEPLOYMENT} }`,
) {
  const failures =
    '... on NotFound { type id } ... on Conflict { message reason } ... on InvalidInput { issues { path message } }';
  const query = `mutation ($input: ${type}!) { outcome: ${field}(input: $input) { __typename ${success} ${failures} } }`;
  const { data, errors } = await ask(lineage, query, { input });
  expect(errors).toBeUndefined();
  return data.outcome;
}
const deploy = (version: string, more: object = {}) =>
  mutate('deployModelVersion', 'DeployModelVersionInput', { modelVersionId: version, environment: 'staging', ...more });
const deployed = async (version: string, more: object = {}): Promise<string> =>
  (await deploy(version, more)).deployment.id;
const rollback = (id: string) => mutate('rollbackDeployment', 'RollbackDeploymentInput', { id, reason: 'bad' });
const report = (id: string, status: string) => mutate('reportDeployment', 'ReportDeploymentInput', { id, status });
const setTraffic = (modelId: string, shares: object[]) =>
  mutate(
    'setTraffic',
    'SetTrafficInput',
    { modelId, environment: 'staging', shares },
    '... on SetTrafficSuccess { deployments { id trafficPercent status } }',
  );
async function retire(id: string) {
  const { data } = await ask(
    lineage,
    `mutation { outcome: retireDeployment(id: "${id}") { __typename ... on DeploymentSuccess { ${DEPLOYMENT} } ... on Conflict { reason } } }`,
  );
  return data.outcome;
}

/** A model with so many imported versions. */
async function createModel(id: string, versions: number): Promise<void> {
  await database.db.insertInto('model').values({ id, name: id, lastNumber: versions }).execute();
  const rows = Array.from({ length: versions }, (_, index) => ({
    id: `${id}@${index + 1}`,
    modelId: id,
    number: index + 1,
    createdBy: 'tester',
  }));
  await database.db.insertInto('modelVersion').values(rows).execute();
}

/** What each version of a model holds in staging, the newest deployment first. */
async function sharesOf(modelId: string): Promise<string[]> {
  const rows = await database.db
    .selectFrom('deployment')
    .selectAll()
    .where('modelId', '=', modelId)
    .orderBy('deployedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => `${row.modelVersionId} ${row.status} ${row.trafficPercent}`);
}

describe('a deployment', () => {
  it('takes its share, and the others shrink in proportion', async () => {
    await createModel('canary', 4);
    expect((await deploy('canary@1', { trafficPercent: 10 })).deployment).toMatchObject({
      status: 'LIVE',
      trafficPercent: 100,
      servingSync: 'PENDING',
    });
    await deploy('canary@2', { trafficPercent: 30 });
    await deploy('canary@3', { trafficPercent: 50 });
    expect(await sharesOf('canary')).toEqual(['canary@3 LIVE 50', 'canary@2 LIVE 15', 'canary@1 LIVE 35']);
    await deploy('canary@4');
    expect(await sharesOf('canary')).toEqual([
      'canary@4 LIVE 100',
      'canary@3 RETIRED 0',
      'canary@2 RETIRED 0',
      'canary@1 RETIRED 0',
    ]);
  });

  it('adds up to 100 while many deploy at once', async () => {
    await createModel('rush', 12);
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => deploy(`rush@${index + 1}`, { trafficPercent: 7 * index })),
    );
    const rows = await database.db.selectFrom('deployment').selectAll().where('modelId', '=', 'rush').execute();
    expect(rows).toHaveLength(12);
    expect(rows.reduce((sum, row) => sum + row.trafficPercent, 0)).toBe(100);
    const answers = await Promise.all([deploy('rush@1'), deploy('rush@1')]);
    expect(answers.filter(({ __typename }) => __typename === 'Conflict').length).toBeGreaterThan(0);
  });

  it('is refused for what may not be deployed there', async () => {
    await createModel('refused', 2);
    const { db } = database;
    const first = await deployed('refused@1');
    expect(await deploy('refused@1')).toMatchObject({
      __typename: 'Conflict',
      reason: 'DUPLICATE',
      message: expect.stringContaining(first),
    });
    expect(await deploy('refused@1', { environment: 'production' })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect(await deploy('refused@1', { environment: 'moon' })).toMatchObject({
      __typename: 'NotFound',
      type: 'Environment',
      id: 'moon',
    });
    expect(await deploy('refused@9')).toMatchObject({ __typename: 'NotFound', type: 'ModelVersion' });
    expect(await deploy('nobody@1')).toMatchObject({ __typename: 'NotFound' });
    expect(await deploy('refused@2', { trafficPercent: 101 })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['trafficPercent'] }],
    });
    expect(await deploy('refused@2', { endpointUrl: 'javascript:1' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['endpointUrl'] }],
    });
    await db.updateTable('modelVersion').set({ approval: 'APPROVED' }).where('id', '=', 'refused@1').execute();
    expect(await deploy('refused@1', { environment: 'production' })).toMatchObject({ __typename: 'DeploymentSuccess' });
    await db.updateTable('modelVersion').set({ approval: 'REJECTED' }).where('id', '=', 'refused@2').execute();
    expect(await deploy('refused@2')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    const runId = '00000000-0000-7000-8000-0000000000aa';
    await db
      .insertInto('run')
      .values({ id: runId, status: 'RUNNING', startedAt: new Date(), createdBy: 'tester' })
      .execute();
    await db.updateTable('modelVersion').set({ approval: 'PENDING', runId }).where('id', '=', 'refused@2').execute();
    expect(await deploy('refused@2')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    await db.updateTable('run').set({ status: 'COMPLETED', endedAt: new Date() }).where('id', '=', runId).execute();
    await db.insertInto('dataset').values({ id: 'spoiled', name: 'spoiled' }).execute();
    await db
      .insertInto('datasetVersion')
      .values({ id: 'spoiled@1', datasetId: 'spoiled', number: 1, digest: 'sha256:00', columns: '[]' })
      .execute();
    await db
      .insertInto('modelVersionDataset')
      .values({ modelVersionId: 'refused@2', datasetVersionId: 'spoiled@1' })
      .execute();
    await db.insertInto('quarantine').values({ originId: 'spoiled@1', reason: 'bad', by: 'tester' }).execute();
    await db
      .insertInto('quarantineMark')
      .values({ originId: 'spoiled@1', versionId: 'spoiled@1', distance: 0 })
      .execute();
    expect(await deploy('refused@2')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
  });

  it('keeps its history and stands in the audit', async () => {
    await createModel('history', 2);
    const id = await deployed('history@1', { reason: 'first' });
    await deployed('history@2', { trafficPercent: 20, reason: 'canary' });
    const { data } = await ask(
      lineage,
      `{ deployment(id: "${id}") { history { nodes { status trafficPercent reason by } totalCount } } }`,
    );
    expect(data.deployment.history).toEqual({
      nodes: [
        { status: 'LIVE', trafficPercent: 80, reason: 'canary', by: 'tester' },
        { status: 'LIVE', trafficPercent: 100, reason: 'first', by: 'tester' },
        { status: 'PENDING', trafficPercent: 0, reason: 'first', by: 'tester' },
      ],
      totalCount: 3,
    });
    const events = await database.db
      .selectFrom('auditEvent')
      .select(['action', 'before', 'after'])
      .where('targetId', '=', id)
      .orderBy('id')
      .execute();
    expect(events.at(-1)).toEqual({
      action: 'deployModelVersion',
      before: { trafficPercent: 100 },
      after: { trafficPercent: 80 },
    });
  });
});

describe('traffic', () => {
  it('is split by hand among LIVE deployments; one left out stays warm', async () => {
    await createModel('split', 3);
    const ids = [
      await deployed('split@1'),
      await deployed('split@2', { trafficPercent: 50 }),
      await deployed('split@3', { trafficPercent: 0 }),
    ];
    const share = (index: number, percent: number) => ({ deploymentId: ids[index], percent });
    const answer = await setTraffic('split', [share(0, 90), share(2, 10)]);
    expect(answer.deployments).toHaveLength(3);
    expect(await sharesOf('split')).toEqual(['split@3 LIVE 10', 'split@2 LIVE 0', 'split@1 LIVE 90']);
    for (const shares of [[share(0, 90)], [share(0, 50), share(0, 50)], [share(0, 101), share(1, -1)]]) {
      expect(await setTraffic('split', shares)).toMatchObject({ __typename: 'InvalidInput' });
    }
    await createModel('stranger', 1);
    expect(await setTraffic('stranger', [share(0, 100)])).toMatchObject({ __typename: 'NotFound', type: 'Deployment' });
    await retire(String(ids[1]));
    expect(await setTraffic('split', [share(1, 100)])).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
  });

  it('goes back to the others when one retires, or to the newest where all stand at 0', async () => {
    await createModel('leaving', 3);
    const ids = [
      await deployed('leaving@1'),
      await deployed('leaving@2', { trafficPercent: 0 }),
      await deployed('leaving@3', { trafficPercent: 0 }),
    ];
    await retire(String(ids[0]));
    expect(await sharesOf('leaving')).toEqual(['leaving@3 LIVE 100', 'leaving@2 LIVE 0', 'leaving@1 RETIRED 0']);
    expect((await retire(String(ids[0]))).deployment.status).toBe('RETIRED');
    await retire(String(ids[2]));
    await retire(String(ids[1]));
    expect(await sharesOf('leaving')).toEqual(['leaving@3 RETIRED 0', 'leaving@2 RETIRED 0', 'leaving@1 RETIRED 0']);
  });
});

describe('a rollback', () => {
  it('gives the share of the bad one to the last good version', async () => {
    await createModel('back', 3);
    await deployed('back@1');
    await deployed('back@2');
    const bad = await deployed('back@3');
    const { data } = await ask(lineage, `{ deployment(id: "${bad}") { rollbackTarget { modelVersion { id } } } }`);
    expect(data.deployment.rollbackTarget.modelVersion.id).toBe('back@2');
    const answer = await rollback(bad);
    expect(answer.deployment).toMatchObject({ status: 'LIVE', trafficPercent: 100, replaces: { id: bad } });
    expect(await rollback(bad)).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect((await rollback(answer.deployment.id)).deployment.status).toBe('LIVE');
    expect(await sharesOf('back')).toEqual([
      'back@1 LIVE 100',
      'back@2 ROLLED_BACK 0',
      'back@3 ROLLED_BACK 0',
      'back@2 RETIRED 0',
      'back@1 RETIRED 0',
    ]);
    const [last] = await database.db
      .selectFrom('deployment')
      .select('id')
      .where('modelId', '=', 'back')
      .where('status', '=', 'LIVE')
      .execute();
    expect(await rollback(String(last?.id))).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
  });

  it('to a version that is LIVE moves shares only', async () => {
    await createModel('moving', 3);
    const good = await deployed('moving@1');
    await deployed('moving@2', { trafficPercent: 20 });
    const bad = await deployed('moving@3', { trafficPercent: 50 });
    await database.db.updateTable('modelVersion').set({ approval: 'REJECTED' }).where('id', '=', 'moving@2').execute();
    expect((await rollback(bad)).deployment).toMatchObject({ id: good, trafficPercent: 90 });
    expect(await sharesOf('moving')).toEqual(['moving@3 ROLLED_BACK 0', 'moving@2 LIVE 10', 'moving@1 LIVE 90']);
  });

  it('leaves the bad one LIVE until an endpoint elsewhere has taken over', async () => {
    await createModel('elsewhere', 2);
    const endpointUrl = 'https://models.example.com/v1';
    const good = await deployed('elsewhere@1', { endpointUrl });
    expect((await report(good, 'LIVE')).deployment).toMatchObject({ status: 'LIVE', trafficPercent: 100 });
    const bad = await deployed('elsewhere@2');
    const pending = await rollback(bad);
    expect(pending.deployment).toMatchObject({ status: 'PENDING', trafficPercent: 0, replaces: { id: bad } });
    expect((await rollback(bad)).deployment.id).toBe(pending.deployment.id);
    await report(pending.deployment.id, 'LIVE');
    expect(await sharesOf('elsewhere')).toEqual([
      'elsewhere@1 LIVE 100',
      'elsewhere@2 ROLLED_BACK 0',
      'elsewhere@1 RETIRED 0',
    ]);
  });
});

describe('an endpoint elsewhere', () => {
  const endpointUrl = 'https://models.example.com/v1';

  it('says that it is live or has failed', async () => {
    await createModel('told', 3);
    const [first, second] = [await deployed('told@1', { endpointUrl }), await deployed('told@2', { endpointUrl })];
    expect((await report(first, 'FAILED')).deployment).toMatchObject({ status: 'FAILED', trafficPercent: 0 });
    expect(await report(first, 'LIVE')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect((await retire(second)).deployment.status).toBe('FAILED');
    expect(await report(await deployed('told@3'), 'LIVE')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
  });

  it('comes too late for a version that was rejected meanwhile', async () => {
    await createModel('late', 1);
    const id = await deployed('late@1', { endpointUrl });
    await database.db.updateTable('modelVersion').set({ approval: 'REJECTED' }).where('id', '=', 'late@1').execute();
    expect(await report(id, 'LIVE')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await sharesOf('late')).toEqual(['late@1 FAILED 0']);
  });
});

it('names the environments of the platform', async () => {
  const { data } = await ask(lineage, '{ environments { name approvedOnly } }');
  expect(data.environments).toEqual([
    { name: 'development', approvedOnly: false },
    { name: 'staging', approvedOnly: false },
    { name: 'production', approvedOnly: true },
  ]);
});
