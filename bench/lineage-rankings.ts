import { findTopRuns, type Ranking } from '@tributary/lineage/runs/rankings';
import { rebuildBestRuns } from '@tributary/lineage/writes/best-runs';
import { sql } from 'kysely';
import { type BenchDatabase, type Case, createBenchDatabase, expectEqual, measure, withoutIndexes } from './measure.ts';

/**
 * Rankings of many runs of 1,000 models on 2,000 datasets, of which one model has a fifth. By accuracy the models are
 * alike; by f1, and by speed, which has no definition, that one model has the best runs, all of them and all of one
 * framework.
 */
export async function benchRankings(serverUrl: string, runs: number): Promise<void> {
  const database = await createBenchDatabase(serverUrl, 'rankings');
  try {
    await load(database, runs);
    console.log(`\n**Rankings**: ${runs.toLocaleString('en')} runs of 1,000 models on 2,000 datasets\n`);
    console.log('| first 10 of | median ms | asked | |\n|---|---|---|---|');
    await measure(database, Object.entries(cases).map(toCase(database)));
  } finally {
    await database.close();
  }
}

const usual: Ranking = {
  first: 10,
  metric: 'accuracy',
  goal: null,
  datasetId: null,
  framework: null,
  perModel: true,
};
/** By a metric's own goal a ranking is read; by others, and with a framework, it takes one probe a model. */
const READ_MS = 5;
const PROBED_MS = 50;

const cases: Record<string, [Ranking, number]> = {
  'the best of each model': [usual, READ_MS],
  'the best of each model, where one has the best 200,000': [{ ...usual, metric: 'f1' }, READ_MS],
  'the best of each model, one dataset': [{ ...usual, datasetId: 'd5' }, READ_MS],
  'the best runs': [{ ...usual, perModel: false }, READ_MS],
  'the best runs, one dataset and framework': [
    { ...usual, datasetId: 'd5', framework: 'keras', perModel: false },
    READ_MS,
  ],
  'the worst of each model': [{ ...usual, goal: 'MINIMIZE' }, PROBED_MS],
  'the worst of each model, where one has the best 200,000': [{ ...usual, metric: 'f1', goal: 'MINIMIZE' }, PROBED_MS],
  'the best of each model, one framework': [{ ...usual, framework: 'keras' }, PROBED_MS],
  'the best of each model, one framework, where one has the best 200,000': [
    { ...usual, metric: 'f1', framework: 'keras' },
    PROBED_MS,
  ],
  'the best runs, one framework, where one has the best 200,000': [
    { ...usual, metric: 'f1', framework: 'keras', perModel: false },
    PROBED_MS,
  ],
  'the best of each model, one dataset and framework': [{ ...usual, datasetId: 'd5', framework: 'keras' }, PROBED_MS],
  'the best of each model, no definition': [{ ...usual, metric: 'speed', goal: 'MAXIMIZE' }, PROBED_MS],
  'the best of each model, no definition, one dataset': [
    { ...usual, metric: 'speed', goal: 'MAXIMIZE', datasetId: 'd5' },
    PROBED_MS,
  ],
};

const toCase =
  (database: BenchDatabase) =>
  ([name, [ranking, thresholdMs]]: [string, [Ranking, number]]): Case => ({
    name,
    thresholdMs,
    run: () => findTopRuns(database.db, ranking),
    check: async () => {
      const answer = await findTopRuns(database.db, ranking);
      if (answer.length !== ranking.first) throw new Error(`${name}: ${answer.length} runs`);
      expectEqual(
        name,
        answer.map(({ id }) => id),
        await sortAll(database, ranking),
      );
    },
  });

/** In one statement a table; the triggers that copy the run's columns would take most of the time, so it does that. */
async function load(database: BenchDatabase, runs: number): Promise<void> {
  const addMetric = (name: string, value: string) => sql`
    insert into run_metric (run_id, name, value, step, at, ranked, model_id, dataset_id, framework)
    select id, ${name}, ${sql.raw(value)}, 1, '2026-01-02', true, model_id, split_part(dataset_version_id, '@', 1), framework
    from run order by id`;
  const spread = 'abs(hashint8(hashtext(id::text)) % 1000003) / 1000003.0';
  const led = `case model_id when 'm0' then 0.9 + ${spread} / 10 else ${spread} * 0.9 end`;
  const statements = [
    sql`insert into model (id, name) select 'm' || i, 'M' || i from generate_series(0, 999) i`,
    sql`insert into dataset (id, name) select 'd' || i, 'D' || i from generate_series(0, 1999) i`,
    sql`insert into dataset_version (id, dataset_id, number, digest)
        select 'd' || i || '@1', 'd' || i, 1, 'sha256:00' from generate_series(0, 1999) i`,
    sql`alter table run disable trigger user`,
    sql`insert into run (id, model_id, framework, status, dataset_version_id, started_at, ended_at, created_by)
        select ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
          'm' || case when i % 5 = 0 then 0 else abs(hashint4(i) % 1000) end,
          case when i % 5 = 0 then 'pytorch' else (array['pytorch', 'xgboost', 'sklearn', 'keras'])[1 + abs(hashint4(i + 3) % 4)] end,
          'COMPLETED',
          'd' || abs(hashint4(i + 7) % 2000) || '@1', '2026-01-01', '2026-01-02', 'bench'
        from generate_series(1, ${runs}::integer) i`,
    sql`alter table run enable trigger user`,
    sql`alter table run_metric disable trigger user`,
    addMetric('accuracy', spread),
    addMetric('f1', led),
    addMetric('speed', led),
    sql`alter table run_metric enable trigger user`,
  ];
  await withoutIndexes(database, ['run', 'run_metric'], async () => {
    for (const statement of statements) await statement.execute(database.db);
  });
  await rebuildBestRuns(database.db);
  await sql`vacuum analyze`.execute(database.db);
}

/** The same ranking by a sort of every row. */
async function sortAll({ db }: BenchDatabase, { first, metric, datasetId, framework, perModel, goal }: Ranking) {
  const direction = sql.raw(goal === 'MINIMIZE' ? 'asc' : 'desc');
  const rows = sql`
    select value, run_id, model_id, row_number() over (partition by model_id order by value ${direction}, run_id desc) as place
    from run_metric
    where name = ${metric}
      and (${datasetId}::text is null or dataset_id = ${datasetId})
      and (${framework}::text is null or framework = ${framework})`;
  const sorted = await sql<{ runId: string }>`
    select run_id from (${rows}) run where place = 1 or not ${perModel}::boolean
    order by value ${direction}, ${sql.raw(perModel ? `model_id ${goal === 'MINIMIZE' ? 'asc' : 'desc'}` : 'run_id desc')} limit ${first}`.execute(
    db,
  );
  return sorted.rows.map(({ runId }) => runId);
}
