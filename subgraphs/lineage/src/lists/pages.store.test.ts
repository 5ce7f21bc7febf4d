import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();

beforeAll(async () => {
  // One statement, so that all rows have one time and only the id tells them apart.
  const models = Array.from({ length: 1_000 }, (_, index) => ({ id: `model-${index}`, name: `Model ${index}` }));
  await lineage.db.insertInto('model').values(models).execute();
  const versions = models
    .slice(0, 50)
    .flatMap(({ id }) =>
      [1, 2, 3].map((number) => ({ id: `${id}@${number}`, modelId: id, number, createdBy: 'tester' })),
    );
  await lineage.db.insertInto('modelVersion').values(versions).execute();
});
beforeEach(() => {
  lineage.statements.length = 0;
});

describe('a list', () => {
  it('loses no row and repeats none when it is read by sevens', async () => {
    const query =
      'query ($after: String) { models(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: {
        data: { models: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      } = await lineage.ask(query, { after });
      const { nodes, pageInfo } = answer.data.models;
      seen.push(...nodes.map(({ id }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(1_000);
    expect(new Set(seen).size).toBe(1_000);
  });

  it('counts all rows by a statement of its own, and only when that is asked', async () => {
    await lineage.ask('{ models(first: 1) { nodes { id } } }');
    expect(lineage.statements).toHaveLength(1);
    const { data } = await lineage.ask('{ models(first: 1) { totalCount } }');
    expect(data.models.totalCount).toBe(1_000);
    expect(lineage.statements).toHaveLength(3);
  });

  it('says what is wrong with a page that cannot be', async () => {
    const { data } = await lineage.ask('{ models(first: 1) { pageInfo { endCursor } } }');
    const foreign = data.models.pageInfo.endCursor;
    const cases = [
      ['models(first: -1)', 'first must be between 0 and 1000, not -1.'],
      ['models(first: 1000000)', 'first must be between 0 and 1000, not 1000000.'],
      ['models(after: "forged")', 'after is not a cursor of this list and order'],
      [`datasets(after: "${foreign}")`, 'after is not a cursor of this list and order'],
    ];
    for (const [field, message] of cases) {
      const { errors } = await lineage.ask(`{ ${field} { nodes { id } } }`);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatchObject({
        message: expect.stringContaining(message ?? ''),
        extensions: { code: 'BAD_USER_INPUT', service: 'lineage' },
      });
    }
  });

  it('takes null for an argument as its default', async () => {
    const { data } = await lineage.ask('{ models(first: null, includeArchived: null) { nodes { id } } }');
    expect(data.models.nodes).toHaveLength(20);
  });

  it('answers first: 0 with no row and the truth about more', async () => {
    const { data } = await lineage.ask('{ models(first: 0) { nodes { id } pageInfo { hasNextPage endCursor } } }');
    expect(data.models).toEqual({ nodes: [], pageInfo: { hasNextPage: true, endCursor: null } });
  });
});

describe('a page of every parent', () => {
  const query = `query ($first: Int) {
    models(first: $first) {
      nodes { latestVersion { number } a: versions(first: 1) { nodes { number } totalCount } b: versions(first: 2) { nodes { number } pageInfo { hasNextPage } } }
    }
  }`;

  it('costs one statement a field, however many parents there are', async () => {
    await lineage.ask(query, { first: 5 });
    const few = lineage.statements.splice(0).length;
    await lineage.ask(query, { first: 500 });
    expect(lineage.statements).toHaveLength(few);
    expect(few).toBe(5);
  });

  it('gives each set of arguments its own page', async () => {
    const { data } = await lineage.ask(
      '{ model(id: "model-0") { latestVersion { number } a: versions(first: 1) { nodes { number } totalCount } b: versions(first: 2) { nodes { number } pageInfo { hasNextPage } } } }',
    );
    expect(data.model).toEqual({
      latestVersion: { number: 3 },
      a: { nodes: [{ number: 3 }], totalCount: 3 },
      b: { nodes: [{ number: 3 }, { number: 2 }], pageInfo: { hasNextPage: true } },
    });
  });
});

describe('a long column', () => {
  it('is read where it is selected, for the page in one statement, and nowhere else', async () => {
    const read = async (field: string) => {
      lineage.statements.length = 0;
      const { data } = await lineage.ask(`{ modelVersions(first: 20) { nodes { id ${field} } } }`);
      return { data, statements: lineage.statements };
    };
    const without = await read('');
    expect(without.statements).toHaveLength(1);
    expect(without.statements.join()).not.toMatch(/signature|\*/);
    const { data, statements } = await read('signature { inputs { name } }');
    expect(statements).toHaveLength(2);
    expect(data.modelVersions.nodes[0]).toEqual({ id: expect.any(String), signature: null });
  });
});

describe('an id', () => {
  it('that no row can have is nobody, and takes no other along', async () => {
    const { data, errors } = await lineage.ask(
      '{ a: model(id: "x\\u0000") { id } b: model(id: "model-1") { id } c: trainingRun(id: "nobody") { id } d: deployment(id: "1\' or 1=1") { id } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ a: null, b: { id: 'model-1' }, c: null, d: null });
  });

  it('that is a UUID may stand in capitals', async () => {
    const id = '00000000-0000-7000-8000-00000000000a';
    await lineage.db.insertInto('run').values({ id, status: 'SCHEDULED', createdBy: 'tester' }).execute();
    const { data } = await lineage.ask(
      `{ trainingRun(id: "${id.toUpperCase()}") { id } lineage(root: { type: TRAINING_RUN, id: "${id.toUpperCase()}" }) { nodes { __typename } } }`,
    );
    expect(data).toEqual({ trainingRun: { id }, lineage: { nodes: [{ __typename: 'TrainingRun' }] } });
  });
});
