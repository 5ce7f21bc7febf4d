import { describe, expect, it } from '@jest/globals';
import { noteDelivered } from '../../../../tests/setup/copies.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { useRuns } from '../../../../tests/setup/runs.ts';
import { experimentCopy } from '../copies/copies.ts';

const lineage = useLineage();
const { createRun, mutate } = useRuns(lineage);

describe('a new run', () => {
  it('reads the current version of a dataset, then what was named, and waits to be copied', async () => {
    const answer = await mutate(
      'createTrainingRun',
      {
        modelId: 'm',
        datasetId: 'd',
        inputs: [{ datasetVersionId: 'd@1', role: 'TEST' }],
        parameters: [{ name: 'learning_rate', value: '1e-3' }],
        tags: ['a', 'a', 'b'],
      },
      'trainingRun { id status startedAt createdBy tags configSync datasetVersion { id } model { id } inputs { role datasetVersion { id } } parameters { name value } }',
    );
    expect(answer).toMatchObject({
      __typename: 'TrainingRunSuccess',
      trainingRun: {
        status: 'RUNNING',
        createdBy: 'tester',
        tags: ['a', 'b'],
        configSync: 'PENDING',
        datasetVersion: { id: 'd@2' },
        model: { id: 'm' },
        inputs: [
          { role: 'TRAINING', datasetVersion: { id: 'd@2' } },
          { role: 'TEST', datasetVersion: { id: 'd@1' } },
        ],
        parameters: [{ name: 'learning_rate', value: '1e-3' }],
      },
    });
    const { id } = answer.trainingRun;
    const events = await lineage.db.selectFrom('auditEvent').selectAll().where('targetId', '=', id).execute();
    expect(events).toMatchObject([
      {
        actor: 'tester',
        action: 'createTrainingRun',
        targetType: 'TrainingRun',
        before: null,
        after: { status: 'RUNNING', modelId: 'm' },
      },
    ]);
    await noteDelivered(lineage.db, experimentCopy(id));
    const { data } = await lineage.ask(`{ trainingRun(id: "${id}") { configSync } }`);
    expect(data.trainingRun.configSync).toBe('SYNCED');
  });

  it('is refused where what it names is missing, archived, quarantined or there already', async () => {
    const create = (input: object) => mutate('createTrainingRun', input);
    const id = await createRun();
    const { db } = lineage;
    await db.insertInto('dataset').values({ id: 'bad', name: 'bad' }).execute();
    await db
      .insertInto('datasetVersion')
      .values({ id: 'bad@1', datasetId: 'bad', number: 1, digest: 'sha256:ff', columns: '[]' })
      .execute();
    await db.insertInto('quarantine').values({ originId: 'bad@1', reason: 'wrong', by: 'tester' }).execute();
    await db.insertInto('quarantineMark').values({ originId: 'bad@1', versionId: 'bad@1', distance: 0 }).execute();
    expect(await create({ modelId: 'nobody' })).toMatchObject({ __typename: 'NotFound', type: 'Model', id: 'nobody' });
    expect(await create({ groupId: 'nobody' })).toMatchObject({ __typename: 'NotFound', type: 'RunGroup' });
    expect(await create({ datasetId: 'nobody' })).toMatchObject({ __typename: 'NotFound', type: 'Dataset' });
    expect(await create({ inputs: [{ datasetVersionId: 'd@9' }] })).toMatchObject({
      __typename: 'NotFound',
      type: 'DatasetVersion',
      id: 'd@9',
    });
    expect(await create({ parentId: 'x' })).toMatchObject({ __typename: 'NotFound', type: 'TrainingRun' });
    expect(await create({ modelId: 'old' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await create({ datasetId: 'empty' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await create({ datasetId: 'bad' })).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    expect(await create({ inputs: [{ datasetVersionId: 'bad@1' }] })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect(await create({ id })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
  });

  it('creates model and group where that is wanted, all or nothing', async () => {
    const input = {
      modelId: 'new-model',
      groupId: 'new-group',
      createMissing: true,
      inputs: [{ datasetVersionId: 'd@9' }],
    };
    expect(await mutate('createTrainingRun', input)).toMatchObject({
      __typename: 'NotFound',
    });
    expect((await lineage.ask('{ model(id: "new-model") { id } }')).data.model).toBeNull();
    const answer = await mutate(
      'createTrainingRun',
      { ...input, inputs: [] },
      'trainingRun { model { name } group { name } }',
    );
    expect(answer.trainingRun).toEqual({ model: { name: 'new-model' }, group: { name: 'new-group' } });
    const made = await lineage.db
      .selectFrom('auditEvent')
      .select(['action', 'targetType', 'targetId', 'before'])
      .where('targetId', 'in', ['new-model', 'new-group'])
      .orderBy('targetType')
      .execute();
    expect(made).toEqual([
      { action: 'createModel', targetType: 'Model', targetId: 'new-model', before: null },
      { action: 'createRunGroup', targetType: 'RunGroup', targetId: 'new-group', before: null },
    ]);
  });

  it('is made once for a key, however many calls overlap', async () => {
    const input = { modelId: 'm', idempotencyKey: 'once', config: { learning_rate: 0.1, nested: { batchSize: 3 } } };
    const register = (more: object = {}) =>
      mutate('registerTrainingRun', { ...input, ...more }, 'created trainingRun { id }');
    const answers = await Promise.all(Array.from({ length: 8 }, () => register()));
    expect(new Set(answers.map(({ trainingRun }) => trainingRun.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(await register({ modelId: 'm2' })).toMatchObject({ __typename: 'Conflict', reason: 'DUPLICATE' });
    const config = lineage.db.selectFrom('runConfig').select('config').where('runId', '=', answers[0].trainingRun.id);
    expect(await config.executeTakeFirst()).toEqual({ config: input.config });
  });

  it('says where an input does not fit', async () => {
    const cases: [object, string[]][] = [
      [{ id: 'no-uuid' }, ['id']],
      [{ modelId: 'Fraud' }, ['modelId']],
      [{ modelId: 'frаud' }, ['modelId']],
      [{ name: 'x'.repeat(10_000_000) }, ['name']],
      [{ name: 'a\u0000b' }, ['name']],
      [{ name: '\ud800' }, ['name']],
      [{ framework: ' ' }, ['framework']],
      [{ name: '\u200b\u2060\ufeff' }, ['name']],
      [{ name: '\u3164\u0001' }, ['name']],
      [{ tags: ['ok', 'a\u0000'] }, ['tags', '1']],
      [{ parameters: [{ name: 'p', value: '\u0000' }] }, ['parameters', '0', 'value']],
      [{ start: false, startedAt: '2026-01-01T00:00:00Z' }, ['startedAt']],
    ];
    for (const [input, path] of cases) {
      const answer = await mutate('createTrainingRun', input);
      expect(answer).toMatchObject({ __typename: 'InvalidInput', issues: [{ path }] });
    }
    for (const config of [{ a: ['\u0000'] }, JSON.parse('{ "rates": [1e400] }')]) {
      expect(await mutate('registerTrainingRun', { config })).toMatchObject({
        __typename: 'InvalidInput',
        issues: [{ path: ['config'] }],
      });
    }
  });

  it('keeps its configuration whole, whatever its keys are', async () => {
    const text = '{"__proto__":{"a":1},"constructor":{"__proto__":2},"":[]}';
    const { trainingRun } = await mutate('registerTrainingRun', { config: JSON.parse(text) });
    const config = lineage.db.selectFrom('runConfig').select('config').where('runId', '=', trainingRun.id);
    expect(Object.entries((await config.executeTakeFirstOrThrow()).config).toSorted()).toEqual(
      Object.entries(JSON.parse(text)).toSorted(),
    );
  });
});
