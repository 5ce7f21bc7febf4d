import { createServer } from '@tributary/lineage/server';
import { type RawBuilder, sql } from 'kysely';
import { pino } from 'pino';
import { ask } from '../tests/setup/subgraph.ts';
import { type BenchDatabase, createBenchDatabase, expectEqual, measure } from './measure.ts';

const VERSIONS = 60_000;
const PAGE_MS = 30;

const PAGE = `query ($first: Int) {
  models(first: $first, orderBy: [{ field: NAME, direction: ASC }]) {
    nodes {
      id
      aliases { name version { number } }
      latestVersion {
        number
        aliases
        approval { state }
        trainedOn { id }
        trainingRun { name framework accuracy durationSeconds datasetVersion { number dataset { name } } }
      }
    }
  }
}`;

/** The page that a list of models shows, from the operation's text to the whole answer, as the gateway's process asks. */
export async function benchPages(serverUrl: string): Promise<void> {
  const database = await createBenchDatabase(serverUrl, 'pages');
  try {
    await load(database);
    console.log(`\n**Pages**: ${VERSIONS.toLocaleString('en')} versions of 1,000 models, each of a run of its own\n`);
    console.log('| | median ms | asked | |\n|---|---|---|---|');
    const lineage = createServer(database, pino({ level: 'silent' }));
    const read = async (first: number) => {
      const before = database.statements();
      const { data, errors } = await ask(lineage, PAGE, { first });
      if (errors) throw new Error(JSON.stringify(errors));
      return { models: data.models.nodes, statements: database.statements() - before };
    };
    const { statements } = await read(2);
    await measure(database, [
      {
        name: `50 models, their aliases, latest versions, runs and datasets: ${statements} statements`,
        thresholdMs: PAGE_MS,
        run: () => read(50),
        check: async () => {
          const page = await read(50);
          expectEqual('statements', page.statements, statements);
          expectEqual('the page', page.models, await readPlainly(database));
        },
      },
    ]);
  } finally {
    await database.close();
  }
}

/** The same page by joins, one row a model. */
async function readPlainly({ db }: BenchDatabase): Promise<unknown[]> {
  const { rows } = await sql<{ model: unknown }>`
    select json_build_object(
      'id', model.id,
      'aliases', json_build_array(json_build_object('name', alias.name, 'version', json_build_object('number', v.number))),
      'latestVersion', json_build_object(
        'number', v.number, 'aliases', json_build_array(alias.name), 'approval', json_build_object('state', v.approval),
        'trainedOn', json_build_array(json_build_object('id', data.id)),
        'trainingRun', json_build_object(
          'name', run.name, 'framework', run.framework, 'accuracy', m.value, 'durationSeconds', run.duration_seconds,
          'datasetVersion', json_build_object('number', data.number, 'dataset', json_build_object('name', dataset.name))
        )
      )
    ) as model
    from model
    join model_version v on v.model_id = model.id and v.number = model.last_number
    join model_alias alias on alias.version_id = v.id
    join run on run.id = v.run_id
    join run_metric m on m.run_id = run.id and m.name = 'accuracy'
    join dataset_version data on data.id = run.dataset_version_id
    join dataset on dataset.id = data.dataset_id
    order by model.name limit 50`.execute(db);
  return rows.map(({ model }) => model);
}

async function load({ db }: BenchDatabase): Promise<void> {
  const id = (index: RawBuilder<unknown>) => sql`('00000000-0000-7000-8000-' || lpad(to_hex(${index}), 12, '0'))::uuid`;
  const statements = [
    sql`insert into model (id, name, last_number) select 'm' || i, 'M' || i, ${VERSIONS}::integer / 1000 from generate_series(0, 999) i`,
    sql`insert into dataset (id, name) select 'd' || i, 'D' || i from generate_series(0, 1999) i`,
    sql`insert into dataset_version (id, dataset_id, number, digest)
        select 'd' || i || '@' || n, 'd' || i, n, 'sha256:00' from generate_series(0, 1999) i, generate_series(1, 10) n`,
    sql`insert into run (id, name, model_id, framework, status, dataset_version_id, started_at, ended_at, created_by)
        select ${id(sql`i`)}, 'run ' || i, 'm' || i % 1000, (array['pytorch', 'xgboost', 'sklearn', 'keras'])[1 + i % 4],
          'COMPLETED', 'd' || abs(hashint4(i)) % 2000 || '@' || i % 10 + 1, '2026-01-01', '2026-01-02', 'bench'
        from generate_series(0, ${VERSIONS}::integer - 1) i`,
    sql`insert into run_input (run_id, dataset_version_id, role, position) select id, dataset_version_id, 'TRAINING', 0 from run`,
    sql`insert into run_metric (run_id, name, value, step, at) select id, 'accuracy', abs(hashtext(name)) % 1000 / 1000.0, 1, now() from run`,
    sql`insert into model_version (id, model_id, number, run_id, created_by)
        select 'm' || i % 1000 || '@' || i / 1000 + 1, 'm' || i % 1000, i / 1000 + 1, ${id(sql`i`)}, 'bench'
        from generate_series(0, ${VERSIONS}::integer - 1) i`,
    sql`insert into model_version_dataset (model_version_id, dataset_version_id)
        select v.id, run.dataset_version_id from model_version v join run on run.id = v.run_id`,
    sql`insert into model_alias (model_id, name, version_id, set_by)
        select v.model_id, 'champion', v.id, 'bench' from model_version v join model on model.id = v.model_id
        where v.number = model.last_number`,
    sql`vacuum analyze`,
  ];
  for (const statement of statements) await statement.execute(db);
}
