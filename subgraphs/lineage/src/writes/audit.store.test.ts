import { beforeAll, describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();

beforeAll(async () => {
  for (const id of ['a', 'b', 'c']) {
    await lineage.ask('mutation ($id: ID!) { createModel(input: { id: $id }) { __typename } }', { id });
  }
  await lineage.ask('mutation { updateModel(input: { id: "b", owner: "ada", description: null }) { __typename } }');
  await lineage.ask('mutation { updateModel(input: { id: "b", owner: "ada" }) { __typename } }');
  await lineage.ask('mutation { createModel(input: { id: "c" }) { __typename } }');
});

it('tells who changed what, the newest first; what changed nothing or failed is not there', async () => {
  const { data } = await lineage.ask(
    '{ auditEvents { nodes { actor action targetType targetId before after } totalCount } }',
  );
  const { nodes, totalCount } = data.auditEvents;
  expect(totalCount).toBe(4);
  expect(nodes[0]).toEqual({
    actor: 'tester',
    action: 'updateModel',
    targetType: 'Model',
    targetId: 'b',
    before: { owner: null },
    after: { owner: 'ada' },
  });
  expect(nodes[3]).toMatchObject({ action: 'createModel', targetId: 'a', before: null, after: { id: 'a', name: 'a' } });
});

describe('of a run', () => {
  const eventsOf = async (targetId: string) => {
    const query = 'query ($where: AuditEventWhere) { auditEvents(where: $where) { nodes { action before after } } }';
    return (await lineage.ask(query, { where: { targetId } })).data.auditEvents.nodes;
  };
  const register = async (input: object): Promise<string> => {
    const mutation = `mutation ($input: RegisterTrainingRunInput!) {
      registerTrainingRun(input: $input) { ... on RegisterTrainingRunSuccess { trainingRun { id } } }
    }`;
    return (await lineage.ask(mutation, { input })).data.registerTrainingRun.trainingRun.id;
  };

  it('has its parameters and its configuration', async () => {
    const id = await register({ parameters: [{ name: 'depth', value: '3' }], config: { optimizer: { name: 'adam' } } });
    expect(await eventsOf(id)).toEqual([
      {
        action: 'registerTrainingRun',
        before: null,
        after: expect.objectContaining({ parameters: { depth: '3' }, config: { optimizer: { name: 'adam' } } }),
      },
    ]);
  });

  it('has the digest of a configuration of more than 16 KiB', async () => {
    const [event] = await eventsOf(await register({ config: { vocabulary: 'x'.repeat(16 * 1024) } }));
    expect(event.after.configDigest).toMatch(/^sha256:[\da-f]{64}$/);
    expect(event.after).not.toHaveProperty('config');
  });

  it('says which artifact was replaced', async () => {
    const id = await register({ config: {} });
    for (const place of ['one', 'two']) {
      const artifact = { name: 'model/a.bin', uri: `s3://bucket/${place}`, format: 'OTHER' };
      const mutation = 'mutation ($input: LogArtifactInput!) { logArtifact(input: $input) { __typename } }';
      await lineage.ask(mutation, { input: { runId: id, artifact } });
    }
    expect((await eventsOf(id))[0]).toMatchObject({
      action: 'logArtifact',
      before: { 'model/a.bin': { uri: 's3://bucket/one' } },
      after: { 'model/a.bin': { uri: 's3://bucket/two' } },
    });
  });
});

it('is filtered and read page by page', async () => {
  const query = `query ($where: AuditEventWhere, $after: String) {
    auditEvents(where: $where, first: 1, after: $after) { nodes { action targetId } pageInfo { hasNextPage endCursor } }
  }`;
  const where = { targetId: 'b', targetType: 'Model', at: { gt: '2000-01-01T00:00:00Z' } };
  const first = (await lineage.ask(query, { where })).data.auditEvents;
  const second = (await lineage.ask(query, { where, after: first.pageInfo.endCursor })).data.auditEvents;
  expect([...first.nodes, ...second.nodes].map(({ action }) => action)).toEqual(['updateModel', 'createModel']);
  expect(second.pageInfo.hasNextPage).toBe(false);
  const { data } = await lineage.ask('{ auditEvents(where: { actor: "nobody" }) { totalCount } }');
  expect(data.auditEvents.totalCount).toBe(0);
});

it('reads what a mutation before in the same request has changed', async () => {
  const { data } = await lineage.ask(`mutation {
      a: updateModel(input: { id: "a", owner: "one" }) { ... on ModelSuccess { model { owner } } }
      v: registerModelVersion(input: { modelId: "a" }) { ... on ModelVersionSuccess { modelVersion { model { owner } } } }
      b: updateModel(input: { id: "a", owner: "two" }) { ... on ModelSuccess { model { owner latestVersion { model { owner } } } } }
    }`);
  expect(data.v.modelVersion.model.owner).toBe('one');
  expect(data.b.model).toEqual({ owner: 'two', latestVersion: { model: { owner: 'two' } } });
});
