import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();

/**
 * clicks fills `user` at revision 1, orders at its newest; both fill `device`, which was deleted. m@1 reads `user` at
 * revision 1, m@2 at 2 and `device` beside it. Fifty more views are filled by `many`.
 */
beforeAll(async () => {
  const statements = [
    sql`insert into dataset (id, name) select id, id from unnest(array['clicks', 'orders', 'many']) id`,
    sql`insert into dataset_version (id, dataset_id, number, digest)
        select id || '@1', id, 1, 'a:1' from dataset`,
    sql`insert into model (id, name) values ('m', 'M')`,
    sql`insert into model_version (id, model_id, number, created_by, created_at)
        select 'm@' || n, 'm', n, 'tester', '2025-01-01'::timestamptz + n * interval '1 day' from generate_series(1, 3) n`,
    sql`insert into feature_view (name, entity, join_keys, revision, deleted_at)
        values ('user', 'user', '{user_id}', 2, null), ('device', 'user', '{user_id}', 1, now())`,
    sql`insert into feature_view (name, entity, join_keys, revision)
        select 'V-' || n, 'user', '{user_id}', 1 from generate_series(100, 149) n`,
    sql`insert into feature_view_revision (view_name, revision, features, ttl_seconds, created_by)
        values ('user', 1, '[{"name": "clicks", "type": "INT", "default": 0, "description": null}]', 60, 'tester'),
          ('user', 2, '[{"name": "spent", "type": "FLOAT", "default": "NaN", "description": "In euros."}]', null, 'tester'),
          ('device', 1, '[]', 60, 'tester')`,
    sql`insert into feature_view_revision (view_name, revision, features, created_by)
        select name, 1, '[]', 'tester' from feature_view where name like 'V-%'`,
    sql`insert into feature_view_source (view_name, revision, dataset_version_id)
        values ('user', 1, 'clicks@1'), ('user', 2, 'orders@1'), ('device', 1, 'clicks@1'), ('device', 1, 'orders@1')`,
    sql`insert into feature_view_source (view_name, revision, dataset_version_id)
        select name, 1, 'many@1' from feature_view where name like 'V-%'`,
    sql`insert into model_version_feature_view (model_version_id, view_name, revision)
        values ('m@1', 'user', 1), ('m@2', 'user', 2), ('m@2', 'device', 1)`,
  ];
  for (const statement of statements) await statement.execute(lineage.db);
});
beforeEach(() => {
  lineage.statements.length = 0;
});

async function read(query: string) {
  const { data, errors } = await lineage.ask(query);
  expect(errors).toBeUndefined();
  return data;
}

describe('a feature view', () => {
  it('is shown as its newest revision says', async () => {
    const { featureView } = await read(`{ featureView(name: "user") {
      id name entity joinKeys revision ttlSeconds deletedAt
      features { name type default description } sources { id } usedBy { nodes { id } totalCount }
    } }`);
    expect(featureView).toEqual({
      id: 'user',
      name: 'user',
      entity: 'user',
      joinKeys: ['user_id'],
      revision: 2,
      ttlSeconds: null,
      deletedAt: null,
      features: [{ name: 'spent', type: 'FLOAT', default: 'NaN', description: 'In euros.' }],
      sources: [{ id: 'orders@1' }],
      usedBy: { nodes: [{ id: 'm@2' }, { id: 'm@1' }], totalCount: 2 },
    });
  });

  it('answers by its name after it was deleted, but stands in no list', async () => {
    const data = await read(`{
      gone: featureView(name: "device") { deletedAt revision sources { id } }
      nobody: featureView(name: "nobody") { id }
      unstorable: featureView(name: "a\\u0000") { id }
      featureViews(first: 1000) { nodes { name } totalCount }
      datasetVersion(id: "orders@1") { featureViews { nodes { name } totalCount } }
    }`);
    expect(data.gone).toEqual({
      deletedAt: expect.any(String),
      revision: 1,
      sources: [{ id: 'clicks@1' }, { id: 'orders@1' }],
    });
    expect([data.nobody, data.unstorable]).toEqual([null, null]);
    expect(data.featureViews.totalCount).toBe(51);
    expect(data.featureViews.nodes.map(({ name }: { name: string }) => name)).not.toContain('device');
    expect(data.datasetVersion.featureViews).toEqual({ nodes: [{ name: 'user' }], totalCount: 1 });
  });

  it('is found by the gateway by its name', async () => {
    const { data } = await lineage.ask(
      'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on FeatureView { id revision } } }',
      { refs: ['user', 'nobody', 'V-100'].map((name) => ({ __typename: 'FeatureView', name })) },
    );
    expect(data._entities).toEqual([{ id: 'user', revision: 2 }, null, { id: 'V-100', revision: 1 }]);
    expect(lineage.statements).toHaveLength(1);
  });
});

describe('feature views', () => {
  it('are listed by name, compared by code point, and none is lost by sevens', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: {
        data: { featureViews: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      } = await lineage.ask(
        'query ($after: String) { featureViews(first: 7, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const { nodes, pageInfo } = answer.data.featureViews;
      seen.push(...nodes.map(({ name }) => name));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([...Array.from({ length: 50 }, (_, index) => `V-${100 + index}`), 'user']);
  });

  it('cost one statement a field, however many there are', async () => {
    const query = (first: number) => `{ featureViews(first: ${first}) { nodes {
      features { name } sources { id featureViews(first: 3) { nodes { name } totalCount } } usedBy(first: 1) { nodes { id } totalCount }
    } } }`;
    await read(query(1));
    const few = lineage.statements.splice(0).length;
    await read(query(50));
    expect(lineage.statements).toHaveLength(few);
    expect(few).toBe(7);
  });

  it('of a dataset version are those whose newest revision it fills', async () => {
    const { clicks, many } = await read(`{
      clicks: datasetVersion(id: "clicks@1") { featureViews { nodes { name } totalCount } }
      many: datasetVersion(id: "many@1") { featureViews(first: 2) { nodes { name } totalCount pageInfo { hasNextPage } } }
    }`);
    expect(clicks.featureViews).toEqual({ nodes: [], totalCount: 0 });
    expect(many.featureViews).toEqual({
      nodes: [{ name: 'V-100' }, { name: 'V-101' }],
      totalCount: 50,
      pageInfo: { hasNextPage: true },
    });
  });

  it('that a model version reads come with the revision that it was trained with', async () => {
    const { modelVersions } = await read(
      '{ modelVersions { nodes { id featureSources { revision view { name revision deletedAt } } } } }',
    );
    expect(modelVersions.nodes).toEqual([
      { id: 'm@3', featureSources: [] },
      {
        id: 'm@2',
        featureSources: [
          { revision: 1, view: { name: 'device', revision: 1, deletedAt: expect.any(String) } },
          { revision: 2, view: { name: 'user', revision: 2, deletedAt: null } },
        ],
      },
      { id: 'm@1', featureSources: [{ revision: 1, view: { name: 'user', revision: 2, deletedAt: null } }] },
    ]);
    expect(lineage.statements).toHaveLength(3);
  });
});
