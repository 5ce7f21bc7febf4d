import { describe, expect, it } from '@jest/globals';
import { noteDelivered } from '../../../../tests/setup/copies.ts';
import { deploymentsOf, settleAll } from '../../../../tests/setup/deployments.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { servingCopy } from '../copies/copies.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';

const lineage = useLineage();
const { createModel, deploy, deployed, sharesOf } = deploymentsOf(lineage);

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
    const rows = await lineage.db.selectFrom('deployment').selectAll().where('modelId', '=', 'rush').execute();
    expect(rows).toHaveLength(12);
    expect(rows.reduce((sum, row) => sum + row.trafficPercent, 0)).toBe(100);
    const answers = await Promise.all([deploy('rush@1'), deploy('rush@1')]);
    expect(answers.filter(({ __typename }) => __typename === 'Conflict').length).toBeGreaterThan(0);
  });

  it('is refused for what may not be deployed there', async () => {
    await createModel('refused', 2);
    const { db } = lineage;
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
      message: 'There is no Environment moon: models are deployed in development, staging, production.',
    });
    expect(await deploy('refused')).toMatchObject({
      message: 'There is no ModelVersion refused: its id is of the form fraud-detector@2.',
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
    for (const environment of ['development', 'staging', 'production']) {
      expect(await deploy('refused@2', { environment })).toMatchObject({
        __typename: 'Conflict',
        reason: 'STATE',
        message: expect.stringContaining('refused@2 is REJECTED'),
      });
    }
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

  it('waits until it is settled, in the name of whoever deployed it, and fails with a reason', async () => {
    await createModel('waiting', 3);
    const { db, mutate } = lineage;
    await deploy('waiting@1');
    const begin = async (version: string) => {
      const input = { modelVersionId: version, environment: 'staging' };
      return (await mutate('deployModelVersion', input, '... on DeploymentSuccess { deployment { id } }')).deployment
        .id;
    };
    const faulty = await begin('waiting@2');
    expect(await sharesOf('waiting')).toEqual(['waiting@2 PENDING 0', 'waiting@1 LIVE 100']);
    await settleAll(db, { status: 'FAILED', reason: 'It loops.' });
    await settleAll(db);
    const rejected = await begin('waiting@3');
    await mutate('reviewModelVersion', { id: 'waiting@3', approval: 'REJECTED' }, '');
    await settleAll(db);
    expect(await sharesOf('waiting')).toEqual(['waiting@3 FAILED 0', 'waiting@2 FAILED 0', 'waiting@1 LIVE 100']);
    for (const [id, reason] of [
      [faulty, 'It loops.'],
      [rejected, 'waiting@3 is REJECTED.'],
    ]) {
      const { data } = await lineage.ask(
        `{ deployment(id: "${id}") { history(first: 1) { nodes { status reason by } } } }`,
      );
      expect(data.deployment.history.nodes).toEqual([{ status: 'FAILED', reason, by: 'tester' }]);
    }
    const event = await db
      .selectFrom('auditEvent')
      .select(['action', 'actor', 'after'])
      .where('targetId', '=', faulty)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      action: 'settleDeployment',
      actor: 'tester',
      after: { status: 'FAILED', reason: 'It loops.' },
    });
  });

  it('is answered as it is once its copies were waited for', async () => {
    await createModel('awaited', 2);
    const patient = lineage.serverWith({ ...DEFAULT_SETTINGS, copiesWaitMs: 600_000 });
    const begin = async (version: string) => {
      const input = { modelVersionId: version, environment: 'staging' };
      const fields = '... on DeploymentSuccess { deployment { status trafficPercent servingSync } }';
      const answered = lineage.mutate('deployModelVersion', input, fields, patient);
      await eventually(async () => expect(await sharesOf('awaited')).toContain(`${version} PENDING 0`));
      return { answered };
    };
    const tried = await begin('awaited@1');
    await settleAll(lineage.db);
    await noteDelivered(lineage.db, servingCopy('awaited'));
    expect((await tried.answered).deployment).toEqual({ status: 'LIVE', trafficPercent: 100, servingSync: 'SYNCED' });
    const untried = await begin('awaited@2');
    await noteDelivered(lineage.db, servingCopy('awaited'));
    expect((await untried.answered).deployment).toEqual({
      ...{ status: 'PENDING', trafficPercent: 0, servingSync: 'PENDING' },
    });
  });

  it('is refused where there is no file that could be served, unless it is served elsewhere', async () => {
    await createModel('fileless', 1);
    await lineage.db
      .updateTable('modelVersion')
      .set({ artifactSha256: null })
      .where('modelId', '=', 'fileless')
      .execute();
    expect(await deploy('fileless@1')).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
      message: expect.stringContaining('no ONNX artifact'),
    });
    expect((await deploy('fileless@1', { endpointUrl: 'https://models.example' })).deployment.status).toBe('PENDING');
  });

  it('keeps its history and stands in the audit', async () => {
    await createModel('history', 2);
    const id = await deployed('history@1', { reason: 'first' });
    const canary = await deployed('history@2', { trafficPercent: 20, reason: 'canary' });
    const { data } = await lineage.ask(
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
    const events = await lineage.db
      .selectFrom('auditEvent')
      .select(['action', 'targetType', 'targetId', 'before', 'after'])
      .where('targetId', 'in', [id, canary])
      .orderBy('id')
      .execute();
    const eventOf = (targetId: string, before: object | null, after: object) => ({
      action: before ? 'settleDeployment' : 'deployModelVersion',
      targetType: 'Deployment',
      targetId,
      before,
      after,
    });
    const pending = { status: 'PENDING', trafficPercent: 0 };
    expect(events).toEqual([
      eventOf(id, null, expect.objectContaining({ ...pending, modelVersionId: 'history@1' })),
      eventOf(id, pending, { status: 'LIVE', trafficPercent: 100 }),
      eventOf(canary, null, expect.objectContaining({ ...pending, modelVersionId: 'history@2' })),
      eventOf(id, { trafficPercent: 100 }, { trafficPercent: 80 }),
      eventOf(canary, pending, { status: 'LIVE', trafficPercent: 20 }),
    ]);
  });
});

it('names the environments of the platform', async () => {
  const { data } = await lineage.ask('{ environments { name approvedOnly } }');
  expect(data.environments).toEqual([
    { name: 'development', approvedOnly: false },
    { name: 'staging', approvedOnly: false },
    { name: 'production', approvedOnly: true },
  ]);
});
