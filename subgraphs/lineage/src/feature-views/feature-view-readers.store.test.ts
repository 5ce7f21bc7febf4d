import { beforeAll, expect, it } from '@jest/globals';
import { readList } from '@tributary/common/lists/list';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { pageReadersByViewNames, readerOrder } from './feature-view-readers.ts';

const lineage = useLineage();
const VIEWS = Array.from({ length: 100 }, (_, index) => `v${index}`);

/** All versions read v0, and each one more of the others. */
beforeAll(async () => {
  const statements = [
    sql`insert into model (id, name) values ('m', 'M')`,
    sql`insert into model_version (id, model_id, number, created_by, created_at)
        select 'm@' || n, 'm', n, 'tester', '2025-01-01'::timestamptz + n / 2 * interval '1 s' from generate_series(1, 20000) n`,
    sql`insert into feature_view (name, entity, join_keys, revision)
        select name, 'user', '{user}', 1 from unnest(${VIEWS}::text[]) name`,
    sql`insert into feature_view_revision (view_name, revision, features, created_by)
        select name, 1, '[]', 'tester' from feature_view`,
    sql`insert into model_version_feature_view (model_version_id, view_name, revision)
        select id, 'v0', 1 from model_version`,
    sql`insert into model_version_feature_view (model_version_id, view_name, revision)
        select id, 'v' || 1 + number % 99, 1 from model_version`,
    sql`vacuum analyze`,
  ];
  for (const statement of statements) await statement.execute(lineage.db);
});

it('are read along one index, however many there are', async () => {
  const read = await lineage.db.transaction().execute(async (db) => {
    const count = async () => {
      const { rows } = await sql<{ count: number }>`
        select sum(seq_tup_read + idx_tup_fetch)::integer as count from pg_stat_xact_user_tables
        where relname in ('model_version', 'model_version_feature_view')`.execute(db);
      return rows[0]?.count ?? 0;
    };
    const before = await count();
    const page = await pageReadersByViewNames(db, VIEWS, readList({ first: 4 }, readerOrder));
    expect(page).toHaveLength(5 * VIEWS.length);
    return (await count()) - before;
  });
  expect(read).toBeLessThanOrEqual(2 * 5 * VIEWS.length);
});

it('are listed the newest first, ties by id, and none is lost by sevens', async () => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const answer: {
      data: {
        featureView: { usedBy: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      };
    } = await lineage.ask(
      `query ($after: String) {
        featureView(name: "v1") { usedBy(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
      }`,
      { after },
    );
    const { nodes, pageInfo } = answer.data.featureView.usedBy;
    seen.push(...nodes.map(({ id }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  const { rows } = await sql<{ id: string }>`
    select id from model_version where number % 99 = 0 order by created_at desc, id desc`.execute(lineage.db);
  expect(seen).toEqual(rows.map(({ id }) => id));
});

it('that never were there are refused by the foreign key', async () => {
  await expect(
    lineage.db
      .insertInto('modelVersionFeatureView')
      .values({ modelVersionId: 'nobody@1', viewName: 'v0', revision: 1 })
      .execute(),
  ).rejects.toThrow(/foreign key/);
});
