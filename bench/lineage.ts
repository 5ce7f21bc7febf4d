import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenDatabase, openDatabase } from '@tributary/lineage/database';
import { migrateUp } from '@tributary/lineage/migrate';
import { findTopRuns, type Ranking } from '@tributary/lineage/rankings';
import { startStore } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { sql } from 'kysely';

/**
 * Rankings over many runs of 1,000 models. Checks each answer against a plain sort of all rows first, then prints the
 * median over some rounds, and the plan where the median is over its threshold.
 * Usage: node bin/run.mjs bench/lineage.ts [RUNS]
 */
const RUNS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 31;

/** For a machine such as a small container: two cores, everything in memory. */
const THRESHOLD_MS = 50;

const usual: Ranking = {
  first: 10,
  metric: 'accuracy',
  goal: null,
  datasetId: null,
  framework: null,
  perModel: true,
};
const rankings: Record<string, Ranking> = {
  'the best of each model': usual,
  'the worst of each model': { ...usual, goal: 'MINIMIZE' },
  'the best of each model, one framework': { ...usual, framework: 'keras' },
  'the best of each model, one dataset': { ...usual, datasetId: 'd5' },
  'the best of each model, one dataset and framework': { ...usual, datasetId: 'd5', framework: 'keras' },
  'the best runs': { ...usual, perModel: false },
  'the best runs, one dataset and framework': { ...usual, datasetId: 'd5', framework: 'keras', perModel: false },
};

/** In one statement a table; the triggers that copy the run's columns would take most of the time, so it does that. */
async function load({ db }: OpenDatabase): Promise<void> {
  const statements = [
    sql`insert into model (id, name) select 'm' || i, 'M' || i from generate_series(0, 999) i`,
    sql`insert into dataset (id, name) select 'd' || i, 'D' || i from generate_series(0, 1999) i`,
    sql`insert into dataset_version (id, dataset_id, number, digest)
        select 'd' || i || '@1', 'd' || i, 1, 'sha256:00' from generate_series(0, 1999) i`,
    sql`insert into run (id, model_id, framework, status, dataset_version_id, started_at, ended_at, created_by)
        select ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'm' || abs(hashint4(i) % 1000),
          (array['pytorch', 'xgboost', 'sklearn', 'keras'])[1 + abs(hashint4(i + 3) % 4)], 'COMPLETED',
          'd' || abs(hashint4(i + 7) % 2000) || '@1', '2026-01-01', '2026-01-02', 'bench'
        from generate_series(1, ${RUNS}::integer) i`,
    sql`alter table run_metric disable trigger user`,
    sql`insert into run_metric (run_id, name, value, step, at, ranked, model_id, dataset_id, framework)
        select id, 'accuracy', abs(hashint8(row_number() over (order by id)) % 1000003) / 1000003.0, 1, now(), true,
          model_id, split_part(dataset_version_id, '@', 1), framework
        from run`,
    sql`alter table run_metric enable trigger user`,
    sql`vacuum analyze`,
  ];
  for (const statement of statements) await statement.execute(db);
}

/** The same ranking by a sort of every row. */
async function sortAll({ db }: OpenDatabase, { first, datasetId, framework, perModel, goal }: Ranking) {
  const direction = sql.raw(goal === 'MINIMIZE' ? 'asc' : 'desc');
  const rows = sql`
    select value, run_id, row_number() over (partition by model_id order by value ${direction}, run_id desc) as place
    from run_metric
    where (${datasetId}::text is null or dataset_id = ${datasetId})
      and (${framework}::text is null or framework = ${framework})`;
  const sorted = await sql<{ runId: string }>`
    select run_id from (${rows}) run where place = 1 or not ${perModel}::boolean
    order by value ${direction}, run_id desc limit ${first}`.execute(db);
  return sorted.rows.map(({ runId }) => runId);
}

async function check(database: OpenDatabase, name: string, ranking: Ranking): Promise<void> {
  const answer = (await findTopRuns(database.db, ranking)).map(({ id }) => id);
  const expected = await sortAll(database, ranking);
  if (answer.length === 0 || answer.join() !== expected.join()) {
    throw new Error(`${name}: ${answer.join(', ')} is not ${expected.join(', ')}`);
  }
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

async function explain({ db }: OpenDatabase, ranking: Ranking): Promise<string> {
  const { first, metric, goal, datasetId, framework, perModel } = ranking;
  const { rows } = await sql<Record<string, string>>`
    explain (analyze, buffers) select * from get_top_models(
      ${first}::integer, ${metric}::text, ${goal}::text, ${datasetId}::text, ${framework}::text, ${perModel}::boolean
    )`.execute(db);
  return rows.flatMap((row) => Object.values(row)).join('\n');
}

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
const store = await startStore('postgres', { dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
const database = openDatabase({ url: store.url, poolMax: 1, timeoutMs: 600_000 });
try {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, commit ${commit}`,
  );
  await migrateUp(database.db);
  await load(database);
  console.log(`${RUNS.toLocaleString('en')} runs of 1,000 models on 2,000 datasets, median of ${ROUNDS}:`);
  for (const [name, ranking] of Object.entries(rankings)) {
    await check(database, name, ranking);
    const took = await median(() => findTopRuns(database.db, ranking));
    console.log(`${took.toFixed(2).padStart(8)} ms  ${name}`);
    if (took > THRESHOLD_MS) {
      console.log(`over ${THRESHOLD_MS} ms:\n${await explain(database, ranking)}`);
      process.exitCode = 1;
    }
  }
} finally {
  await database.db.destroy();
  await store.stop();
  await rm(dataDir, { recursive: true, force: true });
}
