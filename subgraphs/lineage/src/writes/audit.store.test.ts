import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { ask } from '../../../../tests/setup/subgraph.ts';
import { createServer } from '../server.ts';

let database: TestDatabase;
let lineage: ReturnType<typeof createServer>;

beforeAll(async () => {
  database = await createTestDatabase();
  lineage = createServer(database, pino({ level: 'silent' }));
  for (const id of ['a', 'b', 'c']) {
    await ask(lineage, 'mutation ($id: ID!) { createModel(input: { id: $id }) { __typename } }', { id });
  }
  await ask(lineage, 'mutation { updateModel(input: { id: "b", owner: "ada", description: null }) { __typename } }');
  await ask(lineage, 'mutation { updateModel(input: { id: "b", owner: "ada" }) { __typename } }');
  await ask(lineage, 'mutation { createModel(input: { id: "c" }) { __typename } }');
});
afterAll(() => database.drop());

it('tells who changed what, the newest first; what changed nothing or failed is not there', async () => {
  const { data } = await ask(
    lineage,
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

it('is filtered and read page by page', async () => {
  const query = `query ($where: AuditEventWhere, $after: String) {
    auditEvents(where: $where, first: 1, after: $after) { nodes { action targetId } pageInfo { hasNextPage endCursor } }
  }`;
  const where = { targetId: 'b', targetType: 'Model', at: { gt: '2000-01-01T00:00:00Z' } };
  const first = (await ask(lineage, query, { where })).data.auditEvents;
  const second = (await ask(lineage, query, { where, after: first.pageInfo.endCursor })).data.auditEvents;
  expect([...first.nodes, ...second.nodes].map(({ action }) => action)).toEqual(['updateModel', 'createModel']);
  expect(second.pageInfo.hasNextPage).toBe(false);
  const { data } = await ask(lineage, '{ auditEvents(where: { actor: "nobody" }) { totalCount } }');
  expect(data.auditEvents.totalCount).toBe(0);
});

it('reads what a mutation before in the same request has changed', async () => {
  const { data } = await ask(
    lineage,
    `mutation {
      a: updateModel(input: { id: "a", owner: "one" }) { ... on ModelSuccess { model { owner } } }
      v: registerModelVersion(input: { modelId: "a" }) { ... on ModelVersionSuccess { modelVersion { model { owner } } } }
      b: updateModel(input: { id: "a", owner: "two" }) { ... on ModelSuccess { model { owner latestVersion { model { owner } } } } }
    }`,
  );
  expect(data.v.modelVersion.model.owner).toBe('one');
  expect(data.b.model).toEqual({ owner: 'two', latestVersion: { model: { owner: 'two' } } });
});
