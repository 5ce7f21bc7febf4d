import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { modelVersionOrder } from '../models/model-versions.ts';
import { countPerParent, countRows } from './counts.ts';
import { takePage } from './keyset.ts';
import { parentKey, perParent } from './per-parent.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const models = ['a', 'b', 'none'].map((id) => ({ id, name: id }));
  await database.db.insertInto('model').values(models).execute();
  const version = (modelId: string, number: number) => ({
    id: `${modelId}@${number}`,
    modelId,
    number,
    createdBy: 'tester',
  });
  await database.db
    .insertInto('modelVersion')
    .values([version('a', 1), version('a', 2), version('a', 3), version('b', 7)])
    .execute();
  database.statements.length = 0;
});
afterAll(() => database.drop());

const versions = () => database.db.selectFrom('modelVersion');

describe('perParent', () => {
  it('reads the page of each parent, in its order, by one statement', async () => {
    const ofModel = versions().select('number').where('modelId', '=', parentKey);
    const page = takePage(ofModel, { order: modelVersionOrder, page: { first: 1, after: null } });
    expect(await perParent(database.db, ['b', 'none', 'a'], page)).toEqual([
      { parentKey: 'b', number: 7, cursor: [7] },
      { parentKey: 'a', number: 3, cursor: [3] },
      { parentKey: 'a', number: 2, cursor: [2] },
    ]);
    expect(database.statements.map((statement) => statement.replaceAll(/\s+/g, ' ').trim())).toEqual([
      [
        'select page.*, parent.parent_key from unnest($1::text[]) parent(parent_key) cross join lateral',
        '(select "number", json_build_array("model_version"."number") as "cursor" from "model_version"',
        'where "model_id" = "parent"."parent_key" order by "model_version"."number" desc limit $2) page',
      ].join(' '),
    ]);
  });
});

describe('a count', () => {
  it('has the rows of a query, whatever it selects', async () => {
    database.statements.length = 0;
    expect(await countRows(versions().selectAll().where('number', '<', 3))).toBe(2);
    expect(database.statements).toEqual(['select count(*) as "count" from "model_version" where "number" < $1']);
  });

  it('has the rows of each parent that has any', async () => {
    database.statements.length = 0;
    const counts = await countPerParent(versions(), 'modelVersion.modelId', ['a', 'b', 'none']);
    expect(counts.toSorted((a, b) => a.count - b.count)).toEqual([
      { parentKey: 'b', count: 1 },
      { parentKey: 'a', count: 3 },
    ]);
    expect(database.statements).toEqual([
      [
        'select "model_version"."model_id" as "parent_key", count(*) as "count" from "model_version"',
        'where "model_version"."model_id" in ($1, $2, $3) group by "model_version"."model_id"',
      ].join(' '),
    ]);
  });
});
