import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const WRITER = uuid(1);
const TRAINER = uuid(2);
const LIVE = uuid(11);
const OLD = uuid(12);

const lineage = useLineage();

/**
 * raw → clean by name, clean → features by a run, features → a model version by a run, which validates on clean; clean →
 * an imported version without a run; the first is live. A caller's edge goes from the imported version to the trained one.
 * Beside these a hub with 60 runs, and a cycle of two callers' edges.
 */
beforeAll(async () => {
  const statements = [
    sql`insert into dataset (id, name) select id, id from unnest(array['raw', 'clean', 'features', 'hub', 'x', 'y']) id`,
    sql`insert into model (id, name) values ('m', 'M')`,
    sql`insert into run (id, status, started_at, ended_at, created_by)
        values (${WRITER}, 'COMPLETED', now(), now(), 'tester'), (${TRAINER}, 'COMPLETED', now(), now(), 'tester')`,
    sql`insert into dataset_version (id, dataset_id, number, digest, produced_by)
        values ('raw@1', 'raw', 1, 'a:1', null), ('clean@1', 'clean', 1, 'a:2', null),
          ('features@1', 'features', 1, 'a:3', ${WRITER}), ('hub@1', 'hub', 1, 'a:4', null),
          ('x@1', 'x', 1, 'a:5', null), ('y@1', 'y', 1, 'a:6', null)`,
    sql`insert into dataset_derivation (derived_id, source_id) values ('clean@1', 'raw@1')`,
    sql`insert into run_input (run_id, dataset_version_id, role, position)
        values (${WRITER}, 'clean@1', 'OTHER', 0), (${WRITER}, 'clean@1', 'TEST', 1),
          (${TRAINER}, 'features@1', 'TRAINING', 0), (${TRAINER}, 'clean@1', 'VALIDATION', 1)`,
    sql`insert into model_version (id, model_id, number, run_id, created_by)
        values ('m@1', 'm', 1, ${TRAINER}, 'tester'), ('m@2', 'm', 2, null, 'tester')`,
    sql`insert into model_version_dataset (model_version_id, dataset_version_id)
        values ('m@1', 'features@1'), ('m@1', 'clean@1'), ('m@2', 'clean@1')`,
    sql`insert into deployment (id, model_id, model_version_id, environment, status, traffic_percent, requested_percent, deployed_by, ended_at)
        values (${LIVE}, 'm', 'm@1', 'production', 'LIVE', 100, 100, 'tester', null),
          (${OLD}, 'm', 'm@2', 'production', 'RETIRED', 0, 100, 'tester', now())`,
    sql`insert into lineage_edge (from_type, from_id, to_type, to_id, type, created_by)
        values ('MODEL_VERSION', 'm@2', 'MODEL_VERSION', 'm@1', 'distilled', 'tester'),
          ('DATASET_VERSION', 'x@1', 'DATASET_VERSION', 'y@1', 'copied', 'tester'),
          ('DATASET_VERSION', 'y@1', 'DATASET_VERSION', 'x@1', 'copied', 'tester'),
          ('DATASET_VERSION', 'x@1', 'TRAINING_RUN', 'nobody', 'told', 'tester'),
          ('DATASET_VERSION', 'x@1', 'MODEL_VERSION', 'nobody@1', 'told', 'tester')`,
    sql`insert into run (id, status, started_at, created_by)
        select ('00000000-0000-7000-9000-' || lpad(i::text, 12, '0'))::uuid, 'RUNNING', now(), 'tester' from generate_series(1, 60) i`,
    sql`insert into run_input (run_id, dataset_version_id, role, position)
        select id, 'hub@1', 'TRAINING', 0 from run where status = 'RUNNING'`,
  ];
  for (const statement of statements) await statement.execute(lineage.db);
});
beforeEach(() => {
  lineage.statements.length = 0;
});

type Ref = { type: string; id: string };
const datasetVersion = (id: string): Ref => ({ type: 'DATASET_VERSION', id });
const modelVersion = (id: string): Ref => ({ type: 'MODEL_VERSION', id });

const QUERY = `query ($root: LineageNodeRef!, $direction: LineageDirection, $depth: Int, $maxNodes: Int) {
  lineage(root: $root, direction: $direction, depth: $depth, maxNodes: $maxNodes) {
    root { __typename ...id }
    nodes { __typename ...id }
    edges { from fromType to toType type }
    truncated
  }
}
fragment id on LineageNode {
  ... on DatasetVersion { id } ... on TrainingRun { id } ... on ModelVersion { id } ... on Deployment { id }
}`;

interface Answer {
  root: { id: string };
  nodes: { __typename: string; id: string }[];
  edges: { from: string; fromType: string; to: string; toType: string; type: string }[];
  truncated: boolean;
}

async function walk(root: Ref, args: { direction?: string; depth?: number; maxNodes?: number } = {}) {
  const { data, errors } = await lineage.ask(QUERY, { root, ...args });
  expect(errors).toBeUndefined();
  const { nodes, edges, truncated }: Answer = data.lineage;
  return {
    nodes: nodes.map(({ id }) => id),
    edges: edges.map(({ from, type, to }) => `${from} ${type} ${to}`).sort(),
    truncated,
  };
}

const ALL_EDGES = [
  'raw@1 DERIVED clean@1',
  `clean@1 READ ${WRITER}`,
  `${WRITER} PRODUCED features@1`,
  `features@1 READ ${TRAINER}`,
  `clean@1 READ ${TRAINER}`,
  `${TRAINER} TRAINED m@1`,
  'clean@1 TRAINED m@2',
  'm@2 distilled m@1',
  `m@1 DEPLOYED ${LIVE}`,
  `m@2 DEPLOYED ${OLD}`,
].sort();

describe('the graph around a node', () => {
  it('has every edge between its nodes, each once, from upstream to downstream', async () => {
    const { nodes, edges, truncated } = await walk(datasetVersion('raw@1'));
    expect(nodes[0]).toBe('raw@1');
    expect([...nodes].sort()).toEqual(
      ['raw@1', 'clean@1', 'features@1', WRITER, TRAINER, 'm@1', 'm@2', LIVE, OLD].sort(),
    );
    expect(edges).toEqual(ALL_EDGES);
    expect(truncated).toBe(false);
  });

  it('names the types of nodes and of the ends of edges', async () => {
    const { data } = await lineage.ask(QUERY, { root: modelVersion('m@1'), depth: 1 });
    expect(data.lineage.root).toEqual({ __typename: 'ModelVersion', id: 'm@1' });
    expect(data.lineage.nodes).toContainEqual({ __typename: 'TrainingRun', id: TRAINER });
    expect(data.lineage.nodes).toContainEqual({ __typename: 'Deployment', id: LIVE });
    expect(data.lineage.edges).toContainEqual({
      from: TRAINER,
      fromType: 'TRAINING_RUN',
      to: 'm@1',
      toType: 'MODEL_VERSION',
      type: 'TRAINED',
    });
  });

  it('goes upstream, downstream, or all of either, but not down again from what lies upstream', async () => {
    const root = datasetVersion('features@1');
    const up = ['features@1', WRITER, 'clean@1', 'raw@1'];
    const down = ['features@1', TRAINER, 'm@1', LIVE];
    expect((await walk(root, { direction: 'UPSTREAM' })).nodes).toEqual(up);
    expect((await walk(root, { direction: 'DOWNSTREAM' })).nodes).toEqual(down);
    const both = await walk(root, { direction: 'BOTH' });
    expect(both.nodes).toEqual(['features@1', WRITER, TRAINER, 'clean@1', 'm@1', 'raw@1', LIVE]);
    expect(both.edges).toContain(`clean@1 READ ${TRAINER}`);
  });

  it('says when more lay beyond depth, and only then', async () => {
    const root = datasetVersion('features@1');
    expect(await walk(root, { direction: 'UPSTREAM', depth: 2 })).toEqual({
      nodes: ['features@1', WRITER, 'clean@1'],
      edges: [`${WRITER} PRODUCED features@1`, `clean@1 READ ${WRITER}`].sort(),
      truncated: true,
    });
    expect((await walk(root, { direction: 'UPSTREAM', depth: 3 })).truncated).toBe(false);
  });

  it('says when more lay beyond maxNodes, and only then', async () => {
    const root = datasetVersion('features@1');
    const cut = await walk(root, { maxNodes: 3 });
    expect(cut.nodes).toEqual(['features@1', WRITER, TRAINER]);
    expect(cut.truncated).toBe(true);
    expect((await walk(root, { maxNodes: 1 })).nodes).toEqual(['features@1']);
    expect((await walk(root, { maxNodes: 7 })).truncated).toBe(false);
    const hub = await walk(datasetVersion('hub@1'), { maxNodes: 10 });
    expect([hub.nodes.length, hub.edges.length, hub.truncated]).toEqual([10, 9, true]);
    expect((await walk(datasetVersion('hub@1'), { maxNodes: 61 })).truncated).toBe(false);
  });

  it('ends on a cycle, and leaves out what was never there', async () => {
    expect(await walk(datasetVersion('x@1'), { depth: 20 })).toEqual({
      nodes: ['x@1', 'y@1'],
      edges: ['x@1 copied y@1', 'y@1 copied x@1'],
      truncated: false,
    });
  });

  it('costs one statement a level and direction, however wide the levels are', async () => {
    const ids = '{ lineage(root: { type: DATASET_VERSION, id: "hub@1" }, maxNodes: MAX, depth: 3) { truncated } }';
    await lineage.ask(ids.replace('MAX', '500'));
    const hub = lineage.statements.splice(0).length;
    await lineage.ask(ids.replace('MAX', '500').replace('hub@1', 'clean@1'));
    // The root, three levels down, one up, nothing further up, what lies beyond, edges, and nodes of four types less the root.
    expect(lineage.statements.length).toBeLessThanOrEqual(1 + 3 + 2 + 1 + 1 + 4);
    expect(hub).toBeLessThanOrEqual(1 + 2 + 1 + 1 + 1);
  });

  it('is null around what is not there', async () => {
    for (const root of [datasetVersion('raw@9'), { type: 'TRAINING_RUN', id: 'nobody' }, modelVersion('\u0000')]) {
      expect(await lineage.ask(QUERY, { root })).toEqual({ data: { lineage: null } });
    }
  });

  it('refuses a depth or a size that cannot be', async () => {
    const cases = [
      [{ depth: 0 }, 'depth must be between 1 and 20, not 0.'],
      [{ depth: 21 }, 'depth must be between 1 and 20, not 21.'],
      [{ maxNodes: 0 }, 'maxNodes must be between 1 and 5000, not 0.'],
      [{ maxNodes: 5001 }, 'maxNodes must be between 1 and 5000, not 5001.'],
    ] as const;
    for (const [args, message] of cases) {
      const { errors } = await lineage.ask(QUERY, { root: datasetVersion('raw@1'), ...args });
      expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });
});

describe('the impact of a dataset version', () => {
  const impact = `impact {
    datasetVersions { nodes { id } } modelVersions { nodes { id } totalCount } liveDeployments { nodes { id } }
  }`;

  it('finds what learned from it through derived data and outputs of runs, and where that is live', async () => {
    const { data } = await lineage.ask(
      `{ raw: datasetVersion(id: "raw@1") { ${impact} } leaf: datasetVersion(id: "features@1") { ${impact} } }`,
    );
    expect(data.raw.impact).toEqual({
      datasetVersions: { nodes: [{ id: 'features@1' }, { id: 'clean@1' }] },
      modelVersions: { nodes: [{ id: 'm@2' }, { id: 'm@1' }], totalCount: 2 },
      liveDeployments: { nodes: [{ id: LIVE }] },
    });
    expect(data.leaf.impact).toEqual({
      datasetVersions: { nodes: [] },
      modelVersions: { nodes: [{ id: 'm@1' }], totalCount: 1 },
      liveDeployments: { nodes: [{ id: LIVE }] },
    });
    // The versions, three pages and one count, for both.
    expect(lineage.statements).toHaveLength(5);
  });

  it('ends on a cycle', async () => {
    const { data } = await lineage.ask(`{ datasetVersion(id: "x@1") { ${impact} } }`);
    expect(data.datasetVersion.impact.datasetVersions.nodes).toEqual([{ id: 'y@1' }]);
    expect(data.datasetVersion.impact.modelVersions.totalCount).toBe(0);
  });
});
