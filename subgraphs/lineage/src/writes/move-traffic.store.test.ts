import { describe, expect, it } from '@jest/globals';
import { deploymentsOf } from '../../../../tests/setup/deployments.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { ask } from '../../../../tests/setup/subgraph.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';

const lineage = useLineage();
const { createModel, deployed, report, retire, rollback, setTraffic, sharesOf } = deploymentsOf(lineage);

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
    const { data } = await lineage.ask(`{ deployment(id: "${bad}") { rollbackTarget { modelVersion { id } } } }`);
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
    const [last] = await lineage.db
      .selectFrom('deployment')
      .select('id')
      .where('modelId', '=', 'back')
      .where('status', '=', 'LIVE')
      .execute();
    expect(await rollback(String(last?.id))).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
  });

  it('finds nothing in an environment that is no longer one of the platform', async () => {
    await createModel('moved-out', 2);
    await deployed('moved-out@1');
    const bad = await deployed('moved-out@2');
    const smaller = lineage.serverWith({ ...DEFAULT_SETTINGS, environments: ['production'] });
    expect(await lineage.mutate('rollbackDeployment', { id: bad, reason: 'bad' }, '', smaller)).toMatchObject({
      __typename: 'NotFound',
      type: 'Environment',
      id: 'staging',
    });
    const { data } = await ask(smaller, `{ deployment(id: "${bad}") { rollbackTarget { id } } }`);
    expect(data.deployment.rollbackTarget).toBeNull();
  });

  it('to a version that is LIVE moves shares only', async () => {
    await createModel('moving', 3);
    const good = await deployed('moving@1');
    await deployed('moving@2', { trafficPercent: 20 });
    const bad = await deployed('moving@3', { trafficPercent: 50 });
    await lineage.db.updateTable('modelVersion').set({ approval: 'REJECTED' }).where('id', '=', 'moving@2').execute();
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

it('the newest is the one that was deployed last, also where the clock of who deployed before ran ahead', async () => {
  await createModel('ahead', 2);
  const first = await deployed('ahead@1');
  await retire(first);
  const deployedAt = new Date(Date.now() + 60_000);
  await lineage.db.updateTable('deployment').set({ deployedAt, endedAt: deployedAt }).where('id', '=', first).execute();
  const last = await deployed('ahead@2');
  expect(await sharesOf('ahead')).toEqual(['ahead@2 LIVE 100', 'ahead@1 RETIRED 0']);
  const { data } = await lineage.ask(`{ deployment(id: "${last}") { rollbackTarget { id } } }`);
  expect(data.deployment.rollbackTarget).toEqual({ id: first });
});

it('one of two rollbacks at once to a version that waits for its endpoint says that it was not done', async () => {
  await createModel('twice', 3);
  const endpointUrl = 'https://models.example.com/v1';
  await report(await deployed('twice@1', { endpointUrl }), 'LIVE');
  const bad = [await deployed('twice@2'), await deployed('twice@3', { trafficPercent: 50 })];
  await lineage.db.updateTable('modelVersion').set({ approval: 'REJECTED' }).where('number', '>', 1).execute();
  const answers = await Promise.all(bad.map((id) => rollback(id)));
  expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual(['Conflict', 'DeploymentSuccess']);
  const taken = answers.find(({ deployment }) => deployment);
  await report(taken.deployment.id, 'LIVE');
  const rolledBack = bad.filter((_, index) => answers[index].deployment);
  const { data } = await lineage.ask(
    '{ deployments(where: { modelId: "twice", status: ROLLED_BACK }) { nodes { id } } }',
  );
  expect(data.deployments.nodes.map(({ id }: { id: string }) => id)).toEqual(rolledBack);
  const [left] = bad.filter((id) => !rolledBack.includes(id));
  expect((await rollback(String(left))).deployment).toMatchObject({ status: 'LIVE', trafficPercent: 100 });
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
    await lineage.db.updateTable('modelVersion').set({ approval: 'REJECTED' }).where('id', '=', 'late@1').execute();
    expect(await report(id, 'LIVE')).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await sharesOf('late')).toEqual(['late@1 FAILED 0']);
  });
});
