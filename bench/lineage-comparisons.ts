import { readList } from '@tributary/common/lists/list';
import { pageDeploymentSummary } from '@tributary/lineage/deployments/deployment-summaries';
import { deploymentOrders } from '@tributary/lineage/deployments/deployments';
import { compareFrameworks } from '@tributary/lineage/runs/framework-comparison';
import { findThinnedPointsByRunIds } from '@tributary/lineage/runs/metric-histories';
import { pageModelPerformance } from '@tributary/lineage/runs/model-performance';
import { runOrders } from '@tributary/lineage/runs/run-orders';
import type { TrainingRunWhere } from '@tributary/lineage/schema-types.generated';
import { rebuildBestRuns } from '@tributary/lineage/writes/best-runs';
import { sql } from 'kysely';
import { type BenchDatabase, type Case, createBenchDatabase, expectEqual, measure } from './measure.ts';

const RUNS = 30_000;
const POINTS = 3_000_000;
/** Of the last run, by its metric loss; the others have as many each as make up the rest. */
const LONG = 100_000;

/** Comparisons and the course of a metric on the medium size. */
export async function benchComparisons(serverUrl: string): Promise<void> {
  const database = await createBenchDatabase(serverUrl, 'comparisons');
  try {
    await load(database);
    console.log(
      `\n**Comparisons**: ${RUNS.toLocaleString('en')} runs of 100 models on 200 datasets, 1,000 deployments, ${POINTS.toLocaleString('en')} metric points\n`,
    );
    console.log('| | median ms | asked | |\n|---|---|---|---|');
    await measure(database, [
      ...performances(database),
      ...frameworks(database),
      deployments(database),
      course(database),
    ]);
  } finally {
    await database.close();
  }
}

const COMPARED_MS = 30;
const THINNED_MS = 250;

/** The answer's rows against the view, whose windows run over every row. */
const performances = (database: BenchDatabase): Case[] =>
  [null, 'd5'].map((datasetId) => {
    const name = `modelPerformance, first page${datasetId ? ' of one dataset' : ''}`;
    const list = readList<TrainingRunWhere>({ first: 20, where: datasetId ? { datasetId } : null }, runOrders);
    const run = () => pageModelPerformance(database.db, list);
    const check = async () => {
      const { rows } = await sql<{ runId: string; rankInDataset: number; accuracy: number; average: string }>`
        select run_id, rank_in_dataset, accuracy, round(moving_average_accuracy::numeric, 9) as average
        from model_performance where ${datasetId}::text is null or dataset_id = ${datasetId}
        order by created_at desc, run_id desc limit 21`.execute(database.db);
      expectEqual(
        name,
        (await run()).map(({ id, rankInDataset, accuracy, movingAverageAccuracy }) => [
          id,
          rankInDataset,
          accuracy,
          movingAverageAccuracy?.toFixed(9),
        ]),
        rows.map(({ runId, rankInDataset, accuracy, average }) => [runId, rankInDataset, accuracy, average]),
      );
    };
    return { name, thresholdMs: COMPARED_MS, run, check };
  });

const frameworks = (database: BenchDatabase): Case[] =>
  [null, 'd5'].map((datasetId) => {
    const name = `frameworkComparison${datasetId ? ' of one dataset' : ''}`;
    const run = () => compareFrameworks(database.db, datasetId);
    const check = async () => {
      const { rows } = await sql<{ framework: string; runs: number; completed: number; best: number; average: string }>`
        select run.framework, count(*) as runs, count(*) filter (where run.status = 'COMPLETED') as completed,
          max(m.value) as best, round(avg(m.value)::numeric, 9) as average
        from run left join run_metric m on m.run_id = run.id and m.name = 'accuracy' and m.ranked
        where ${datasetId}::text is null or run.dataset_version_id like ${`${datasetId}@%`}
        group by run.framework order by run.framework collate "C"`.execute(database.db);
      expectEqual(
        name,
        (await run()).map((row) => [
          row.framework,
          row.runs,
          row.completedRuns,
          row.bestAccuracy,
          row.averageAccuracy?.toFixed(9),
        ]),
        rows.map(({ framework, runs, completed, best, average }) => [framework, runs, completed, best, average]),
      );
    };
    return { name, thresholdMs: COMPARED_MS, run, check };
  });

function deployments(database: BenchDatabase): Case {
  const name = 'deploymentSummary, first page';
  const run = () => pageDeploymentSummary(database.db, readList({ first: 20 }, deploymentOrders));
  const check = async () => {
    const { rows } = await sql<{ id: string; version: number; datasetId: string; accuracy: number }>`
      select deployment.id, split_part(model_version_id, '@', 2)::integer as version,
        split_part(run.dataset_version_id, '@', 1) as dataset_id,
        (select value from run_metric where run_id = run.id and name = 'accuracy') as accuracy
      from deployment, model_version, run
      where model_version.id = model_version_id and run.id = model_version.run_id
      order by deployed_at desc, deployment.id desc limit 21`.execute(database.db);
    expectEqual(
      name,
      (await run()).map(({ id, version, datasetId, accuracy }) => [id, version, datasetId, accuracy]),
      rows.map(({ id, version, datasetId, accuracy }) => [id, version, datasetId, accuracy]),
    );
  };
  return { name, thresholdMs: COMPARED_MS, run, check };
}

const lastRun = uuid(RUNS);

/** Few points leave the database, however many there are: the ends, the extremes and some between them. */
function course(database: BenchDatabase): Case {
  const name = `metricHistory, ${LONG.toLocaleString('en')} points thinned to 500`;
  const run = () => findThinnedPointsByRunIds(database.db, [lastRun], { names: ['loss'], maxPoints: 500 });
  const check = async () => {
    const points = await run();
    const steps = points.map(({ step }) => step);
    const { rows } = await sql<{ step: number }>`
      select min(step) as step from metric_point where run_id = ${lastRun} and name = 'loss'
        and value in (select unnest(array[min(value), max(value)]) from metric_point where run_id = ${lastRun} and name = 'loss')
      group by value`.execute(database.db);
    for (const step of [1, LONG, ...rows.map((row) => row.step)]) {
      if (!steps.includes(step)) throw new Error(`${name}: step ${step} is missing`);
    }
    const widest = Math.max(...steps.map((step, index) => step - (steps[index - 1] ?? 0)));
    if (steps.length > 500 || widest > Math.ceil(LONG / 496)) {
      throw new Error(`${name}: ${steps.length} points, a gap of ${widest}`);
    }
  };
  return { name, thresholdMs: THINNED_MS, run, check };
}

function uuid(index: number): string {
  return `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
}

async function load({ db }: BenchDatabase): Promise<void> {
  const id = sql`('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`;
  const pointsEach = Math.floor((POINTS - LONG) / RUNS);
  const statements = [
    sql`insert into model (id, name, framework) select 'm' || i, 'M' || i, 'onnx' from generate_series(0, 99) i`,
    sql`insert into dataset (id, name) select 'd' || i, 'D' || i from generate_series(0, 199) i`,
    sql`insert into dataset_version (id, dataset_id, number, digest)
        select 'd' || i || '@' || n, 'd' || i, n, 'sha256:00' from generate_series(0, 199) i, generate_series(1, 5) n`,
    sql`insert into run (id, name, tags, source_commit, model_id, framework, status, dataset_version_id, started_at, ended_at,
          created_by, created_at)
        select ${id}, 'run ' || i, array['nightly', 'team-' || i % 7], encode(sha224(i::text::bytea), 'hex'), 'm' || abs(hashint4(i) % 100),
          (array['pytorch', 'xgboost', 'sklearn', 'keras'])[1 + abs(hashint4(i + 3) % 4)],
          case when i % 10 = 3 then 'FAILED' else 'COMPLETED' end,
          'd' || abs(hashint4(i + 7) % 200) || '@' || 1 + abs(hashint4(i + 9) % 5), '2026-01-01',
          '2026-01-01'::timestamptz + abs(hashint4(i + 11) % 90000) * interval '1 second', 'bench',
          '2026-01-01'::timestamptz + i * interval '1 second'
        from generate_series(1, ${RUNS}::integer) i`,
    sql`insert into run_input (run_id, dataset_version_id, role, position)
        select id, dataset_version_id, 'TRAINING', 0 from run`,
    sql`insert into run_metric (run_id, name, value, step, at)
        select run.id, metric, abs(hashtext(run.id || metric) % 1000003) / 1000003.0, 1, now()
        from run, unnest(array['accuracy', 'auc', 'f1', 'loss']) metric order by run.id, metric`,
    sql`insert into model_version (id, model_id, number, run_id, created_by)
        select 'm' || v % 100 || '@' || 1 + v / 100, 'm' || v % 100, 1 + v / 100, ${id}, 'bench'
        from generate_series(0, 799) v, lateral (select 1 + v * 31 as i) run`,
    sql`insert into deployment (id, model_id, model_version_id, environment, status, traffic_percent, requested_percent,
          deployed_by, deployed_at, ended_at)
        select ${id}, 'm' || i % 100, 'm' || i % 100 || '@' || 1 + i / 100 % 8, 'production', 'RETIRED', 0, 100, 'bench',
          '2026-02-01'::timestamptz + i * interval '1 minute', '2026-03-01'
        from generate_series(0, 999) i`,
    sql`alter table metric_point disable trigger all`,
    sql`insert into metric_point (run_id, name, step, at, value)
        select id, 'accuracy', step, '2026-01-01', sin(step)
        from run, generate_series(1, ${pointsEach}::integer) step order by 1, 3`,
    sql`insert into metric_point (run_id, name, step, at, value)
        select ${lastRun}::uuid, 'loss', step, '2026-01-01', sin(step / 1000.0) from generate_series(1, ${LONG}::integer) step`,
    sql`alter table metric_point enable trigger all`,
  ];
  for (const statement of statements) await statement.execute(db);
  await rebuildBestRuns(db);
  await sql`vacuum analyze`.execute(db);
}
