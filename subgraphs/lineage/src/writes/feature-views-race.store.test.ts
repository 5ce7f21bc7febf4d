import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { rounds } from '../../../../tests/setup/config.ts';
import { versionOfCopy } from '../../../../tests/setup/copies.ts';
import { ONNX_ARTIFACT, settleAll } from '../../../../tests/setup/deployments.ts';
import { insertDatasets } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { choose, createRandom } from '../../../../tests/setup/random.ts';
import { registryCopy } from '../copies/copies.ts';

const lineage = useLineage();

it('revises, deletes, reads and deploys at the same time, and keeps every rule without a deadlock', async () => {
  const { db } = lineage;
  const random = createRandom(7);
  const views = ['a', 'b', 'c'];
  const models = ['m', 'n'];
  const datasets = ['x', 'y'];
  await insertDatasets(db, datasets);
  for (const id of models) await lineage.mutate('createModel', { id }, '');
  const anyView = () => choose(random, views);
  const anyModel = () => choose(random, models);
  const anySource = () => `${choose(random, datasets)}@1`;
  const anyVersion = () => `${anyModel()}@${1 + Math.floor(random() * 8)}`;
  const anyFeatures = () =>
    ['first', 'second']
      .slice(Math.floor(random() * 2))
      .map((name) => ({ name, type: 'INT', default: choose(random, [0, 1]) }));
  const apply = (name: string) =>
    lineage.mutate(
      'applyFeatureView',
      { name, entity: 'user', features: anyFeatures(), sourceDatasetVersionIds: [anySource()] },
      '',
    );
  const calls = [
    () => apply(anyView()),
    () => apply(anyView()),
    () => lineage.ask('mutation ($name: ID!) { deleteFeatureView(name: $name) { __typename } }', { name: anyView() }),
    () =>
      lineage.mutate(
        'registerModelVersion',
        { modelId: anyModel(), featureSources: [{ view: anyView() }], artifact: ONNX_ARTIFACT },
        '',
      ),
    () =>
      lineage.mutate(
        'registerModelVersion',
        { modelId: anyModel(), featureSources: views.map((view) => ({ view })), artifact: ONNX_ARTIFACT },
        '',
      ),
    () => lineage.mutate('deployModelVersion', { modelVersionId: anyVersion(), environment: 'staging' }, ''),
    () => settleAll(db),
    async () => {
      const live = await db.selectFrom('deployment').select('id').where('status', '=', 'LIVE').execute();
      if (live.length > 0)
        await lineage.mutate('rollbackDeployment', { id: choose(random, live).id, reason: 'bad' }, '');
    },
    async () => {
      const live = await db.selectFrom('deployment').select('id').where('status', '=', 'LIVE').execute();
      for (const { id } of live) await lineage.mutateById('retireDeployment', id, '');
      await lineage.mutateById('archiveModel', anyModel(), '');
    },
    () => lineage.mutateById('restoreModel', anyModel(), ''),
    () => lineage.mutate('quarantineDatasetVersion', { id: anySource(), reason: 'wrong' }, ''),
    () => lineage.mutateById('releaseDatasetVersion', anySource(), ''),
    () => {
      const edge = {
        from: { type: 'FEATURE_VIEW', id: anyView() },
        to: { type: 'DATASET_VERSION', id: anySource() },
        type: 'told',
      };
      return lineage.ask('mutation ($edge: LineageEdgeInput!) { addLineageEdge(input: $edge) { __typename } }', {
        edge,
      });
    },
  ];
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let count = 0; count < rounds(12); count++) await choose(random, calls)();
    }),
  );

  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(db);
  expect(rows).toEqual([{ deadlocks: 0 }]);
  const revised = await db.selectFrom('featureView').select(['name', 'revision']).execute();
  expect(revised.length).toBeGreaterThan(0);
  for (const { name, revision } of revised) {
    const kept = await db.selectFrom('featureViewRevision').select('revision').where('viewName', '=', name).execute();
    expect(kept.map((row) => row.revision).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: revision }, (_, index) => index + 1),
    );
    const changes = await db.selectFrom('auditEvent').select('id').where('targetId', '=', name).execute();
    expect(await versionOfCopy(db, registryCopy(name))).toBe(changes.length);
  }
  const stranded = await sql`
    select from deployment d
    join model_version_feature_view read on read.model_version_id = d.model_version_id
    join feature_view v on v.name = read.view_name
    where d.status in ('PENDING', 'LIVE') and v.deleted_at is not null`.execute(db);
  expect(stranded.rows).toEqual([]);
  const cycles = await sql`
    select from lineage_edge e join feature_view_source s on s.view_name = e.from_id and s.dataset_version_id = e.to_id
    where e.from_type = 'FEATURE_VIEW'`.execute(db);
  expect(cycles.rows).toEqual([]);
});
