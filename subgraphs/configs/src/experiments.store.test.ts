import { beforeAll, describe, expect, it } from '@jest/globals';
import { useConfigs } from '../../../tests/setup/configs.ts';
import { PATIENCE_MS } from '../../../tests/setup/stores.ts';
import { insertExperiments, type NewExperiment } from './experiments.ts';

const AT = new Date('2026-01-02T03:04:05.678Z');
const RUN = '01890000-0000-7000-8000-000000000001';

const experimentOf = (id: string, more: Partial<NewExperiment> = {}): NewExperiment => ({
  id,
  archived: false,
  tags: [],
  createdAt: AT,
  updatedAt: AT,
  updatedBy: 'tester',
  ...more,
});

const configs = useConfigs();

beforeAll(async () => {
  await insertExperiments(configs.db, [
    ...Array.from({ length: 400 }, (_, index) =>
      experimentOf(`x_${index}`, { modelId: `model-${index % 2}`, archived: index % 8 === 0 }),
    ),
    experimentOf(RUN, { modelId: 'other', status: 'COMPLETED', extra: { gpu: 'L4' } }),
    experimentOf('x_free'),
  ]);
});

const entities = (selection: string, representations: { __typename: string; id: string }[]) =>
  configs.ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`, { r: representations });

const models = (...ids: string[]) => ids.map((id) => ({ __typename: 'Model', id }));

describe('an experiment', () => {
  it('refers to its run only where it follows one', async () => {
    const { data } = await entities(
      '... on Experiment { id model { id } trainingRun { id } status archived extra document(path: "gpu") updatedBy }',
      [RUN, 'x_free', 'x_nobody'].map((id) => ({ __typename: 'Experiment', id })),
    );
    const others = { archived: false, updatedBy: 'tester' };
    expect(data._entities).toEqual([
      {
        ...others,
        id: RUN,
        model: { id: 'other' },
        trainingRun: { id: RUN },
        status: 'COMPLETED',
        extra: { gpu: 'L4' },
        document: 'L4',
      },
      { ...others, id: 'x_free', model: null, trainingRun: null, status: null, extra: {}, document: null },
      null,
    ]);
    expect(configs.commands).toEqual([{ name: 'find', maxTimeMS: PATIENCE_MS }]);
  });

  it('is found by its run', async () => {
    const { data } = await entities('... on TrainingRun { experiment { id } }', [
      { __typename: 'TrainingRun', id: RUN },
    ]);
    expect(data._entities).toEqual([{ experiment: { id: RUN } }]);
  });

  it('stays as it is when it is written again', async () => {
    await insertExperiments(configs.db, [
      experimentOf('x_free', { name: 'changed' }),
      experimentOf('x_new', { name: 'new' }),
    ]);
    const { data } = await entities('... on Experiment { name }', [
      { __typename: 'Experiment', id: 'x_free' },
      { __typename: 'Experiment', id: 'x_new' },
    ]);
    expect(data._entities).toEqual([{ name: null }, { name: 'new' }]);
  });
});

describe('the experiments of models', () => {
  it('are a page for each model, read by one command, which has a deadline', async () => {
    const { data } = await entities(
      '... on Model { experiments(first: 2) { nodes { id } pageInfo { hasNextPage } } }',
      models('model-1', 'nobody', 'model-0', 'other'),
    );
    const page = (ids: string[], hasNextPage: boolean) => ({
      experiments: { nodes: ids.map((id) => ({ id })), pageInfo: { hasNextPage } },
    });
    expect(data._entities).toEqual([
      page(['x_99', 'x_97'], true),
      page([], false),
      page(['x_98', 'x_94'], true),
      page([RUN], false),
    ]);
    expect(configs.commands).toEqual([{ name: 'aggregate', maxTimeMS: PATIENCE_MS }]);
  });

  it('lose no document and repeat none when they are read by sevens', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: {
        data: {
          _entities: {
            experiments: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
          }[];
        };
      } = await configs.ask(
        `query ($r: [_Any!]!, $after: String) { _entities(representations: $r) { ... on Model {
           experiments(first: 7, after: $after, includeArchived: true) { nodes { id } pageInfo { hasNextPage endCursor } }
         } } }`,
        { r: models('model-0'), after },
      );
      const page = answer.data._entities[0]?.experiments;
      seen.push(...(page?.nodes ?? []).map(({ id }) => id));
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen).toHaveLength(200);
  });

  it('answer each set of arguments by itself', async () => {
    const { data } = await entities(
      `... on Model {
         one: experiments(first: 1) { nodes { id } }
         three: experiments(first: 3, includeArchived: true) { nodes { id } } }`,
      models('model-0'),
    );
    expect(data._entities[0].one.nodes).toEqual([{ id: 'x_98' }]);
    expect(data._entities[0].three.nodes).toEqual([{ id: 'x_98' }, { id: 'x_96' }, { id: 'x_94' }]);
  });

  it('are counted for all models by one command, and only when that is asked', async () => {
    const { data } = await entities(
      '... on Model { experiments(first: 1) { totalCount } all: experiments(first: 1, includeArchived: true) { totalCount } }',
      models('model-0', 'model-1', 'nobody'),
    );
    expect(data._entities).toEqual([
      { experiments: { totalCount: 150 }, all: { totalCount: 200 } },
      { experiments: { totalCount: 200 }, all: { totalCount: 200 } },
      { experiments: { totalCount: 0 }, all: { totalCount: 0 } },
    ]);
    expect(configs.commands.map(({ name }) => name)).toEqual(Array(4).fill('aggregate'));
  });
});
