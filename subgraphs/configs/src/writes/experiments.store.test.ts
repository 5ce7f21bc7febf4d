import { describe, expect, it } from '@jest/globals';
import { useConfigs } from '../../../../tests/setup/configs.ts';
import { findAuditEvents } from '../audit-outbox.ts';
import { writeRunParts } from '../run-parts.ts';

const configs = useConfigs();

const FIELDS =
  'id modelId archived name framework status hyperparameters metrics tags notes config extra createdAt updatedAt updatedBy';
const OUTCOME = `__typename
  ... on ExperimentSuccess { experiment { ${FIELDS} } }
  ... on DeleteExperimentsSuccess { deleted }
  ... on InvalidInput { issues { path message } }
  ... on UserError { message }`;
/** Of what deletes, whose success is another. */
const DELETED = OUTCOME.replace(/\.\.\. on ExperimentSuccess .*/, '');
const WRITTEN = OUTCOME.replace(/\.\.\. on DeleteExperimentsSuccess .*/, '');

async function mutate(call: string, types: string, variables: object, outcome = WRITTEN) {
  const name = /^\w+/.exec(call)?.[0] ?? '';
  const { data, errors } = await configs.ask(`mutation (${types}) { ${call} { ${outcome} } }`, { ...variables });
  expect(errors).toBeUndefined();
  return data[name];
}
const insert = (input: object) => mutate('insertExperiment(input: $input)', '$input: ExperimentInput!', { input });
const patch = (id: string, patch: unknown, expectedUpdatedAt?: string) =>
  mutate(
    'patchExperiment(id: $id, patch: $patch, expectedUpdatedAt: $expectedUpdatedAt)',
    '$id: ID! $patch: JSONObject! $expectedUpdatedAt: DateTime',
    { id, patch, expectedUpdatedAt },
  );
const remove = (...ids: string[]) => mutate('deleteExperiments(ids: $ids)', '$ids: [ID!]!', { ids }, DELETED);

const read = async (id: string) => {
  const { data } = await configs.ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Experiment { ${FIELDS} document } } }`,
    { r: [{ __typename: 'Experiment', id }] },
  );
  return data._entities[0];
};

const auditOf = async (id: string) =>
  (await findAuditEvents(configs.db, 1_000)).filter(({ targetId }) => targetId === id);

const RUN = '01890000-0000-7000-8000-000000000001';
const runPart = (version: number, status: string, updatedAt: string) => ({
  runId: RUN,
  version,
  name: null,
  modelId: 'fraud-detector',
  framework: 'xgboost',
  status,
  tags: ['nightly'],
  archived: false,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  updatedAt: new Date(updatedAt),
  updatedBy: 'ada',
  hyperparameters: { depth: 4, 'a.b': { $gt: 1 } },
  metrics: { loss: Number.NaN },
  config: null,
});

describe('an experiment of a caller', () => {
  it('is stored whole, under an id that is drawn or given', async () => {
    const input = {
      modelId: 'not-there-yet',
      name: 'larger batch',
      framework: 'pytorch',
      status: 'tried',
      hyperparameters: { batchSize: 512 },
      metrics: { loss: 0.25 },
      tags: ['a'],
      notes: 'Slower.',
      config: { seed: 7 },
      extra: { 'gpu.kind': 'L4' },
    };
    const { experiment } = await insert(input);
    expect(experiment.id).toMatch(/^x_[\da-f-]{36}$/);
    expect(experiment).toMatchObject({ ...input, archived: false, updatedBy: 'tester' });
    expect(await read(experiment.id)).toMatchObject(experiment);
    expect((await insert({ id: 'x_given' })).experiment).toMatchObject({ id: 'x_given', tags: [], extra: {} });
    expect(await insert({ id: 'x_given' })).toMatchObject({ __typename: 'Conflict' });
    expect(await auditOf('x_given')).toMatchObject([
      { actor: 'tester', action: 'insertExperiment', targetType: 'Experiment', before: null },
    ]);
  });

  it.each([
    ['an id of a run', { id: RUN }, ['id']],
    ['an id that is none', { id: 'x_' }, ['id']],
    ['an operator', { hyperparameters: { a: { $where: '1' } } }, ['hyperparameters', 'a', '$where']],
    ['a field of Tributary’s', { extra: { updatedBy: 'x' } }, ['extra', 'updatedBy']],
    ['a field of the input', { extra: { notes: 'x' } }, ['extra', 'notes']],
  ])('is refused with %s', async (_, input, path) => {
    expect(await insert(input)).toMatchObject({ __typename: 'InvalidInput', issues: [{ path }] });
  });

  it('is patched, archived too, and says when', async () => {
    const { experiment } = await insert({ name: 'a', metrics: { loss: 1, f1: 0.5 }, extra: { gpu: 'L4', 'a.b': 1 } });
    const change = { name: null, metrics: { loss: 0.5, f1: null }, gpu: null, 'a.b': 2, 'c.d': {}, archived: true };
    const patched = await patch(experiment.id, change, experiment.updatedAt);
    expect(patched.experiment).toMatchObject({
      name: null,
      metrics: { loss: 0.5 },
      extra: { 'a.b': 2, 'c.d': {} },
      archived: true,
      createdAt: experiment.createdAt,
    });
    expect(patched.experiment.updatedAt > experiment.updatedAt).toBe(true);
    expect(await read(experiment.id)).toMatchObject(patched.experiment);
    const [, event] = await auditOf(experiment.id);
    expect(JSON.parse(String(event?.after))).toEqual({ ...change, metrics: { loss: 0.5 }, name: null });
    expect(await patch(experiment.id, { gpu: 'A100' }, experiment.updatedAt)).toMatchObject({
      __typename: 'Conflict',
      message: expect.stringContaining('read it, and patch that'),
    });
    expect((await patch(experiment.id, { name: null, gone: null })).experiment.updatedAt).toBe(
      patched.experiment.updatedAt,
    );
  });

  it.each([
    ['its id', { id: 'x_b' }, ['patch', 'id']],
    ['its times', { updatedAt: 'x' }, ['patch', 'updatedAt']],
    ['a model that is no slug', { modelId: 'A B' }, ['patch', 'modelId']],
    ['a text for archived', { archived: 'yes' }, ['patch', 'archived']],
    ['the store’s own', { _tributary: {} }, ['patch', '_tributary']],
  ])('is not patched with %s', async (_, change, path) => {
    await insert({ id: 'x_whole' });
    expect(await patch('x_whole', change)).toMatchObject({ __typename: 'InvalidInput', issues: [{ path }] });
  });

  it('takes all of twenty patches at once', async () => {
    await insert({ id: 'x_many' });
    await Promise.all(Array.from({ length: 20 }, (_, index) => patch('x_many', { [`w${index}`]: index })));
    expect(Object.keys((await read('x_many')).extra)).toHaveLength(20);
  });
});

describe('many experiments', () => {
  it('are each answered by themselves, in order, and written in one transaction', async () => {
    await insert({ id: 'x_there' });
    configs.commands.length = 0;
    const answers = await mutate('insertExperiments(inputs: $inputs)', '$inputs: [ExperimentInput!]!', {
      inputs: [{ id: 'x_there' }, { id: 'x_one' }, { tags: [''] }, { name: 'drawn' }, { id: 'x_one' }],
    });
    expect(answers.map(({ __typename }: { __typename: string }) => __typename)).toEqual([
      'Conflict',
      'ExperimentSuccess',
      'InvalidInput',
      'ExperimentSuccess',
      'Conflict',
    ]);
    expect(configs.commands.map(({ name }) => name)).toEqual(['find', 'insert', 'insert', 'commitTransaction']);
  });

  it('are deleted, all or none, and the audit has what they were', async () => {
    for (const id of ['x_a', 'x_b', 'x_c']) await insert({ id, notes: id });
    await writeRunParts(configs.db, [runPart(1, 'RUNNING', '2026-01-01T00:00:00Z')]);
    expect(await remove('x_a', 'x_nobody', 'x_b', 'x_a')).toEqual({
      __typename: 'DeleteExperimentsSuccess',
      deleted: 2,
    });
    expect(await remove('x_c', RUN)).toMatchObject({ __typename: 'Conflict' });
    expect(await read('x_a')).toBeNull();
    expect(await read('x_c')).toMatchObject({ id: 'x_c' });
    const [, event] = await auditOf('x_a');
    expect(event).toMatchObject({ action: 'deleteExperiments', after: null });
    expect(JSON.parse(String(event?.before))).toMatchObject({ notes: 'x_a' });
    expect(await remove('no-run-of-ours')).toMatchObject({ deleted: 0 });
  });
});

describe('a training run’s experiment', () => {
  it('takes notes and fields of its own, and the run’s part goes on following the run', async () => {
    await writeRunParts(configs.db, [runPart(2, 'RUNNING', '2026-01-02T00:00:00Z')]);
    const { experiment } = await patch(RUN, { notes: 'Look again.', reviewed: { by: 'Lin' } });
    expect(experiment).toMatchObject({
      status: 'RUNNING',
      notes: 'Look again.',
      extra: { reviewed: { by: 'Lin' } },
      updatedBy: 'tester',
    });
    await writeRunParts(configs.db, [runPart(1, 'SCHEDULED', '2026-01-03T00:00:00Z')]);
    await writeRunParts(configs.db, [runPart(3, 'COMPLETED', '2026-01-03T00:00:00Z')]);
    const stored = await configs.db.experiments.findOne({ _id: RUN }).lean();
    const { runId: _, version, ...ofRun } = runPart(3, 'COMPLETED', experiment.updatedAt);
    expect(stored).toMatchObject({
      ...ofRun,
      notes: 'Look again.',
      reviewed: { by: 'Lin' },
      _tributary: { version },
    });
  });

  it.each(['name', 'modelId', 'framework', 'status', 'metrics', 'tags', 'hyperparameters', 'config', 'archived'])(
    'is a conflict to patch in %s',
    async (field) => {
      await writeRunParts(configs.db, [runPart(1, 'RUNNING', '2026-01-01T00:00:00Z')]);
      expect(await patch(RUN, { notes: 'x', [field]: null })).toEqual({
        __typename: 'Conflict',
        message: `${field} of experiment ${RUN} is its training run's, and follows it: change the run.`,
      });
    },
  );
});

it('what is not there is not patched', async () => {
  expect(await patch('x_nobody', {})).toMatchObject({ __typename: 'NotFound' });
});
