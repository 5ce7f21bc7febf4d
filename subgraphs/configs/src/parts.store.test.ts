import { beforeAll, describe, expect, it } from '@jest/globals';
import { useConfigs } from '../../../tests/setup/configs.ts';
import { insertExperiments } from './experiments.ts';
import { insertModelConfigs } from './model-configs.ts';

const AT = new Date('2026-01-02T03:04:05.678Z');
const RUN = '01890000-0000-7000-8000-000000000001';
/** Names that are ours in memory, in other documents, or in what the store keeps beside. */
const EXTRA = {
  newest: true,
  followsRun: false,
  cursor: 'c',
  document: 1,
  extra: { _tributary: 2 },
  model: null,
  gpu: 'L4',
};

const configs = useConfigs();

beforeAll(async () => {
  const wide = { hyperparameters: { rate: 0.1 }, metrics: { f1: 0.9 } };
  await insertModelConfigs(
    configs.db,
    [1, 2].map((revision) => ({
      ...{ modelId: 'model', revision, framework: 'pytorch', tags: [], createdAt: AT, createdBy: 'tester' },
      ...{ ...wide, architecture: { layers: [{ units: 64 }] }, extra: EXTRA },
    })),
  );
  await insertExperiments(configs.db, [
    {
      ...{ id: RUN, modelId: 'model', archived: false, tags: [], createdAt: AT, updatedAt: AT, updatedBy: 'tester' },
      ...{ ...wide, config: { seed: 7 }, extra: EXTRA },
    },
  ]);
});

const read = (...fields: string[]) => Object.fromEntries(fields.map((field) => [field, 1]));
const CONFIG = read('modelId', 'revision', 'framework', 'tags', 'createdAt', 'createdBy');
const EXPERIMENT = read(
  ...['archived', 'modelId', 'name', 'framework', 'status', 'tags', 'notes', 'createdAt', 'updatedAt', 'updatedBy'],
);

async function askWhole(query: string, variables = {}) {
  const { data, errors } = await configs.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}
const selectConfig = async (selection: string) =>
  (await askWhole(`{ modelConfig(modelId: "model") { ${selection} } }`)).modelConfig;

describe('of a document is read', () => {
  it.each([
    ['no wide part that is not selected', 'id framework', CONFIG],
    ['a wide part that is selected, by another name too', 'id wide: architecture', { ...CONFIG, architecture: 1 }],
    ['the field in which a path begins', 'document(path: "metrics.f1")', { ...CONFIG, metrics: 1 }],
    ['nothing for a path in what is read anyway', 'document(path: "framework")', CONFIG],
    ['no bookkeeping, even by its path', 'document(path: "_tributary.newest")', CONFIG],
    [
      'everything but wide parts for extra',
      'extra',
      { _tributary: 0, architecture: 0, hyperparameters: 0, metrics: 0 },
    ],
    [
      'of the wide parts the selected one beside extra',
      'extra metrics',
      { _tributary: 0, architecture: 0, hyperparameters: 0 },
    ],
    ['everything for the document', 'document', { _tributary: 0 }],
  ])('%s', async (_, selection, projection) => {
    await selectConfig(selection);
    expect(configs.projections).toEqual([projection]);
  });

  it('what fragments, variables and directives come to', async () => {
    await askWhole(
      `query ($path: String, $no: Boolean!) { modelConfig(modelId: "model") { ...Wide ... on ModelConfig { extra @include(if: $no) } } }
       fragment Wide on ModelConfig { document(path: $path) architecture @skip(if: true) metrics @skip(if: $no) }`,
      { path: 'gpu', no: false },
    );
    expect(configs.projections).toEqual([{ ...CONFIG, gpu: 1, metrics: 1 }]);
  });

  it('what the nodes and the edges of a list select together', async () => {
    const data = await askWhole(
      '{ modelConfigs { nodes { metrics } edges { node { architecture model { config { hyperparameters } } } } } }',
    );
    expect(data.modelConfigs.edges[0].node.model).toEqual({ config: { hyperparameters: { rate: 0.1 } } });
    expect(configs.projections).toEqual([
      { ...CONFIG, metrics: 1, architecture: 1 },
      { ...CONFIG, hyperparameters: 1 },
    ]);
  });

  it('each type’s own where entities of several are asked for at once', async () => {
    await askWhole(
      `query ($r: [_Any!]!) { _entities(representations: $r) {
         ... on ModelConfig { architecture }
         ... on Experiment { settings: config }
         ... on Model { config { hyperparameters } experiments { nodes { metrics } } }
         ... on TrainingRun { experiment { document(path: "gpu") } }
       } }`,
      {
        r: [
          { __typename: 'ModelConfig', id: 'model@1' },
          { __typename: 'ModelConfig', id: 'model@2' },
          { __typename: 'Experiment', id: RUN },
          { __typename: 'Model', id: 'model' },
          { __typename: 'TrainingRun', id: RUN },
        ],
      },
    );
    const inAnyOrder = (projections: unknown[]) => projections.map((one) => JSON.stringify(one)).sort();
    expect(inAnyOrder(configs.projections)).toEqual(
      inAnyOrder([
        { ...CONFIG, architecture: 1 },
        { ...CONFIG, hyperparameters: 1 },
        { ...EXPERIMENT, config: 1 },
        { ...EXPERIMENT, metrics: 1 },
        { ...EXPERIMENT, gpu: 1 },
      ]),
    );
  });

  it('one page for all models with one selection, by one command', async () => {
    const representations = ['model', 'other', 'model'].map((id) => ({ __typename: 'Model', id }));
    await askWhole(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Model {
         config { metrics } again: config { createdBy metrics revision }
         experiments { nodes { extra config } }
       } } }`,
      { r: representations },
    );
    expect(configs.commands.map(({ name }) => name).sort()).toEqual(['aggregate', 'find']);
    expect(configs.projections).toContainEqual({ _tributary: 0, hyperparameters: 0, metrics: 0 });
  });
});

describe('a field of any name', () => {
  const own = {
    modelId: 'model',
    framework: 'pytorch',
    tags: [],
    hyperparameters: { rate: 0.1 },
    metrics: { f1: 0.9 },
    createdAt: '2026-01-02T03:04:05.678Z',
  };

  it('is kept beside ours in a configuration, and changes none of them', async () => {
    expect(await selectConfig('id revision extra document value: document(path: "extra._tributary")')).toEqual({
      id: 'model@2',
      revision: 2,
      extra: EXTRA,
      document: {
        ...{ ...own, id: 'model@2', revision: 2, architecture: { layers: [{ units: 64 }] }, createdBy: 'tester' },
        ...EXTRA,
      },
      value: 2,
    });
    const { modelConfigs } = await askWhole('{ modelConfigs { nodes { extra } pageInfo { endCursor } totalCount } }');
    expect(modelConfigs).toMatchObject({ nodes: [{ extra: EXTRA }], totalCount: 1 });
    const after = await askWhole('query ($after: String) { modelConfigs(after: $after) { nodes { id } } }', {
      after: modelConfigs.pageInfo.endCursor,
    });
    expect(after.modelConfigs.nodes).toEqual([]);
  });

  it('is kept beside ours in an experiment, and changes none of them', async () => {
    const data = await askWhole(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Experiment { id extra trainingRun { id } model { id } } } }',
      { r: [{ __typename: 'Experiment', id: RUN }] },
    );
    expect(data._entities).toEqual([{ id: RUN, extra: EXTRA, trainingRun: { id: RUN }, model: { id: 'model' } }]);
  });
});
