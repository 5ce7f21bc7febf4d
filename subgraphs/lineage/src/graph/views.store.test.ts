import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { insertDatasets } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();

/**
 * p fills view v at revisions 1 and 3, q is derived from p and fills it at 2; m@1 reads v at 2, m@2 at 3.
 * s fills view w at 1, t is derived from s and fills it at 2, where m@3 reads it. r stands alone.
 */
beforeAll(async () => {
  const { db } = lineage;
  await insertDatasets(db, ['p', 'q', 'r', 's', 't']);
  const statements = [
    sql`insert into dataset_derivation (derived_id, source_id) values ('q@1', 'p@1'), ('t@1', 's@1')`,
    sql`insert into model (id, name) values ('m', 'M')`,
    sql`insert into model_version (id, model_id, number, created_by)
        select 'm@' || i, 'm', i, 'tester' from generate_series(1, 4) i`,
    sql`insert into feature_view (name, entity, join_keys, revision) values ('v', 'user', '{user}', 3), ('w', 'user', '{user}', 2)`,
    sql`insert into feature_view_revision (view_name, revision, features, created_by)
        select name, i, '[]', 'tester' from feature_view cross join generate_series(1, revision) i`,
    sql`insert into feature_view_source (view_name, revision, dataset_version_id)
        values ('v', 1, 'p@1'), ('v', 3, 'p@1'), ('v', 2, 'q@1'), ('w', 1, 's@1'), ('w', 2, 't@1')`,
    sql`insert into model_version_feature_view (model_version_id, view_name, revision)
        values ('m@1', 'v', 2), ('m@2', 'v', 3), ('m@3', 'w', 2)`,
  ];
  for (const statement of statements) await statement.execute(db);
});
beforeEach(async () => {
  await lineage.db.deleteFrom('lineageEdge').execute();
});

const ref = (type: string) => (id: string) => ({ type, id });
const datasetVersion = ref('DATASET_VERSION');
const modelVersion = ref('MODEL_VERSION');
const featureView = ref('FEATURE_VIEW');
type Ref = ReturnType<typeof featureView>;

interface Answer {
  nodes: { __typename: string; id: string }[];
  edges: { from: string; to: string; type: string; revisions: number[] | null }[];
  truncated: boolean;
}

async function walk(root: Ref, direction: string, depth = 20) {
  const { data, errors } = await lineage.ask(
    `query ($root: LineageNodeRef!, $direction: LineageDirection, $depth: Int) {
      lineage(root: $root, direction: $direction, depth: $depth) {
        nodes { __typename ... on DatasetVersion { id } ... on ModelVersion { id } ... on FeatureView { id } }
        edges { from to type revisions }
        truncated
      }
    }`,
    { root, direction, depth },
  );
  expect(errors).toBeUndefined();
  const { nodes, edges, truncated }: Answer = data.lineage;
  return {
    nodes: nodes.map(({ id }) => id).sort(),
    edges: edges.map(({ from, type, to, revisions }) => `${from} ${type} ${to} ${revisions ?? ''}`.trim()).sort(),
    truncated,
  };
}

async function add(from: Ref, to: Ref): Promise<string> {
  const { data } = await lineage.ask(
    'mutation ($input: LineageEdgeInput!) { addLineageEdge(input: $input) { __typename } }',
    { input: { from, to, type: 'told' } },
  );
  return data.addLineageEdge.__typename;
}

describe('a feature view in the graph', () => {
  it('is crossed within the revision by which the walk came to it', async () => {
    expect(await walk(modelVersion('m@2'), 'UPSTREAM')).toEqual({
      nodes: ['m@2', 'p@1', 'v'],
      edges: ['p@1 FILLS v 1,3', 'v SERVES m@2 3'],
      truncated: false,
    });
    expect(await walk(modelVersion('m@1'), 'UPSTREAM')).toEqual({
      nodes: ['m@1', 'p@1', 'q@1', 'v'],
      edges: ['p@1 DERIVED q@1', 'p@1 FILLS v 1,3', 'q@1 FILLS v 2', 'v SERVES m@1 2'],
      truncated: false,
    });
    expect((await walk(datasetVersion('q@1'), 'DOWNSTREAM')).nodes).toEqual(['m@1', 'q@1', 'v']);
  });

  it('is come by again within another revision', async () => {
    expect((await walk(datasetVersion('p@1'), 'DOWNSTREAM')).nodes).toEqual(['m@1', 'm@2', 'p@1', 'q@1', 'v']);
  });

  it('is crossed through all of its revisions from itself and from a caller’s edge', async () => {
    expect((await walk(featureView('v'), 'BOTH')).nodes).toEqual(['m@1', 'm@2', 'p@1', 'q@1', 'v']);
    expect(await add(datasetVersion('r@1'), featureView('v'))).toBe('LineageEdgeSuccess');
    expect(await add(featureView('v'), modelVersion('m@4'))).toBe('LineageEdgeSuccess');
    const { nodes, edges } = await walk(datasetVersion('r@1'), 'DOWNSTREAM');
    expect(nodes).toEqual(['m@1', 'm@2', 'm@4', 'r@1', 'v']);
    expect(edges).toContain('r@1 told v');
    expect((await walk(datasetVersion('q@1'), 'DOWNSTREAM')).nodes).toEqual(['m@1', 'm@4', 'q@1', 'v']);
    expect((await walk(modelVersion('m@2'), 'UPSTREAM')).nodes).toEqual(['m@2', 'p@1', 'r@1', 'v']);
  });

  it('says that more lay beyond depth, where only another revision of a view that was found leads there', async () => {
    expect(await walk(datasetVersion('s@1'), 'DOWNSTREAM', 1)).toEqual({
      nodes: ['s@1', 't@1', 'w'],
      edges: ['s@1 DERIVED t@1', 's@1 FILLS w 1', 't@1 FILLS w 2'],
      truncated: true,
    });
    expect((await walk(datasetVersion('s@1'), 'DOWNSTREAM', 2)).truncated).toBe(true);
    const all = await walk(datasetVersion('s@1'), 'DOWNSTREAM', 3);
    expect([all.nodes, all.truncated]).toEqual([['m@3', 's@1', 't@1', 'w'], false]);
  });

  it('stays there when it is deleted', async () => {
    const setDeleted = (deletedAt: Date | null) =>
      lineage.db.updateTable('featureView').set({ deletedAt }).where('name', '=', 'v').execute();
    await setDeleted(new Date());
    expect((await walk(modelVersion('m@2'), 'UPSTREAM')).nodes).toEqual(['m@2', 'p@1', 'v']);
    expect((await walk(featureView('v'), 'DOWNSTREAM')).nodes).toEqual(['m@1', 'm@2', 'v']);
    await setDeleted(null);
  });

  it('is no node where there is none of that name', async () => {
    const { data } = await lineage.ask('{ lineage(root: { type: FEATURE_VIEW, id: "nobody" }) { truncated } }');
    expect(data).toEqual({ lineage: null });
    expect(await add(featureView('nobody'), modelVersion('m@1'))).toBe('NotFound');
  });
});

describe('a cycle through a feature view', () => {
  it('is one within one revision', async () => {
    expect(await add(modelVersion('m@1'), datasetVersion('q@1'))).toBe('Conflict');
    expect(await add(modelVersion('m@1'), datasetVersion('p@1'))).toBe('Conflict');
    expect(await add(modelVersion('m@2'), datasetVersion('p@1'))).toBe('Conflict');
    expect(await add(modelVersion('m@2'), datasetVersion('q@1'))).toBe('LineageEdgeSuccess');
    // From here m@2 leads to q, v at 2 and m@1.
    expect(await add(modelVersion('m@1'), modelVersion('m@2'))).toBe('Conflict');
  });

  it("is one through any revision over a caller's edge at the view", async () => {
    expect(await add(modelVersion('m@2'), featureView('v'))).toBe('Conflict');
    expect(await add(featureView('v'), datasetVersion('p@1'))).toBe('Conflict');
    expect(await add(featureView('v'), featureView('v'))).toBe('Conflict');
    expect(await add(featureView('v'), datasetVersion('r@1'))).toBe('LineageEdgeSuccess');
    expect(await add(datasetVersion('r@1'), featureView('w'))).toBe('LineageEdgeSuccess');
    expect(await add(modelVersion('m@3'), datasetVersion('p@1'))).toBe('Conflict');
    expect(await add(featureView('w'), featureView('v'))).toBe('Conflict');
  });

  const apply = async (name: string, sources: string[]) => {
    const { data } = await lineage.ask(
      `mutation ($input: ApplyFeatureViewInput!) {
        applyFeatureView(input: $input) { __typename ... on Conflict { reason message } }
      }`,
      { input: { name, entity: 'user', features: [{ name: 'x', type: 'INT' }], sourceDatasetVersionIds: sources } },
    );
    return data.applyFeatureView;
  };

  it('is not closed by a new revision either, and nothing of that stays', async () => {
    expect(await add(featureView('w'), datasetVersion('r@1'))).toBe('LineageEdgeSuccess');
    expect(await add(datasetVersion('r@1'), datasetVersion('p@1'))).toBe('LineageEdgeSuccess');
    expect(await apply('w', ['s@1', 'q@1'])).toEqual({
      __typename: 'Conflict',
      reason: 'STATE',
      message: 'The sources would close a cycle: w leads to one of them already.',
    });
    expect(await walk(datasetVersion('q@1'), 'DOWNSTREAM')).toMatchObject({ nodes: ['m@1', 'q@1', 'v'] });
    // What comes from another revision's reader closes none.
    await lineage.db.deleteFrom('lineageEdge').execute();
    expect(await add(modelVersion('m@3'), datasetVersion('r@1'))).toBe('LineageEdgeSuccess');
    expect(await apply('w', ['r@1'])).toEqual({ __typename: 'FeatureViewSuccess' });
    expect(await add(featureView('w'), datasetVersion('r@1'))).toBe('Conflict');
  });

  it('is not closed by an edge and a revision at the same time', async () => {
    const numbers = Array.from({ length: 10 }, (_, number) => number);
    await insertDatasets(
      lineage.db,
      numbers.map((number) => `c${number}`),
    );
    for (const number of numbers) await apply(`u${number}`, []);
    const answers = await Promise.all(
      numbers.map(async (number) =>
        Promise.all([
          add(featureView(`u${number}`), datasetVersion(`c${number}@1`)),
          apply(`u${number}`, [`c${number}@1`]).then(({ __typename }) => __typename),
        ]),
      ),
    );
    for (const [added, applied] of answers) {
      expect([
        ['LineageEdgeSuccess', 'Conflict'],
        ['Conflict', 'FeatureViewSuccess'],
      ]).toContainEqual([added, applied]);
    }
  });
});
