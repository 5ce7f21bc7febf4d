import { describe, expect, it } from '@jest/globals';
import { useConfigs } from '../../../../tests/setup/configs.ts';
import { findAuditEvents } from '../audit-outbox.ts';
import { NEWEST } from '../collections.ts';
import { createLocks } from '../locks.ts';
import { patchModelConfig } from './model-configs.ts';

const configs = useConfigs();
const never = new AbortController().signal;

const FIELDS = 'id revision framework architecture hyperparameters metrics tags extra createdBy';
const CONFIG = `__typename
  ... on ModelConfigSuccess { config { ${FIELDS} } }
  ... on InvalidInput { issues { path message } }
  ... on UserError { message }`;

async function mutate(call: string, variables: Record<string, unknown>, types: string) {
  const name = /^\w+/.exec(call)?.[0] ?? '';
  const { data, errors } = await configs.ask(`mutation (${types}) { ${call} { ${CONFIG} } }`, variables);
  return errors ? { errors } : data[name];
}
const insert = (input: object) => mutate('insertModelConfig(input: $input)', { input }, '$input: ModelConfigInput!');
const insertMany = (inputs: object[]) =>
  mutate('insertModelConfigs(inputs: $inputs)', { inputs }, '$inputs: [ModelConfigInput!]!');
const patch = (modelId: string, patch: unknown, expectedRevision?: number) =>
  mutate(
    'patchModelConfig(input: $input)',
    { input: { modelId, patch, expectedRevision } },
    '$input: PatchModelConfigInput!',
  );
const setMetrics = (modelId: string, metrics: unknown) =>
  mutate(
    'updateModelMetrics(modelId: $modelId, metrics: $metrics)',
    { modelId, metrics },
    '$modelId: ID! $metrics: JSONObject!',
  );

const auditOf = async (prefix: string) => {
  const events = await findAuditEvents(configs.db, 1_000);
  return events.filter(({ targetId }) => String(targetId).startsWith(prefix));
};

let count = 0;
/** A model of its own with a first revision. */
async function newConfig(more: object = {}): Promise<string> {
  count += 1;
  const modelId = `model-${count}`;
  const { __typename } = await insert({ modelId, framework: 'pytorch', ...more });
  expect(__typename).toBe('ModelConfigSuccess');
  return modelId;
}

describe('inserting a configuration', () => {
  it('writes the first revision, with fields of any name', async () => {
    const input = {
      modelId: 'first',
      framework: 'pytorch',
      architecture: { 'a.b': { layers: [1, { kind: 'conv' }], none: null, empty: {} } },
      hyperparameters: { rate: 1e-4, _bsontype: 'ObjectId', id: 'x' },
      metrics: { accuracy: 0.93 },
      tags: ['vision', 'vision'],
      extra: { 'tokenizer.json': { vocabulary: 30_522 }, newest: true, note: 'Zürich 🦜 $where' },
    };
    const { modelId, ...fields } = input;
    const config = { ...fields, id: 'first@1', revision: 1, tags: ['vision'], createdBy: 'tester' };
    expect(await insert(input)).toEqual({ __typename: 'ModelConfigSuccess', config });
    const { data } = await configs.ask(`{ modelConfig(modelId: "first") { ${FIELDS} document } }`);
    const { extra, ...document } = config;
    const { createdAt, ...stored } = data.modelConfig.document;
    expect(data.modelConfig).toMatchObject(config);
    expect(stored).toEqual({ ...document, modelId, ...extra });
    expect(Date.parse(createdAt)).toBeGreaterThan(Date.parse('2026-01-01'));
    expect(await auditOf('first@')).toMatchObject([
      { actor: 'tester', action: 'insertModelConfig', targetType: 'ModelConfig', targetId: 'first@1', before: null },
    ]);
  });

  it('is a conflict where the model has one', async () => {
    const modelId = await newConfig();
    expect(await insert({ modelId, framework: 'tensorflow' })).toEqual({
      __typename: 'Conflict',
      message: `Model ${modelId} has a configuration: patchModelConfig changes it.`,
    });
  });

  it.each<[string, object, (string | number)[], string]>([
    ['a model id that is no slug', { modelId: 'No Slug' }, ['modelId'], 'must be a slug'],
    ['no framework', { framework: ' ' }, ['framework'], 'must not be empty'],
    ['an operator', { metrics: { a: [{ $gt: 1 }] } }, ['metrics', 'a', '0', '$gt'], 'must not begin with $'],
    ['a prototype', JSON.parse('{"extra":{"__proto__":{}}}'), ['extra', '__proto__'], 'must not be a name of a field'],
    ['the store’s id', { extra: { _id: 'x' } }, ['extra', '_id'], 'must not begin with _'],
    ['a revision', { extra: { revision: 9 } }, ['extra', 'revision'], 'is never given by a document'],
    ['metrics as its own', { extra: { metrics: {} } }, ['extra', 'metrics'], 'must stand beside extra'],
    ['a megabyte', { extra: { a: 1, blob: 'x'.repeat(1e6) } }, ['extra', 'blob'], 'must be at most 1,000,000 bytes'],
    ['a large part', { metrics: { blob: 'x'.repeat(1e6) } }, ['metrics'], 'must be at most 1,000,000 bytes'],
  ])('is refused with %s, and nothing is written', async (_, more, path, message) => {
    const answer = await insert({ modelId: 'refused', framework: 'pytorch', ...more });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', issues: [{ path }] });
    expect(answer.issues[0].message).toContain(message);
    expect(await configs.db.modelConfigs.countDocuments({ modelId: { $in: ['refused', 'No Slug'] } })).toBe(0);
  });
});

describe('inserting many configurations', () => {
  it('answers each by itself, in order, and writes those that fit in one transaction', async () => {
    const there = await newConfig();
    configs.commands.length = 0;
    const answers = await insertMany([
      { modelId: 'bulk-a', framework: 'pytorch', extra: { $set: 1 } },
      { modelId: 'bulk-a', framework: 'pytorch' },
      { modelId: there, framework: 'pytorch' },
      { modelId: 'bulk-b', framework: 'xgboost' },
      { modelId: 'bulk-a', framework: 'tensorflow' },
    ]);
    expect(
      answers.map(
        ({ __typename, config }: { __typename: string; config?: { id: string } }) => config?.id ?? __typename,
      ),
    ).toEqual(['InvalidInput', 'bulk-a@1', 'Conflict', 'bulk-b@1', 'Conflict']);
    expect(answers[0].issues).toEqual([{ path: ['extra', '$set'], message: 'must not begin with $' }]);
    expect(configs.commands.map(({ name }) => name)).toEqual(['find', 'insert', 'insert', 'commitTransaction']);
    expect(configs.commands.filter(({ maxTimeMS }) => maxTimeMS === undefined)).toEqual([]);
    expect(await auditOf('bulk-')).toMatchObject([
      { action: 'insertModelConfigs', targetId: 'bulk-a@1' },
      { action: 'insertModelConfigs', targetId: 'bulk-b@1' },
    ]);
  });

  it('takes none, and up to 1,000', async () => {
    expect(await insertMany([])).toEqual([]);
    const { errors } = await insertMany(
      Array.from({ length: 1_001 }, (_, index) => ({ modelId: `m-${index}`, framework: 'x' })),
    );
    expect(errors[0]).toMatchObject({
      message: 'inputs must have at most 1,000 entries, not 1001.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('answers an outcome for each where two write the same at once', async () => {
    const bulk = (framework: string) =>
      insertMany(Array.from({ length: 20 }, (_, index) => ({ modelId: `same-${index}`, framework })));
    const answers = (await Promise.all(['a', 'b', 'c'].map(bulk))).flat();
    const names = answers.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'ModelConfigSuccess')).toHaveLength(20);
    expect(names.filter((name) => name === 'Conflict')).toHaveLength(40);
  });
});

describe('patching a configuration', () => {
  it('makes the next revision, and leaves the earlier one as it was', async () => {
    const modelId = await newConfig({
      architecture: { layers: [1, 2], dropout: 0.1 },
      metrics: { accuracy: 0.9 },
      extra: { tokenizer: { type: 'bpe', size: 30_000 } },
    });
    const answer = await patch(modelId, {
      framework: 'jax',
      architecture: { layers: [3], dropout: null },
      metrics: null,
      tags: ['new'],
      tokenizer: { size: 50_000 },
      'deploy.settings': { replicas: 2 },
    });
    expect(answer.config).toMatchObject({
      id: `${modelId}@2`,
      framework: 'jax',
      architecture: { layers: [3] },
      metrics: null,
      tags: ['new'],
      extra: { tokenizer: { type: 'bpe', size: 50_000 }, 'deploy.settings': { replicas: 2 } },
    });
    const { data } = await configs.ask(
      `{ newest: modelConfig(modelId: "${modelId}") { ${FIELDS} } first: modelConfig(modelId: "${modelId}", revision: 1) { ${FIELDS} } }`,
    );
    expect(data.newest).toEqual(answer.config);
    expect(data.first).toMatchObject({ framework: 'pytorch', metrics: { accuracy: 0.9 }, tags: [] });
    expect(await auditOf(`${modelId}@2`)).toMatchObject([{ action: 'patchModelConfig' }]);
    const [event] = await auditOf(`${modelId}@2`);
    expect(JSON.parse(String(event?.before))).toMatchObject({ framework: 'pytorch', metrics: { accuracy: 0.9 } });
    expect(JSON.parse(String(event?.after))).toMatchObject({ framework: 'jax', metrics: null });
  });

  it('clears tags by null, and makes no revision where nothing changes', async () => {
    const modelId = await newConfig({ tags: ['a'], extra: { seed: 7 } });
    expect((await patch(modelId, { tags: null })).config).toMatchObject({ revision: 2, tags: [] });
    expect((await patch(modelId, { seed: 7, gone: null, framework: 'pytorch' })).config).toMatchObject({ revision: 2 });
    expect((await patch(modelId, {})).config).toMatchObject({ revision: 2 });
    expect(await auditOf(`${modelId}@`)).toHaveLength(2);
  });

  it('may have a field that is called as the store’s mark is', async () => {
    const modelId = await newConfig();
    expect((await patch(modelId, { newest: true, where: '$where', version: 1 })).config.extra).toEqual({
      newest: true,
      where: '$where',
      version: 1,
    });
    expect(await configs.db.modelConfigs.distinct('_id', { modelId, [NEWEST]: true })).toEqual([`${modelId}@2`]);
  });

  it.each<[string, unknown, string[], string]>([
    ['its id', { id: 'x' }, ['patch', 'id'], 'is never patched'],
    ['its model', { modelId: 'x' }, ['patch', 'modelId'], 'is never patched'],
    ['its creator', { createdBy: 'x' }, ['patch', 'createdBy'], 'is never patched'],
    ['the store’s id', { _id: 'x' }, ['patch', '_id'], 'must not begin with _'],
    ['the store’s mark', { _tributary: { newest: false } }, ['patch', '_tributary'], 'must not begin with _'],
    ['an operator', { $set: {} }, ['patch', '$set'], 'must not begin with $'],
    ['no framework', { framework: null }, ['patch', 'framework'], 'must be a name: it is never removed'],
    ['metrics that are no object', { metrics: [1] }, ['patch', 'metrics'], 'must be a JSON object'],
    ['tags that are no texts', { tags: [1] }, ['patch', 'tags', '0'], 'expected string'],
    ['a long list', { list: Array(10_001).fill(0) }, ['patch', 'list'], 'must have at most 10,000 entries'],
  ])('is refused with %s', async (_, change, path, message) => {
    const modelId = await newConfig();
    const answer = await patch(modelId, change);
    expect(answer).toMatchObject({ __typename: 'InvalidInput', issues: [{ path }] });
    expect(answer.issues[0].message).toContain(message);
    expect(await configs.db.modelConfigs.countDocuments({ modelId })).toBe(1);
  });

  it('cannot grow a document over its limit step by step', async () => {
    const modelId = await newConfig();
    expect((await patch(modelId, { a: 'x'.repeat(600_000) })).config.revision).toBe(2);
    expect(await patch(modelId, { b: 'x'.repeat(600_000) })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['patch'], message: expect.stringContaining('with what is there already') }],
    });
    expect((await patch(modelId, { a: null, b: 'x'.repeat(600_000) })).config.revision).toBe(3);
  });

  it('says what is missing where the model has none', async () => {
    expect(await patch('nobody', {})).toEqual({
      __typename: 'NotFound',
      message: 'There is no ModelConfig nobody: insertModelConfig writes the first revision.',
    });
  });
});

describe('the metrics of a configuration', () => {
  it('are merged, and nothing else is', async () => {
    const modelId = await newConfig({ metrics: { accuracy: 0.9, f1: 0.8 }, extra: { accuracy: 1 } });
    expect((await setMetrics(modelId, { accuracy: 0.95, f1: null, auc: 0.99 })).config).toMatchObject({
      revision: 2,
      metrics: { accuracy: 0.95, auc: 0.99 },
      extra: { accuracy: 1 },
    });
    expect(await auditOf(`${modelId}@2`)).toMatchObject([{ action: 'updateModelMetrics' }]);
    expect(await setMetrics(modelId, { $inc: 1 })).toMatchObject({ issues: [{ path: ['metrics', '$inc'] }] });
    expect(await setMetrics('nobody', {})).toMatchObject({ __typename: 'NotFound' });
  });

  it('come first where there were none', async () => {
    expect((await setMetrics(await newConfig(), { auc: 0.5 })).config.metrics).toEqual({ auc: 0.5 });
  });
});

describe('writers at the same time', () => {
  it('lose nothing', async () => {
    const modelId = await newConfig();
    const writers = Array.from({ length: 20 }, (_, index) => index);
    const answers = await Promise.all(writers.map((index) => patch(modelId, { [`writer_${index}`]: index })));
    expect(answers.map(({ config }) => config?.revision).sort((a, b) => a - b)).toEqual(
      writers.map((index) => index + 2),
    );
    const { data } = await configs.ask(`{ modelConfig(modelId: "${modelId}") { revision extra } }`);
    expect(Object.keys(data.modelConfig.extra)).toHaveLength(20);
  });

  it('lose nothing where they are of two processes, which do not wait for each other', async () => {
    const modelId = await newConfig();
    const caller = { subject: 'ada', scopes: [] };
    const processes = [createLocks(), createLocks()].map((locks) => ({ db: configs.db, caller, locks, signal: never }));
    const outcomes = await Promise.all(
      processes.flatMap((context, process) =>
        Array.from({ length: 5 }, (_, index) =>
          patchModelConfig(context, { modelId, patch: { [`writer_${process}_${index}`]: index } }),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => 'failure' in outcome)).toEqual([]);
    const { data } = await configs.ask(`{ modelConfig(modelId: "${modelId}") { revision extra } }`);
    expect(data.modelConfig.revision).toBe(11);
    expect(Object.keys(data.modelConfig.extra)).toHaveLength(10);
  });

  it('of one expected revision one wins, and the other hears which there is', async () => {
    const modelId = await newConfig();
    const answers = await Promise.all(['a', 'b'].map((name) => patch(modelId, { name }, 1)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['Conflict', 'ModelConfigSuccess']);
    expect(answers).toContainEqual({
      __typename: 'Conflict',
      message: `The newest revision of ${modelId} is 2, not 1: read it, and patch that.`,
    });
  });
});
