import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { rounds } from '../../../../tests/setup/config.ts';
import { versionOfCopy } from '../../../../tests/setup/copies.ts';
import { deploymentsOf, ONNX_ARTIFACT } from '../../../../tests/setup/deployments.ts';
import { derive, insertDatasets, readMarks, runFrom } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { servingCopy } from '../copies/copies.ts';

const lineage = useLineage();

const quarantine = (id: string) => lineage.mutate('quarantineDatasetVersion', { id, reason: 'wrong' }, '');
const release = (id: string) => lineage.mutateById('releaseDatasetVersion', id, '');
const createVersion = (input: object) =>
  lineage.mutate('createDatasetVersion', input, '... on DatasetVersionSuccess { datasetVersion { id state } }');
const createRun = (input: object) =>
  lineage.mutate(
    'createTrainingRun',
    input,
    '... on TrainingRunSuccess { trainingRun { id inputs { datasetVersion { id } } } }',
  );
const register = (input: object) =>
  lineage.mutate(
    'registerModelVersion',
    { artifact: ONNX_ARTIFACT, ...input },
    '... on ModelVersionSuccess { modelVersion { id } }',
  );
const review = (id: string, approval: string) => lineage.mutate('reviewModelVersion', { id, approval }, '');
const { deploy } = deploymentsOf(lineage);
const finish = (runId: string) => lineage.mutate('finishTrainingRun', { runId, status: 'COMPLETED' }, '');

const refusedBecauseOf = (id: string, origin: string) => ({
  __typename: 'Conflict',
  reason: 'STATE',
  message:
    id === origin
      ? `Dataset version ${id} is QUARANTINED: nothing builds on it until it is released.`
      : `Dataset version ${id} is QUARANTINED because of ${origin}: nothing builds on it until that is released.`,
});

describe('quarantined data', () => {
  it('is built on no more, and what is live goes on', async () => {
    await insertDatasets(lineage.db, ['source', 'learned', 'other']);
    await derive(lineage.db, [['learned', 'source']]);
    await lineage.mutate('createModel', { id: 'm' }, '');
    await register({ modelId: 'm', trainedOnIds: ['other@1'] });
    await register({ modelId: 'm', trainedOnIds: ['learned@1'] });
    await register({ modelId: 'm', trainedOnIds: ['learned@1'] });
    const run = (await createRun({ inputs: [{ datasetVersionId: 'learned@1' }] })).trainingRun.id;
    const first = (await deploy('m@2')).deployment.id;
    const second = (await deploy('m@1')).deployment.id;
    const pending = (await deploy('m@3', { endpointUrl: 'https://models.example' })).deployment.id;
    await quarantine('source@1');

    const refused = refusedBecauseOf('learned@1', 'source@1');
    expect(await createRun({ inputs: [{ datasetVersionId: 'learned@1', role: 'OTHER' }] })).toEqual(refused);
    expect(
      await lineage.mutate('registerTrainingRun', { inputs: [{ datasetVersionId: 'learned@1' }], config: {} }, ''),
    ).toEqual(refused);
    expect(await createRun({ datasetId: 'learned' })).toEqual({
      ...refused,
      message: 'All versions of dataset learned are QUARANTINED.',
    });
    expect(
      await createVersion({ datasetId: 'other', digest: 'sha256:11', derivedFromIds: ['other@1', 'learned@1'] }),
    ).toEqual(refused);
    expect(await register({ modelId: 'm', trainedOnIds: ['learned@1'] })).toEqual(refused);
    expect(await register({ modelId: 'm', trainingRunId: run })).toEqual(refused);
    expect(await review('m@2', 'APPROVED')).toEqual(refused);
    expect(await deploy('m@2')).toEqual(refused);
    expect(await lineage.mutate('rollbackDeployment', { id: second, reason: 'bad' }, '')).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
    });
    expect(await lineage.mutate('reportDeployment', { id: pending, status: 'LIVE' }, '')).toEqual(refused);
    const { data } = await lineage.ask(
      `{ live: deployment(id: "${second}") { status trafficPercent } before: deployment(id: "${first}") { status } pending: deployment(id: "${pending}") { status } }`,
    );
    expect(data).toEqual({
      live: { status: 'LIVE', trafficPercent: 100 },
      before: { status: 'RETIRED' },
      pending: { status: 'FAILED' },
    });
    expect((await review('m@2', 'REJECTED')).__typename).toBe('ModelVersionSuccess');
    expect((await finish(run)).__typename).toBe('TrainingRunSuccess');
    const written = await createVersion({ datasetId: 'other', digest: `run:${run}`, producedByRunId: run });
    expect(written.datasetVersion.state).toBe('QUARANTINED');
    expect((await readMarks(lineage.db)).marks).toContain(`source@1 ${written.datasetVersion.id} 2`);
    // The current version is the one before.
    const next = await createRun({ datasetId: 'other' });
    expect(next.trainingRun.inputs).toEqual([{ datasetVersion: { id: 'other@1' } }]);
    await release('source@1');
    expect((await deploy('m@3')).deployment.status).toBe('LIVE');
  });

  it('moves the serving copies of all models of which a version learned from it, by data or by a view', async () => {
    const { db } = lineage;
    await insertDatasets(db, ['copied', 'copied-child', 'copied-leaf', 'copied-other']);
    await runFrom(db, 'copied', ['copied-child']);
    await derive(db, [['copied-leaf', 'copied-child']]);
    for (const id of ['by-data', 'by-view', 'by-old-view', 'by-none']) await lineage.mutate('createModel', { id }, '');
    await register({ modelId: 'by-data', trainedOnIds: ['copied-leaf@1'] });
    await register({ modelId: 'by-view' });
    await register({ modelId: 'by-old-view' });
    await register({ modelId: 'by-none', trainedOnIds: ['copied-other@1'] });
    await db
      .insertInto('featureView')
      .values({ name: 'v', entity: 'user', joinKeys: ['id'], revision: 2 })
      .execute();
    for (const revision of [1, 2]) {
      await db
        .insertInto('featureViewRevision')
        .values({ viewName: 'v', revision, features: '[]', createdBy: 'tester' })
        .execute();
      await db
        .insertInto('featureViewSource')
        .values({ viewName: 'v', revision, datasetVersionId: revision === 1 ? 'copied-other@1' : 'copied-child@1' })
        .execute();
    }
    await db
      .insertInto('modelVersionFeatureView')
      .values([
        { modelVersionId: 'by-view@1', viewName: 'v', revision: 2 },
        { modelVersionId: 'by-old-view@1', viewName: 'v', revision: 1 },
      ])
      .execute();
    const followed = async (change: () => Promise<unknown>) => {
      await db.deleteFrom('syncCopy').execute();
      await change();
      const columns = ['kind', 'key', 'version', 'delivered'] as const;
      return db.selectFrom('syncCopy').select(columns).orderBy('key').execute();
    };
    const both = ['by-data', 'by-view'].map((id) => ({ ...servingCopy(id), version: 1, delivered: 0 }));
    expect(await followed(() => quarantine('copied@1'))).toEqual(both);
    expect(await followed(() => quarantine('copied@1'))).toEqual([]);
    expect(await followed(() => release('copied@1'))).toEqual(both);
    expect(await followed(() => release('copied@1'))).toEqual([]);
  });

  it('leaves nothing unmarked that is built on it at the same time', async () => {
    const { db } = lineage;
    for (let round = 0; round < rounds(12); round++) {
      const name = (part: string) => `race-${round}-${part}`;
      await insertDatasets(db, ['origin', 'child', 'named', 'written'].map(name));
      await derive(db, [[name('child'), name('origin')]]);
      const run = await runFrom(db, name('child'), []);
      const child = `${name('child')}@1`;
      const begin = [
        () => createVersion({ datasetId: name('named'), digest: 'sha256:01', derivedFromIds: [child] }),
        () => createVersion({ datasetId: name('written'), digest: 'sha256:02', producedByRunId: run }),
      ];
      begin.splice(round % 3, 0, () => quarantine(`${name('origin')}@1`));
      const refused = (await Promise.all(begin.map((start) => start()))).filter(
        ({ __typename }) => __typename !== 'DatasetVersionSuccess',
      );
      expect([[], [refusedBecauseOf(child, `${name('origin')}@1`)]]).toContainEqual(refused);
      const wanted = ['origin@1 0', 'child@1 1', 'written@2 2'];
      if (refused.length === 0) wanted.push('named@2 2');
      const { marks, miscounted } = await readMarks(db);
      expect(miscounted).toEqual([]);
      const origin = `${name('origin')}@1`;
      expect(marks.filter((mark) => mark.startsWith(`${origin} `))).toEqual(
        wanted.map((mark) => `${origin} ${name(mark)}`).toSorted(),
      );
    }
  });

  it('lets the serving copy follow of a version that is registered at the same time', async () => {
    const { db } = lineage;
    for (let round = 0; round < rounds(8); round++) {
      const id = `pupil-${round}`;
      await insertDatasets(db, [id]);
      await lineage.mutate('createModel', { id }, '');
      const begin = [() => register({ modelId: id, trainedOnIds: [`${id}@1`] })];
      begin.splice(round % 2, 0, () => quarantine(`${id}@1`));
      const outcomes = await Promise.all(begin.map((start) => start()));
      const refused = outcomes.filter(({ __typename }) => __typename === 'Conflict');
      const version = await versionOfCopy(db, servingCopy(id));
      if (refused.length === 0) expect(version).toBe(1);
      else expect({ refused, version }).toEqual({ refused: [refusedBecauseOf(`${id}@1`, `${id}@1`)], version: 0 });
    }
  });

  it('waits for what builds on data and is waited for, and none waits for ever', async () => {
    const { db } = lineage;
    await insertDatasets(db, ['busy', 'busy-child']);
    await derive(db, [['busy-child', 'busy']]);
    await lineage.mutate('createModel', { id: 'busy' }, '');
    const run = await runFrom(db, 'busy-child', []);
    for (let count = 0; count < 3; count++) await register({ modelId: 'busy', trainedOnIds: ['busy-child@1'] });
    const rounds = Array.from({ length: 12 }, async (_, round) => {
      const version = `busy@${(round % 3) + 1}`;
      const calls = [
        () => quarantine('busy@1'),
        () => deploy(version),
        () => review(version, 'APPROVED'),
        () => release('busy@1'),
        () => register({ modelId: 'busy', trainedOnIds: ['busy-child@1'] }),
        () => createRun({ modelId: 'busy', datasetId: 'busy-child' }),
        () => createVersion({ datasetId: 'busy-child', digest: `sha256:0${round % 10}`, producedByRunId: run }),
        async () => {
          const live = await db.selectFrom('deployment').select('id').where('status', '=', 'LIVE').executeTakeFirst();
          return lineage.mutate('rollbackDeployment', { id: live?.id ?? run, reason: 'bad' }, '');
        },
      ];
      for (const [index] of calls.entries()) await calls[(index + round) % calls.length]?.();
    });
    await Promise.all(rounds);
    const { rows } = await sql<{ deadlocks: number }>`
      select deadlocks from pg_stat_database where datname = current_database()`.execute(db);
    expect(rows).toEqual([{ deadlocks: 0 }]);
    await release('busy@1');
    expect((await readMarks(db)).miscounted).toEqual([]);
  });
});
