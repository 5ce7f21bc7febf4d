import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { ask } from '../../../../tests/setup/subgraph.ts';
import { createServer } from '../server.ts';

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, 'a')}`;
const WRITER = uuid(1);
const TRAINER = uuid(2);
const LIVE = uuid(3);

let database: TestDatabase;
let lineage: ReturnType<typeof createServer>;

/** raw → clean by name, clean → features by a run, features → m@1 by a run, m@1 is live; m@2 and s0 to s59 stand alone. */
beforeAll(async () => {
  database = await createTestDatabase();
  lineage = createServer(database, pino({ level: 'silent' }));
  const statements = [
    sql`insert into dataset (id, name)
        select id, id from unnest(array['raw', 'clean', 'features'] || array(select 's' || i from generate_series(0, 59) i)) id`,
    sql`insert into model (id, name) values ('m', 'M')`,
    sql`insert into run (id, status, started_at, ended_at, created_by)
        values (${WRITER}, 'COMPLETED', now(), now(), 'tester'), (${TRAINER}, 'COMPLETED', now(), now(), 'tester')`,
    sql`insert into dataset_version (id, dataset_id, number, digest, produced_by)
        select id || '@1', id, 1, 'a:00', case when id = 'features' then ${WRITER}::uuid end from dataset`,
    sql`insert into dataset_derivation (derived_id, source_id) values ('clean@1', 'raw@1')`,
    sql`insert into run_input (run_id, dataset_version_id, role, position)
        values (${WRITER}, 'clean@1', 'OTHER', 0), (${TRAINER}, 'features@1', 'TRAINING', 0)`,
    sql`insert into model_version (id, model_id, number, run_id, created_by)
        values ('m@1', 'm', 1, ${TRAINER}, 'tester'), ('m@2', 'm', 2, null, 'tester')`,
    sql`insert into deployment (id, model_id, model_version_id, environment, status, traffic_percent, requested_percent, deployed_by)
        values (${LIVE}, 'm', 'm@1', 'production', 'LIVE', 100, 100, 'tester')`,
  ];
  for (const statement of statements) await statement.execute(database.db);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom('lineageEdge').execute();
  await database.db.deleteFrom('auditEvent').execute();
});

interface Ref {
  type: string;
  id: string;
}
const datasetVersion = (id: string): Ref => ({ type: 'DATASET_VERSION', id });
const run = (id: string): Ref => ({ type: 'TRAINING_RUN', id });
const modelVersion = (id: string): Ref => ({ type: 'MODEL_VERSION', id });
const deployment = (id: string): Ref => ({ type: 'DEPLOYMENT', id });

async function mutate(field: string, from: Ref, to: Ref, type: string) {
  const { data, errors } = await ask(
    lineage,
    `mutation ($input: LineageEdgeInput!) {
      outcome: ${field}(input: $input) {
        __typename
        ... on LineageEdgeSuccess { edge { from fromType to toType type } }
        ... on NotFound { type id message }
        ... on Conflict { reason message }
        ... on InvalidInput { issues { path message } }
      }
    }`,
    { input: { from, to, type } },
  );
  expect(errors).toBeUndefined();
  return data.outcome;
}
const add = (from: Ref, to: Ref, type = 'told') => mutate('addLineageEdge', from, to, type);
const remove = (from: Ref, to: Ref, type = 'told') => mutate('deleteLineageEdge', from, to, type);

const edges = () => database.db.selectFrom('lineageEdge').selectAll().execute();
const audit = () =>
  database.db
    .selectFrom('auditEvent')
    .select(['action', 'targetType', 'targetId', 'before', 'after'])
    .orderBy('at')
    .orderBy('id')
    .execute();

const SUCCESS = { __typename: 'LineageEdgeSuccess' };
const CYCLE = { __typename: 'Conflict', reason: 'STATE' };

describe("a caller's edge", () => {
  it('joins nodes of any type, each way that closes no cycle, and shows in the graph and in impact', async () => {
    const told = { from: 'raw@1', fromType: 'DATASET_VERSION', to: 'm@2', toType: 'MODEL_VERSION', type: 'told' };
    expect(await add(datasetVersion('raw@1'), modelVersion('m@2'))).toEqual({ ...SUCCESS, edge: told });
    expect(await add(deployment(LIVE), datasetVersion('s1@1'), 'logged')).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s1@1'), modelVersion('m@2'))).toMatchObject(SUCCESS);
    const { data } = await ask(
      lineage,
      `{ lineage(root: { type: DATASET_VERSION, id: "raw@1" }) { edges { from fromType to toType type } }
        datasetVersion(id: "raw@1") { impact { modelVersions { nodes { id } } } } }`,
    );
    expect(data.lineage.edges).toContainEqual(told);
    expect(data.datasetVersion.impact.modelVersions.nodes).toEqual([{ id: 'm@2' }]);
  });

  it('names UUIDs in any case and keeps them in one', async () => {
    const shouted = run(TRAINER.toUpperCase());
    const edge = { from: TRAINER, to: 'm@2' };
    expect(await add(shouted, modelVersion('m@2'))).toMatchObject({ ...SUCCESS, edge });
    expect(await add(run(TRAINER), modelVersion('m@2'))).toMatchObject({ ...SUCCESS, edge });
    expect(await edges()).toHaveLength(1);
    expect(await remove(shouted, modelVersion('m@2'))).toMatchObject({ ...SUCCESS, edge });
  });

  it('may be added again, which changes nothing', async () => {
    const first = await add(datasetVersion('raw@1'), modelVersion('m@2'));
    expect(await add(datasetVersion('raw@1'), modelVersion('m@2'))).toEqual(first);
    expect(await add(datasetVersion('raw@1'), modelVersion('m@2'), 'other')).toMatchObject(SUCCESS);
    expect(await edges()).toHaveLength(2);
    expect(await audit()).toHaveLength(2);
  });

  it('is audited when it is added and when it is deleted', async () => {
    const edge = { from: 'raw@1', fromType: 'DATASET_VERSION', to: 'm@2', toType: 'MODEL_VERSION', type: 'told' };
    await add(datasetVersion('raw@1'), modelVersion('m@2'));
    expect(await remove(datasetVersion('raw@1'), modelVersion('m@2'))).toEqual({ ...SUCCESS, edge });
    const target = { targetType: 'LineageEdge', targetId: 'DATASET_VERSION raw@1 told MODEL_VERSION m@2' };
    expect(await audit()).toEqual([
      { action: 'addLineageEdge', ...target, before: null, after: edge },
      { action: 'deleteLineageEdge', ...target, before: edge, after: null },
    ]);
    expect(await edges()).toEqual([]);
  });

  it('is not added where an end is not there', async () => {
    const missing = [
      [datasetVersion('raw@9'), 'DatasetVersion'],
      [run(uuid(99)), 'TrainingRun'],
      [run('nobody'), 'TrainingRun'],
      [modelVersion('raw@1'), 'ModelVersion'],
      [deployment(TRAINER), 'Deployment'],
    ] as const;
    for (const [ref, type] of missing) {
      const notFound = { __typename: 'NotFound', type, id: ref.id };
      const message = `There is no ${type} ${ref.id}.`;
      expect(await add(ref, modelVersion('m@2'))).toEqual({ ...notFound, message: `from: ${message}` });
      expect(await add(datasetVersion('raw@1'), ref)).toEqual({ ...notFound, message: `to: ${message}` });
    }
    expect(await edges()).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  it('has a type of its own, in lower case', async () => {
    for (const type of ['READ', 'Told', '', '1st', 'a b', `a${'b'.repeat(100)}`]) {
      expect(await add(datasetVersion('raw@1'), modelVersion('m@2'), type)).toMatchObject({
        __typename: 'InvalidInput',
        issues: [{ path: ['type'] }],
      });
    }
    expect(await add(datasetVersion('raw@1'), modelVersion('m@2'), 'b'.repeat(100))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('ra\0'), modelVersion('m@2'))).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['from', 'id'] }],
    });
  });

  it("is deleted only if a caller added it, not if it is the platform's own", async () => {
    const missing = { __typename: 'NotFound', type: 'LineageEdge' };
    expect(await remove(datasetVersion('raw@1'), datasetVersion('clean@1'), 'DERIVED')).toMatchObject(missing);
    expect(await remove(datasetVersion('raw@1'), modelVersion('m@2'))).toMatchObject(missing);
    await add(datasetVersion('raw@1'), modelVersion('m@2'));
    expect(await remove(modelVersion('m@2'), datasetVersion('raw@1'))).toMatchObject(missing);
    expect(await remove(datasetVersion('raw@1'), modelVersion('m@2'), 'other')).toMatchObject(missing);
    expect(await edges()).toHaveLength(1);
  });
});

describe('a cycle', () => {
  it('is refused, whether it would be of one node or close over the platform’s edges of every kind', async () => {
    expect(await add(datasetVersion('raw@1'), datasetVersion('raw@1'))).toMatchObject({
      ...CYCLE,
      message: 'The edge would join a node to itself.',
    });
    expect(await add(run(TRAINER.toUpperCase()), run(TRAINER))).toMatchObject(CYCLE);
    const chain = [
      datasetVersion('raw@1'),
      datasetVersion('clean@1'),
      run(WRITER),
      datasetVersion('features@1'),
      run(TRAINER),
      modelVersion('m@1'),
      deployment(LIVE),
    ];
    for (const [index, later] of chain.entries()) {
      for (const earlier of chain.slice(0, index)) {
        expect(await add(later, earlier)).toEqual({
          ...CYCLE,
          message: `The edge would close a cycle: ${earlier.id} leads to ${later.id} already.`,
        });
      }
    }
    await sql`insert into model_version_dataset (model_version_id, dataset_version_id) values ('m@2', 's9@1')`.execute(
      database.db,
    );
    expect(await add(modelVersion('m@2'), datasetVersion('s9@1'))).toMatchObject(CYCLE);
    expect(await edges()).toEqual([]);
  });

  it("is refused over callers' edges, and over both kinds together, until one of them is deleted", async () => {
    expect(await add(datasetVersion('s1@1'), datasetVersion('s2@1'))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s2@1'), datasetVersion('s3@1'))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s3@1'), datasetVersion('s1@1'))).toMatchObject(CYCLE);
    expect(await add(datasetVersion('s3@1'), datasetVersion('raw@1'))).toMatchObject(SUCCESS);
    expect(await add(deployment(LIVE), datasetVersion('s2@1'))).toMatchObject(CYCLE);
    await remove(datasetVersion('s2@1'), datasetVersion('s3@1'));
    expect(await add(deployment(LIVE), datasetVersion('s2@1'))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s2@1'), datasetVersion('s3@1'))).toMatchObject(CYCLE);
  });

  it('is looked for without end on one that is there, and past what was never there', async () => {
    await sql`insert into lineage_edge (from_type, from_id, to_type, to_id, type, created_by)
      values ('DATASET_VERSION', 's1@1', 'DATASET_VERSION', 's2@1', 'told', 'tester'),
        ('DATASET_VERSION', 's2@1', 'DATASET_VERSION', 's1@1', 'told', 'tester'),
        ('TRAINING_RUN', 'nobody', 'DATASET_VERSION', 's1@1', 'told', 'tester')`.execute(database.db);
    expect(await add(datasetVersion('s3@1'), datasetVersion('s1@1'))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s2@1'), datasetVersion('s3@1'))).toMatchObject(CYCLE);
  });

  it('is not closed by two edges that are added at the same time', async () => {
    const rings = Array.from({ length: 20 }, (_, ring) =>
      [0, 1, 2].map((step) => datasetVersion(`s${ring * 3 + step}@1`)),
    );
    const answers = await Promise.all(
      rings.map((ring) => Promise.all(ring.map((node, step) => add(node, ring[(step + 1) % 3] ?? node)))),
    );
    for (const ring of answers) {
      expect(ring.map(({ __typename }) => __typename).sort()).toEqual([
        'Conflict',
        'LineageEdgeSuccess',
        'LineageEdgeSuccess',
      ]);
    }
    expect(await edges()).toHaveLength(40);
  });
});
