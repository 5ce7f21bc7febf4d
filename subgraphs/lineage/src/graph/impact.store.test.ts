import { randomUUIDv7 } from 'node:crypto';
import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { derive, insertDatasets } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();
const LIVE = '00000000-0000-7000-8000-000000000001';

/**
 * raw → clean. raw fills `v` at its first revision and `gone`, which is deleted; clean fills `v` at its second; other
 * fills `w` at its first. Callers' edges lead from clean to `w`, from `v` to m@6 and from other to nobody. m@1 and m@2
 * read `v` at 1 and 2, m@3 and m@4 `w` at 1 and 2, m@5 reads `gone`. m@4 is live.
 */
beforeAll(async () => {
  await insertDatasets(lineage.db, ['raw', 'clean', 'other']);
  await derive(lineage.db, [['clean', 'raw']]);
  const statements = [
    sql`insert into model (id, name) values ('m', 'M')`,
    sql`insert into model_version (id, model_id, number, created_by, created_at)
        select 'm@' || n, 'm', n, 'tester', '2025-01-01'::timestamptz + n * interval '1 day' from generate_series(1, 6) n`,
    sql`insert into feature_view (name, entity, join_keys, revision, deleted_at)
        values ('v', 'user', '{user}', 2, null), ('w', 'user', '{user}', 2, null), ('gone', 'user', '{user}', 1, now())`,
    sql`insert into feature_view_revision (view_name, revision, features, created_by)
        values ('v', 1, '[]', 'tester'), ('v', 2, '[]', 'tester'), ('w', 1, '[]', 'tester'), ('w', 2, '[]', 'tester'),
          ('gone', 1, '[]', 'tester')`,
    sql`insert into feature_view_source (view_name, revision, dataset_version_id)
        values ('v', 1, 'raw@1'), ('v', 2, 'clean@1'), ('w', 1, 'other@1'), ('gone', 1, 'raw@1')`,
    sql`insert into model_version_feature_view (model_version_id, view_name, revision)
        values ('m@1', 'v', 1), ('m@2', 'v', 2), ('m@3', 'w', 1), ('m@4', 'w', 2), ('m@5', 'gone', 1)`,
    sql`insert into lineage_edge (from_type, from_id, to_type, to_id, type, created_by)
        values ('DATASET_VERSION', 'clean@1', 'FEATURE_VIEW', 'w', 'told', 'tester'),
          ('FEATURE_VIEW', 'v', 'MODEL_VERSION', 'm@6', 'told', 'tester'),
          ('DATASET_VERSION', 'other@1', 'FEATURE_VIEW', 'nobody', 'told', 'tester')`,
    sql`insert into deployment (id, model_id, model_version_id, environment, status, traffic_percent, requested_percent, deployed_by)
        values (${LIVE}, 'm', 'm@4', 'staging', 'LIVE', 100, 100, 'tester')`,
  ];
  for (const statement of statements) await statement.execute(lineage.db);
});
beforeEach(() => {
  lineage.statements.length = 0;
});

async function impactOf(id: string) {
  const { data, errors } = await lineage.ask(
    `query ($id: ID!) { datasetVersion(id: $id) { impact {
      featureViews { nodes { name } totalCount } modelVersions { nodes { id } totalCount } liveDeployments { nodes { id } }
    } } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  const { featureViews, modelVersions, liveDeployments } = data.datasetVersion.impact;
  expect(featureViews.totalCount).toBe(featureViews.nodes.length);
  expect(modelVersions.totalCount).toBe(modelVersions.nodes.length);
  return {
    featureViews: featureViews.nodes.map(({ name }: { name: string }) => name),
    modelVersions: modelVersions.nodes.map(({ id }: { id: string }) => id),
    live: liveDeployments.nodes.length,
  };
}

it('crosses a view within the revision that the data fills', async () => {
  expect(await impactOf('other@1')).toEqual({ featureViews: ['w'], modelVersions: ['m@3'], live: 0 });
});

it('crosses a view that a caller pointed to at any revision, and goes on along edges from a view', async () => {
  expect(await impactOf('clean@1')).toEqual({
    featureViews: ['v', 'w'],
    modelVersions: ['m@6', 'm@4', 'm@3', 'm@2'],
    live: 1,
  });
});

it('names each view once, be it filled by several revisions or deleted', async () => {
  expect(await impactOf('raw@1')).toEqual({
    featureViews: ['gone', 'v', 'w'],
    modelVersions: ['m@6', 'm@5', 'm@4', 'm@3', 'm@2', 'm@1'],
    live: 1,
  });
});

it("follows callers' edges from a run that read the data and from a deployment, and to another model's", async () => {
  const [reader, deployed, another] = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7()];
  await insertDatasets(lineage.db, ['a', 'b', 'c']);
  const statements = [
    sql`insert into run (id, status, started_at, created_by) values (${reader}, 'RUNNING', now(), 'tester')`,
    sql`insert into run_input (run_id, dataset_version_id, role, position) values (${reader}, 'a@1', 'TRAINING', 0)`,
    sql`insert into model (id, name) values ('p', 'P'), ('q', 'Q')`,
    sql`insert into model_version (id, model_id, number, created_by, run_id)
        values ('p@1', 'p', 1, 'tester', ${reader}), ('q@1', 'q', 1, 'tester', null)`,
    sql`insert into model_version_dataset (model_version_id, dataset_version_id) values ('p@1', 'a@1')`,
    sql`insert into deployment (id, model_id, model_version_id, environment, status, traffic_percent, requested_percent, deployed_by)
        values (${deployed}, 'p', 'p@1', 'staging', 'LIVE', 100, 100, 'tester'),
          (${another}, 'q', 'q@1', 'staging', 'LIVE', 100, 100, 'tester')`,
    sql`insert into lineage_edge (from_type, from_id, to_type, to_id, type, created_by)
        values ('TRAINING_RUN', ${reader}, 'DATASET_VERSION', 'b@1', 'told', 'tester'),
          ('DEPLOYMENT', ${deployed}, 'DATASET_VERSION', 'c@1', 'told', 'tester'),
          ('DATASET_VERSION', 'c@1', 'DEPLOYMENT', ${another}, 'told', 'tester')`,
  ];
  for (const statement of statements) await statement.execute(lineage.db);
  const { data } = await lineage.ask(`{ datasetVersion(id: "a@1") { impact {
    datasetVersions { nodes { id } } modelVersions { nodes { id } } liveDeployments { nodes { id } }
  } } }`);
  const { datasetVersions, modelVersions, liveDeployments } = data.datasetVersion.impact;
  expect(datasetVersions.nodes.map(({ id }: { id: string }) => id).sort()).toEqual(['b@1', 'c@1']);
  expect(modelVersions.nodes).toEqual([{ id: 'p@1' }]);
  expect(liveDeployments.nodes.map(({ id }: { id: string }) => id).sort()).toEqual([deployed, another].sort());
});

it('reads the views of any number of versions with one statement, page by page', async () => {
  const query = (first: number, after: string) =>
    `{ datasets(where: { id: ["raw", "clean", "other"] }, orderBy: [{ field: NAME, direction: ASC }]) { nodes { currentVersion { impact { featureViews(first: ${first}${after}) { nodes { name } pageInfo { endCursor hasNextPage } } } } } } }`;
  const { data } = await lineage.ask(query(2, ''));
  expect(lineage.statements).toHaveLength(3);
  const [, , raw] = data.datasets.nodes;
  const { nodes, pageInfo } = raw.currentVersion.impact.featureViews;
  expect([nodes, pageInfo.hasNextPage]).toEqual([[{ name: 'gone' }, { name: 'v' }], true]);
  const next = await lineage.ask(query(2, `, after: "${pageInfo.endCursor}"`));
  expect(next.data.datasets.nodes[2].currentVersion.impact.featureViews.nodes).toEqual([{ name: 'w' }]);
});
