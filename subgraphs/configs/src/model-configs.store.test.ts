import { beforeAll, describe, expect, it } from '@jest/globals';
import { useConfigs } from '../../../tests/setup/configs.ts';
import { PATIENCE_MS } from '../../../tests/setup/stores.ts';
import { NEWEST } from './collections.ts';
import { insertModelConfigs, type NewModelConfig } from './model-configs.ts';

const AT = new Date('2026-01-02T03:04:05.678Z');

const configOf = (modelId: string, revision: number, more: Partial<NewModelConfig> = {}): NewModelConfig => ({
  modelId,
  revision,
  framework: 'pytorch',
  tags: ['tabular'],
  createdAt: AT,
  createdBy: 'tester',
  ...more,
});

const configs = useConfigs();

beforeAll(async () => {
  const models = Array.from({ length: 300 }, (_, index) => configOf(`model-${index}`, 1));
  await insertModelConfigs(configs.db, models);
  await insertModelConfigs(configs.db, [
    configOf('model-7', 2, { hyperparameters: { optimizer: { name: 'adamw' } }, extra: { seed: 7, notes: {} } }),
  ]);
});

const commandNames = () => configs.commands.map(({ name }) => name);

describe('a model’s configuration', () => {
  it('is its newest revision unless one is asked for', async () => {
    const { data } = await configs.ask(
      `{ newest: modelConfig(modelId: "model-7") { id revision model { id } }
         first: modelConfig(modelId: "model-7", revision: 1) { id tags createdAt createdBy } }`,
    );
    expect(data.newest).toEqual({ id: 'model-7@2', revision: 2, model: { id: 'model-7' } });
    expect(data.first).toEqual({
      id: 'model-7@1',
      tags: ['tabular'],
      createdAt: '2026-01-02T03:04:05.678Z',
      createdBy: 'tester',
    });
  });

  it('is null where the model or the revision is unknown', async () => {
    const answer = await configs.ask(
      '{ model: modelConfig(modelId: "nobody") { id } revision: modelConfig(modelId: "model-7", revision: 9) { id } }',
    );
    expect(answer).toEqual({ data: { model: null, revision: null } });
  });

  it('is read for any number of models with one command, which has a deadline', async () => {
    const representations = Array.from({ length: 200 }, (_, index) => ({
      __typename: 'Model',
      id: `model-${index + 150}`,
    }));
    const { data } = await configs.ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Model { id config { id revision } } } }',
      { r: representations },
    );
    expect(data._entities[0]).toEqual({ id: 'model-150', config: { id: 'model-150@1', revision: 1 } });
    expect(data._entities[199]).toEqual({ id: 'model-349', config: null });
    expect(configs.commands).toEqual([{ name: 'find', maxTimeMS: PATIENCE_MS }]);
  });

  it('keeps fields of any name', async () => {
    const { data } = await configs.ask(
      `{ modelConfig(modelId: "model-7") {
           extra
           document
           name: document(path: "hyperparameters.optimizer.name")
           nothing: document(path: "hyperparameters.momentum")
           inherited: document(path: "constructor")
         } }`,
    );
    expect(data.modelConfig).toEqual({
      extra: { seed: 7, notes: {} },
      document: {
        id: 'model-7@2',
        modelId: 'model-7',
        revision: 2,
        framework: 'pytorch',
        tags: ['tabular'],
        hyperparameters: { optimizer: { name: 'adamw' } },
        seed: 7,
        notes: {},
        createdAt: '2026-01-02T03:04:05.678Z',
        createdBy: 'tester',
      },
      name: 'adamw',
      nothing: null,
      inherited: null,
    });
  });

  it.each(['__proto__', '$where', 'a..b'])('refuses the path %s', async (path) => {
    const { data, errors } = await configs.ask(
      'query ($path: String) { modelConfig(modelId: "model-7") { id document(path: $path) } }',
      { path },
    );
    expect(data.modelConfig).toEqual({ id: 'model-7@2', document: null });
    expect(errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', service: 'configs' });
  });
});

describe('writing configurations', () => {
  it('changes nothing the second time', async () => {
    await insertModelConfigs(configs.db, [configOf('model-7', 1, { framework: 'other' }), configOf('model-7', 2)]);
    const { data } = await configs.ask('{ modelConfig(modelId: "model-7") { revision extra } }');
    expect(data.modelConfig).toEqual({ revision: 2, extra: { seed: 7, notes: {} } });
    const first = await configs.ask('{ modelConfig(modelId: "model-7", revision: 1) { framework } }');
    expect(first.data.modelConfig.framework).toBe('pytorch');
  });

  it('marks one newest revision, whatever the order of arrival', async () => {
    await insertModelConfigs(configs.db, [configOf('late', 3), configOf('late', 1)]);
    await insertModelConfigs(configs.db, [configOf('late', 2)]);
    expect(await configs.db.modelConfigs.distinct('_id', { modelId: 'late', [NEWEST]: true })).toEqual(['late@3']);
    await configs.db.modelConfigs.deleteMany({ modelId: 'late' });
  });

  it('gives every command a deadline', async () => {
    await insertModelConfigs(configs.db, [configOf('timed', 1)]);
    const withoutOne = configs.commands.filter(({ name, maxTimeMS }) => name !== 'commitTransaction' && !maxTimeMS);
    expect(withoutOne).toEqual([]);
    await configs.db.modelConfigs.deleteMany({ modelId: 'timed' });
  });
});

describe('the list of configurations', () => {
  it('loses no document and repeats none when it is read by sevens', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: {
        data: { modelConfigs: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      } = await configs.ask(
        'query ($after: String) { modelConfigs(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const { nodes, pageInfo } = answer.data.modelConfigs;
      seen.push(...nodes.map(({ id }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen).toHaveLength(300);
    expect(seen).toContain('model-7@2');
  });

  it('is one command, however long, and counts only when that is asked', async () => {
    const page = await configs.ask('{ modelConfigs(first: 1000) { nodes { id } pageInfo { hasNextPage } } }');
    expect(page.data.modelConfigs.nodes).toHaveLength(300);
    expect(commandNames()).toEqual(['aggregate']);
    const { data } = await configs.ask('{ modelConfigs(first: 1) { totalCount } }');
    expect(data.modelConfigs.totalCount).toBe(300);
    expect(commandNames()).toEqual(['aggregate', 'aggregate', 'aggregate']);
  });

  it('refuses a page that cannot be', async () => {
    const { data, errors } = await configs.ask('{ modelConfigs(first: 1001) { nodes { id } } }');
    expect(data.modelConfigs).toBeNull();
    expect(errors[0].message).toBe('first must be between 0 and 1000, not 1001.');
  });
});
