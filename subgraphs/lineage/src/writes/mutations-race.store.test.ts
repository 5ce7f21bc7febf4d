import { expect, it } from '@jest/globals';
import { type RawBuilder, sql } from 'kysely';
import { rounds } from '../../../../tests/setup/config.ts';
import { ONNX_ARTIFACT, settleAll } from '../../../../tests/setup/deployments.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { choose, createRandom } from '../../../../tests/setup/random.ts';

// 1,200 mutations, on a machine that may be busy with other things.
const lineage = useLineage();
const random = createRandom(11);
const draw = (below: number) => Math.floor(random() * below);
const maybe = <Value>(value: Value) => (random() < 0.5 ? value : undefined);

const MODELS = ['m0', 'm1'];
const GROUPS = ['g0', 'g1'];
const DATASETS = ['d0', 'd1'];
const METRICS = ['accuracy', 'loss', 'throughput', 'other'];
const NOBODY = '00000000-0000-7000-8000-000000000000';
const runs: string[] = [];
const deployments: string[] = [];

const anyModel = () => choose(random, MODELS);
const anyGroup = () => choose(random, GROUPS);
const anyVersion = () => `${anyModel()}@${1 + draw(8)}`;
const anyData = () => `${choose(random, DATASETS)}@${1 + draw(3)}`;
/** One of the last few, so that calls meet. */
const recent = (ids: readonly string[]) => ids[Math.max(0, ids.length - 1 - draw(5))] ?? NOBODY;
const anyRun = () => recent(runs);
const anyDeployment = () => recent(deployments);
const anyPoint = () => ({
  name: choose(random, METRICS),
  ...(draw(6) === 0 ? { nonFinite: choose(random, ['NAN', 'POSITIVE_INFINITY']) } : { value: draw(5) / 4 }),
  step: maybe(draw(4)),
});
const points = () => Array.from({ length: 1 + draw(3) }, anyPoint);

const mutate = (field: string, input: object, success = '') => lineage.mutate(field, input, success);
const byId = (field: string, id: string) => lineage.mutateById(field, id, '');
const ids = () => JSON.stringify([anyRun(), anyRun(), anyRun()]);
async function keepId(
  made: string[],
  node: 'trainingRun' | 'deployment',
  answer: Promise<Record<string, { id: string }>>,
) {
  const id = (await answer)[node]?.id;
  if (id !== undefined) made.push(id);
}
const run = (field: string, input: object, success = 'TrainingRunSuccess') =>
  keepId(runs, 'trainingRun', mutate(field, input, `... on ${success} { trainingRun { id } }`));
const deployment = (field: string, input: object) =>
  keepId(deployments, 'deployment', mutate(field, input, '... on DeploymentSuccess { deployment { id } }'));

const calls: readonly (() => Promise<unknown>)[] = [
  () =>
    run('createTrainingRun', {
      modelId: maybe(anyModel()),
      groupId: maybe(anyGroup()),
      datasetId: maybe(choose(random, DATASETS)),
      parentId: maybe(anyRun()),
    }),
  () =>
    run(
      'registerTrainingRun',
      { modelId: `new-${draw(9)}`, groupId: `new-${draw(9)}`, createMissing: true, config: { a: 1 } },
      'RegisterTrainingRunSuccess',
    ),
  () => run('createTrainingRun', { modelId: 'm0', idempotencyKey: `key-${draw(4)}` }),
  () => mutate('logMetrics', { runId: anyRun(), points: points() }),
  () => mutate('logMetrics', { runId: anyRun(), points: points() }),
  () => mutate('finishTrainingRun', { runId: anyRun(), status: 'COMPLETED', metrics: points() }),
  () => mutate('finishTrainingRun', { runId: anyRun(), status: choose(random, ['COMPLETED', 'FAILED', 'KILLED']) }),
  () => byId('reopenTrainingRun', anyRun()),
  () =>
    mutate('updateTrainingRun', { id: anyRun(), modelId: maybe(anyModel()), groupId: maybe(anyGroup()), name: 'x' }),
  () => lineage.write(`archiveTrainingRuns(ids: ${ids()})`),
  () => lineage.write(`restoreTrainingRuns(ids: ${ids()})`),
  () => byId(choose(random, ['archiveRunGroup', 'restoreRunGroup']), anyGroup()),
  () => byId(choose(random, ['archiveModel', 'restoreModel', 'restoreModel', 'restoreModel']), anyModel()),
  () =>
    mutate('registerModelVersion', {
      modelId: anyModel(),
      trainingRunId: maybe(anyRun()),
      trainedOnIds: maybe([anyData()]),
      artifact: maybe(ONNX_ARTIFACT),
    }),
  () =>
    mutate('reviewModelVersion', { id: anyVersion(), approval: choose(random, ['APPROVED', 'APPROVED', 'REJECTED']) }),
  () => mutate('setModelAlias', { modelId: anyModel(), alias: 'champion', versionNumber: 1 + draw(4) }),
  () => mutate('setModelAlias', { modelId: anyModel(), alias: 'champion', versionNumber: 1 + draw(4) }),
  () => lineage.write(`deleteModelAlias(modelId: "${anyModel()}", alias: "champion")`),
  ...Array.from(
    { length: 2 },
    () => () =>
      deployment('deployModelVersion', {
        modelVersionId: anyVersion(),
        environment: 'staging',
        trafficPercent: draw(101),
        endpointUrl: maybe('https://models.example.com'),
      }),
  ),
  () => settleAll(lineage.db),
  () => settleAll(lineage.db, { status: 'FAILED', reason: 'it loops' }),
  () => deployment('rollbackDeployment', { id: anyDeployment(), reason: 'bad' }),
  () => byId('retireDeployment', anyDeployment()),
  () => mutate('reportDeployment', { id: anyDeployment(), status: choose(random, ['LIVE', 'LIVE', 'FAILED']) }),
  () => {
    const percent = draw(101);
    const shares = [percent, 100 - percent].map((percent) => ({ deploymentId: anyDeployment(), percent }));
    return mutate('setTraffic', { modelId: anyModel(), environment: 'staging', shares });
  },
  () => mutate('quarantineDatasetVersion', { id: anyData(), reason: `reason ${draw(2)}` }),
  () => byId('releaseDatasetVersion', anyData()),
  () => byId('releaseDatasetVersion', anyData()),
  () =>
    mutate('createDatasetVersion', {
      datasetId: choose(random, DATASETS),
      digest: `sha256:0${draw(9)}`,
      derivedFromIds: maybe([anyData()]),
      producedByRunId: maybe(anyRun()),
    }),
  () =>
    mutate('defineMetric', {
      name: choose(random, ['accuracy', 'throughput']),
      goal: choose(random, ['MAXIMIZE', 'MINIMIZE']),
    }),
  () => mutate('updateModel', { id: anyModel(), predictionTtlSeconds: draw(3) }),
];

/** What must find nothing. */
const BROKEN: Record<string, RawBuilder<unknown>> = {
  'traffic that does not add up': sql`
    select model_id, sum(traffic_percent) from deployment where status = 'LIVE'
    group by model_id, environment having sum(traffic_percent) <> 100`,
  'a deployment that is not as its history ends': sql`
    select id from deployment d where (status, traffic_percent) is distinct from (
      select (status, traffic_percent) from deployment_event where deployment_id = d.id order by id desc limit 1)`,
  'an archived model with something open': sql`
    select d.id from deployment d join model on model.id = d.model_id
    where model.archived_at is not null and d.status in ('PENDING', 'LIVE')`,
  'numbers of model versions with a gap': sql`
    select model.id from model left join model_version v on v.model_id = model.id
    group by model.id having count(v.id) <> last_number or coalesce(max(v.number), 0) <> last_number`,
  'numbers of dataset versions with a gap': sql`
    select dataset.id from dataset left join dataset_version v on v.dataset_id = dataset.id
    group by dataset.id having count(v.id) <> last_number or coalesce(max(v.number), 0) <> last_number`,
  'moves of an alias that do not follow each other': sql`
    select * from (select *, lag(to_id) over (partition by model_id, alias order by at, id) as was from alias_change) move
    where from_id is distinct from was`,
  'an alias that is not where it was moved': sql`
    select from (select distinct on (model_id) * from alias_change order by model_id, id desc) last
    full join model_alias on model_alias.model_id = last.model_id where to_id is distinct from version_id`,
  'audit entries that do not follow each other': sql`
    select * from (
      select target_id, key, before -> key as before,
        lag(after -> key) over (partition by target_type, target_id, key order by at, id) as was, row_number() over
        (partition by target_type, target_id, key order by at, id) as place
      from audit_event cross join lateral jsonb_object_keys(after) key
      where action not in ('logParameters', 'logArtifact')
    ) change where place > 1 and before is distinct from was`,
  'a last value that is not the last point': sql`
    select from run_metric m full join (
      select distinct on (run_id, name) * from metric_point order by run_id, name, step desc, at desc
    ) p on p.run_id = m.run_id and p.name = m.name
    where (m.value, m.step, m.at) is distinct from (p.value, p.step, p.at)`,
  'marks that are not where derivation leads': sql`
    with recursive edge(source, derived) as (
      select source_id, derived_id from dataset_derivation
      union select i.dataset_version_id, v.id from run_input i join dataset_version v on v.produced_by = i.run_id
    ), reached(origin, version) as (
      select origin_id, origin_id from quarantine
      union select origin, derived from reached join edge on source = version
    )
    select from reached full join quarantine_mark m on m.origin_id = origin and m.version_id = version
    where origin is null or origin_id is null`,
  'marks that were counted wrongly': sql`
    select id from dataset_version v where marks <> (select count(*) from quarantine_mark where version_id = v.id)`,
  'two runs for one key': sql`select from idempotency where result_id is null`,
};

it('leaves every rule whole and nobody with an error, whatever happens at once', async () => {
  const { db } = lineage;
  for (const id of MODELS) await mutate('createModel', { id });
  for (const id of GROUPS) await mutate('createRunGroup', { id });
  for (const id of DATASETS) {
    await mutate('createDataset', { id });
    await mutate('createDatasetVersion', { datasetId: id, digest: 'sha256:00' });
  }
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let count = 0; count < rounds(40); count++) await choose(random, calls)();
    }),
  );
  // Chance may leave nothing to rank.
  const last: string[] = [];
  await mutate('createModel', { id: 'last' });
  const created = mutate('createTrainingRun', { modelId: 'last' }, '... on TrainingRunSuccess { trainingRun { id } }');
  await keepId(last, 'trainingRun', created);
  await mutate('finishTrainingRun', {
    runId: last[0],
    status: 'COMPLETED',
    metrics: [{ name: 'accuracy', value: 0.5 }],
  });
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(db);
  expect(rows).toEqual([{ deadlocks: 0 }]);
  for (const [what, query] of Object.entries(BROKEN)) {
    expect({ what, rows: (await query.execute(db)).rows }).toEqual({ what, rows: [] });
  }
  const kept = await db
    .selectFrom('bestRun')
    .selectAll()
    .orderBy('metric')
    .orderBy('datasetId')
    .orderBy('modelId')
    .execute();
  await sql`select rebuild_best_runs()`.execute(db);
  const rebuilt = await db
    .selectFrom('bestRun')
    .selectAll()
    .orderBy('metric')
    .orderBy('datasetId')
    .orderBy('modelId')
    .execute();
  expect(kept.length).toBeGreaterThan(0);
  expect(kept).toEqual(rebuilt);
});
