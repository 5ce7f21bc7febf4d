import { beforeAll, describe, expect, it } from '@jest/globals';
import { useConfigs } from '../../../../tests/setup/configs.ts';
import { experimentKind } from '../collections.ts';
import { insertExperiments, pageExperiments } from '../experiments.ts';
import { insertModelConfigs } from '../model-configs.ts';
import { NARROW } from '../parts.ts';
import { createPathIndexes } from '../path-indexes.ts';
import type { ExperimentWhere, PathFilter } from '../schema-types.generated.ts';
import { readDocumentList } from './document-list.ts';

const AT = new Date('2026-01-02T03:04:05.678Z');
const FRAMEWORKS = ['pytorch', 'xgboost', 'tensorflow'];
const configs = useConfigs();

beforeAll(async () => {
  const indices = Array.from({ length: 30 }, (_, index) => index);
  await insertModelConfigs(
    configs.db,
    indices.flatMap((index) =>
      [1, 2].map((revision) => ({
        ...{ modelId: `model-${index}`, revision, framework: FRAMEWORKS[index % 3] ?? '', tags: ['bench'] },
        ...{ createdAt: new Date(AT.getTime() + index), createdBy: 'tester' },
        metrics: { accuracy: revision === 2 ? index / 30 : 0.99, 'val.loss': index },
        hyperparameters: {
          optimizer: { name: index % 2 ? 'adamw' : 'sgd' },
          layers: [{ units: index }, { units: 64 }],
        },
      })),
    ),
  );
  await insertExperiments(
    configs.db,
    indices.map((index) => ({
      ...{ id: `x_${index}`, modelId: `model-${index % 5}`, framework: FRAMEWORKS[index % 3] ?? '', tags: [] },
      ...{ archived: index === 0, status: 'DONE', createdAt: AT, updatedAt: AT, updatedBy: 'tester' },
      metrics: { accuracy: index, 'val.loss': 1e308 },
    })),
  );
  await createPathIndexes(configs.db, ['metrics.accuracy', 'metrics.f1']);
});

const entities = (selection: string, representations: object[]) =>
  configs.ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`, { r: representations });

describe('configurations and experiments', () => {
  it('are found by nested values, metrics and fields of their own', async () => {
    const { data } = await configs.ask(`{
      nested: modelConfigs(where: { path: [{ path: "hyperparameters.optimizer.name", op: EQ, value: "adamw" }] }, first: 2) {
        totalCount nodes { id } }
      inList: modelConfigs(where: { path: [{ path: "hyperparameters.layers.units", op: EQ, value: 7 }] }) { nodes { id } }
      escaped: modelConfigs(where: { path: [{ path: "metrics.val\\\\.loss", op: GTE, value: 29 }] }) { nodes { id } }
      metric: modelConfigs(where: { metric: { name: "val.loss", value: { lt: 1 } } }) { nodes { id } }
      experiments(where: { framework: { contains: "TORCH" }, NOT: { id: ["x_3"] } }, first: 1) { totalCount }
      experiment(id: "x_0") { archived }
      nobody: experiment(id: "x_none") { id }
    }`);
    expect(data).toEqual({
      nested: { totalCount: 15, nodes: [{ id: 'model-29@2' }, { id: 'model-27@2' }] },
      inList: { nodes: [{ id: 'model-7@2' }] },
      escaped: { nodes: [{ id: 'model-29@2' }] },
      metric: { nodes: [{ id: 'model-0@2' }] },
      experiments: { totalCount: 8 },
      experiment: { archived: true },
      nobody: null,
    });
  });

  it('of high accuracy are the newest revisions, the highest first, a page in one command', async () => {
    const ask = (after: string | null) =>
      configs.ask(
        `query ($after: String) { highAccuracyModels(minAccuracy: 0.85, first: 3, after: $after) {
           nodes { id } pageInfo { hasNextPage endCursor } totalCount } }`,
        { after },
      );
    const { highAccuracyModels: page } = (await ask(null)).data;
    expect(page.nodes).toEqual([{ id: 'model-29@2' }, { id: 'model-28@2' }, { id: 'model-27@2' }]);
    expect(page.totalCount).toBe(4);
    expect(configs.commands).toHaveLength(2);
    const { highAccuracyModels: next } = (await ask(page.pageInfo.endCursor)).data;
    expect(next).toMatchObject({ nodes: [{ id: 'model-26@2' }], pageInfo: { hasNextPage: false } });
  });

  it('are compared by framework in one command each', async () => {
    const { data } = await configs.ask(`{
      configs: metricsByFramework { framework count average maximum minimum standardDeviation }
      experiments: metricsByFramework(of: EXPERIMENT) { framework count average }
      huge: metricsByFramework(metric: "val.loss", of: EXPERIMENT) { framework count average maximum standardDeviation }
      none: metricsByFramework(metric: "none") { count }
    }`);
    expect(data.configs.map(({ framework }: { framework: string }) => framework)).toEqual(FRAMEWORKS.toSorted());
    const { average, standardDeviation, ...rest } = data.configs[0];
    expect(rest).toEqual({ framework: 'pytorch', count: 10, maximum: 0.9, minimum: 0 });
    expect(average).toBeCloseTo(0.45);
    expect(standardDeviation).toBeCloseTo(Math.sqrt(8.25) / 10);
    // x_0 is archived.
    expect(data.experiments[0]).toEqual({ framework: 'pytorch', count: 9, average: 15 });
    expect(data.huge[0]).toEqual({
      framework: 'pytorch',
      count: 9,
      average: null,
      maximum: 1e308,
      standardDeviation: null,
    });
    expect(data.none).toEqual([]);
    expect(configs.commands).toHaveLength(4);
  });

  it('are a model’s revisions, the newest first, and a version’s own, in one command for all of them', async () => {
    const models = ['model-1', 'nobody', 'model-2'].map((id) => ({ __typename: 'Model', id }));
    const { data } = await entities(
      '... on Model { configRevisions(first: 1) { nodes { id metrics } pageInfo { hasNextPage } } }',
      models,
    );
    const page = (id: string, accuracy: number, loss: number) => ({
      configRevisions: { nodes: [{ id, metrics: { accuracy, 'val.loss': loss } }], pageInfo: { hasNextPage: true } },
    });
    expect(data._entities).toEqual([
      page('model-1@2', 1 / 30, 1),
      { configRevisions: { nodes: [], pageInfo: { hasNextPage: false } } },
      page('model-2@2', 2 / 30, 2),
    ]);
    expect(configs.commands.map(({ name }) => name)).toEqual(['aggregate']);
    configs.commands.length = 0;
    const versions = [1, 2, null].map((configRevision, index) => ({
      ...{ __typename: 'ModelVersion', id: `model-${index}@9`, configRevision },
    }));
    const answer = await entities('... on ModelVersion { config { id } }', versions);
    expect(answer.data._entities).toEqual([
      { config: { id: 'model-0@1' } },
      { config: { id: 'model-1@2' } },
      { config: null },
    ]);
    expect(configs.commands.map(({ name }) => name)).toEqual(['find']);
  });
});

describe('what a search may not be', () => {
  const search = async (filter: object) =>
    (
      await configs.ask('query ($where: ModelConfigWhere) { modelConfigs(where: $where) { totalCount } }', {
        where: { path: [{ path: 'hyperparameters.a', op: 'EQ', ...filter }] },
      })
    ).errors?.[0];

  it.each<[object, string]>([
    [{ value: { newest: true } }, 'takes a text, a number, a boolean, null, or a list of them'],
    [{ value: { $gt: 0 } }, 'takes a text'],
    [{ value: [{ _id: 1 }] }, 'takes a text'],
    [{}, 'takes a text'],
    [{ op: 'GT', value: true }, 'takes a number or a text'],
    [{ op: 'IN', value: 'a' }, 'takes a list of'],
    [{ op: 'EXISTS', value: 'yes' }, 'takes true or false'],
    [{ op: 'CONTAINS', value: 1 }, 'takes a text'],
    [{ op: 'CONTAINS', value: 'a'.repeat(250) }, 'must have fewer than 250 characters'],
    [{ path: 'createdAt', op: 'GT', value: 'soon' }, 'takes a moment, such as'],
    [{ path: '_tributary.newest', value: true }, 'must not begin with _'],
    [{ path: 'metrics.$where', value: 1 }, 'no name may begin with $'],
    [{ path: `${'a.'.repeat(20)}a`, value: 1 }, 'at most 20 segments, not 21'],
    [{ path: '__proto__.a', value: 1 }, 'path must be field names'],
  ])('%j', async (filter, message) => {
    expect(await search(filter)).toMatchObject({
      message: expect.stringContaining(message),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(configs.commands).toEqual([]);
  });

  it.each(['$where', '(a+)+$', '{"$gt": ""}', '\\', '.*'])('but %j is a text like others', async (value) => {
    expect(await search({ op: 'CONTAINS', value })).toBeUndefined();
    expect(await search({ op: 'EQ', value })).toBeUndefined();
  });

  it('says what helps where looking through takes too long', async () => {
    const limits = { maxTimeMS: 1 };
    const hurried = { ...configs.db, limits, oneBatch: { ...limits, batchSize: 1_000 } };
    const slow: PathFilter[] = Array.from({ length: 300 }, (_, index) => ({
      path: 'a.b',
      op: 'CONTAINS' as const,
      value: `z${index}`,
    }));
    const list = readDocumentList<ExperimentWhere>(
      {
        first: 10,
        where: { OR: slow.map((path) => ({ path: [path] })) },
        orderBy: [{ path: 'x\\.y', direction: 'ASC' }],
      },
      experimentKind,
      NARROW,
    );
    await expect(pageExperiments(hurried, list)).rejects.toMatchObject({
      message: expect.stringMatching(
        /within 1 ms: narrow where, .* or have x\\.y, a\.b indexed: by CONFIG_INDEXED_PATHS/,
      ),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('an index', () => {
  /** The plan of the search, as the store explains the very command that was made. */
  async function planOf(collection: 'modelConfigs' | 'experiments', where: string) {
    const before = configs.pipelines.length;
    const { errors } = await configs.ask(`{ ${collection}(where: ${where}) { nodes { id } } }`);
    expect(errors).toBeUndefined();
    const plan = await configs.db[collection].collection.aggregate(configs.pipelines[before]).explain('queryPlanner');
    return JSON.stringify(plan.queryPlanner?.winningPlan ?? plan);
  }

  it.each([
    ['modelConfigs', '{ metric: { name: "accuracy", value: { gte: 0.9 } } }', 'path metrics.accuracy'],
    ['modelConfigs', '{ framework: { eq: "pytorch" } }', 'path framework'],
    ['modelConfigs', '{ modelId: { eq: "model-1" } }', 'newest'],
    ['experiments', '{ metric: { name: "accuracy", value: { gte: 28 } } }', 'path metrics.accuracy'],
    ['experiments', '{ framework: { eq: "pytorch" } }', 'path framework'],
    ['experiments', '{ modelId: { eq: "model-1" } }', '(path modelId|modelId_1_archived_1)'],
  ] as const)('of %s serves %s', async (collection, where, name) => {
    expect(await planOf(collection, where)).toMatch(new RegExp(`"stage":"IXSCAN".*"indexName":"${name}`));
  });

  it('is there for the paths that are named, and goes with the name', async () => {
    const pathsOf = async () => {
      const { data } = await configs.ask('{ health { mongodb { indexes { collection name key } } } }');
      const indexes: { collection: string; name: string; key: object }[] = data.health.mongodb.indexes;
      return indexes.filter(({ name }) => name.startsWith('path ')).map(({ collection, key }) => [collection, key]);
    };
    const left = await createPathIndexes(configs.db, ['metrics.auc', 'metrics.val\\.loss', 'layers.0.units']);
    expect(left).toEqual(['metrics.val\\.loss', 'layers.0.units']);
    const indexesOf = (collection: string, before: object) =>
      ['framework', 'metrics.auc', 'modelId'].map((path) => [collection, { ...before, [path]: 1, _id: 1 }]);
    expect(await pathsOf()).toEqual([...indexesOf('experiments', { archived: 1 }), ...indexesOf('model_configs', {})]);
  });
});
