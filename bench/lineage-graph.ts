import type { NodeRef } from '@tributary/lineage/graph/edges';
import { findLineage } from '@tributary/lineage/lineage';
import { createLoaders } from '@tributary/lineage/loaders';
import { sql } from 'kysely';
import { type BenchDatabase, type Case, createBenchDatabase, measure } from './measure.ts';

const RUNS = 375_000;
const WALK_MS = 50;

const MAX_NODES = 500;
const DEPTH = 5;

/** The graph around one node, each answer compared with a plain walk over a table of all edges. */
export async function benchGraph(serverUrl: string): Promise<void> {
  const database = await createBenchDatabase(serverUrl, 'graph');
  try {
    await load(database);
    const { rows } = await sql<{ count: number }>`select count(*) as count from bench_edge`.execute(database.db);
    console.log(
      `\n**Graph**: ${rows[0]?.count.toLocaleString('en')} edges, depth ${DEPTH}, up to ${MAX_NODES} nodes\n`,
    );
    console.log('| around | median ms | asked | |\n|---|---|---|---|');
    const cases = Object.entries(questions).map(
      ([name, question]): Case => ({
        name,
        thresholdMs: WALK_MS,
        run: () => ask(database, question),
        check: () => check(database, name, question),
      }),
    );
    await measure(database, cases);
  } finally {
    await database.close();
  }
}

const uuid = (series: number, index: string) =>
  sql.raw(`('00000000-0000-7000-8${series}00-' || lpad(to_hex(${index}), 12, '0'))::uuid`);

/** 20,000 dataset versions, of which one is a hub, runs that read two each, a model version of every fifth, views and deployments. */
async function load({ db }: BenchDatabase): Promise<void> {
  const versions = sql`'d' || i / 10 || '@' || i % 10 + 1`;
  /** Every tenth run reads the hub; the others, all over, what was there before them. */
  const read = sql`case when i % 10 = 0 then 0 else abs(hashint4(i)) % 20000 end`;
  const alsoRead = sql`abs(hashint4(i + 7)) % 20000`;
  const statements = [
    sql`insert into dataset (id, name) select 'd' || i, 'D' || i from generate_series(0, 1999) i`,
    sql`insert into model (id, name) select 'm' || i, 'M' || i from generate_series(0, 999) i`,
    sql`insert into run (id, status, started_at, ended_at, created_by)
        select ${uuid(1, 'i')}, 'COMPLETED', '2026-01-01', '2026-01-02', 'bench' from generate_series(1, ${RUNS}::integer) i`,
    sql`insert into dataset_version (id, dataset_id, number, digest, produced_by)
        select ${versions}, 'd' || i / 10, i % 10 + 1, 'sha256:00', case when i % 4 = 1 then ${uuid(1, 'i')} end
        from generate_series(0, 19999) i`,
    sql`insert into dataset_derivation (derived_id, source_id)
        select 'd' || i / 10 || '@' || i % 10 + 1, 'd' || i / 30 || '@' || i % 10 + 1 from generate_series(100, 19999) i`,
    sql`insert into run_input (run_id, dataset_version_id, role, position)
        select ${uuid(1, 'i')}, 'd' || version / 10 || '@' || version % 10 + 1, 'TRAINING', position
        from generate_series(1, ${RUNS}::integer) i
          cross join lateral (values (${read}, 0), (${alsoRead}, 1)) input(version, position)
        on conflict do nothing`,
    sql`insert into model_version (id, model_id, number, run_id, created_by)
        select 'm' || i % 1000 || '@' || i / 1000 + 1, 'm' || i % 1000, i / 1000 + 1, ${uuid(1, 'i * 5')}, 'bench'
        from generate_series(1, ${RUNS}::integer / 5) i`,
    sql`insert into model_version_dataset (model_version_id, dataset_version_id)
        select v.id, i.dataset_version_id from model_version v join run_input i on i.run_id = v.run_id`,
    sql`insert into deployment (id, model_id, model_version_id, environment, status, traffic_percent, requested_percent, deployed_by, ended_at)
        select ${uuid(2, 'i')}, 'm' || i % 1000, 'm' || i % 1000 || '@' || i / 1000 + 1, 'production', 'RETIRED', 0, 100, 'bench', now()
        from generate_series(1, ${RUNS}::integer / 10) i`,
    sql`insert into feature_view (name, entity, join_keys, revision) select 'v' || i, 'user', '{user}', 5 from generate_series(0, 199) i`,
    sql`insert into feature_view_revision (view_name, revision, features, created_by)
        select name, i, '[]', 'bench' from feature_view cross join generate_series(1, 5) i`,
    sql`insert into feature_view_source (view_name, revision, dataset_version_id)
        select view_name, revision, 'd' || abs(hashtext(view_name || i)) % 2000 || '@' || revision
        from feature_view_revision cross join generate_series(1, 3) i on conflict do nothing`,
    sql`insert into model_version_feature_view (model_version_id, view_name, revision)
        select id, 'v' || abs(hashtext(id)) % 200, number % 5 + 1 from model_version where number % 4 = 0`,
    sql`insert into lineage_edge (from_type, from_id, to_type, to_id, type, created_by)
        select 'DEPLOYMENT', ${uuid(2, 'i * 3')}, 'DATASET_VERSION', 'd' || 1999 - i % 100 || '@10', 'logged', 'bench'
        from generate_series(1, ${RUNS}::integer / 100) i`,
    sql`vacuum analyze`,
    // The plain walk's edges, a view standing there once for each revision.
    sql`create table bench_edge as
        select 'DATASET_VERSION ' || dataset_version_id as source, 'TRAINING_RUN ' || run_id as target from run_input
        union all select 'TRAINING_RUN ' || produced_by, 'DATASET_VERSION ' || id from dataset_version where produced_by is not null
        union all select 'DATASET_VERSION ' || source_id, 'DATASET_VERSION ' || derived_id from dataset_derivation
        union all select 'TRAINING_RUN ' || run_id, 'MODEL_VERSION ' || id from model_version
        union all select 'MODEL_VERSION ' || model_version_id, 'DEPLOYMENT ' || id from deployment
        union all select 'DATASET_VERSION ' || dataset_version_id, 'FEATURE_VIEW ' || view_name || '#' || revision from feature_view_source
        union all select 'FEATURE_VIEW ' || view_name || '#' || revision, 'MODEL_VERSION ' || model_version_id from model_version_feature_view
        union all select from_type || ' ' || from_id, to_type || ' ' || to_id from lineage_edge`,
    sql`create index on bench_edge (source)`,
    sql`create index on bench_edge (target)`,
    sql`analyze bench_edge`,
  ];
  for (const statement of statements) await statement.execute(db);
}

type Direction = 'UPSTREAM' | 'DOWNSTREAM' | 'BOTH';
interface Question {
  root: NodeRef;
  direction: Direction;
}

const datasetVersion = (id: string): NodeRef => ({ type: 'DATASET_VERSION', id });
const modelVersion = (id: string): NodeRef => ({ type: 'MODEL_VERSION', id });
const questions: Record<string, Question> = {
  'a hub, both ways': { root: datasetVersion('d0@1'), direction: 'BOTH' },
  'an ordinary dataset version, both ways': { root: datasetVersion('d1234@5'), direction: 'BOTH' },
  'an ordinary dataset version, downstream': { root: datasetVersion('d1234@5'), direction: 'DOWNSTREAM' },
  'an ordinary model version, both ways': { root: modelVersion('m7@12'), direction: 'BOTH' },
  'an ordinary model version, upstream': { root: modelVersion('m8@20'), direction: 'UPSTREAM' },
};

/** How far each node lies from the root, up to the depth, level by level. */
async function findDistances(
  { db }: BenchDatabase,
  root: NodeRef,
  way: 'source' | 'target',
): Promise<Map<string, number>> {
  const start = `${root.type} ${root.id}`;
  const distances = new Map([[start, 0]]);
  const seen = new Set([start]);
  const far = way === 'source' ? 'target' : 'source';
  let level = [start];
  for (let distance = 1; distance <= DEPTH; distance++) {
    const { rows } = await sql<{ place: string }>`
      select distinct ${sql.ref(far)} as place from bench_edge where ${sql.ref(way)} = any(${level}::text[])`.execute(
      db,
    );
    level = rows.map(({ place }) => place).filter((place) => !seen.has(place));
    for (const place of level) {
      seen.add(place);
      const node = place.replace(/#\d+$/, '');
      if (!distances.has(node)) distances.set(node, distance);
    }
  }
  return distances;
}

/** The answer has as many nodes at each distance as the plain walk, as far as there is room, and edges between them alone. */
async function check(database: BenchDatabase, name: string, { root, direction }: Question) {
  const ways =
    direction === 'BOTH'
      ? (['source', 'target'] as const)
      : ([direction === 'DOWNSTREAM' ? 'source' : 'target'] as const);
  const distances = new Map<string, number>();
  for (const way of ways) {
    for (const [key, distance] of await findDistances(database, root, way)) {
      distances.set(key, Math.min(distance, distances.get(key) ?? distance));
    }
  }
  const expected = [...distances.values()].sort((a, b) => a - b).slice(0, MAX_NODES);
  const graph = await ask(database, { root, direction });
  const keys = graph.nodes.map((node) => `${TYPES[node.__typename]} ${'id' in node ? node.id : node.name}`);
  const found = keys.map((key) => distances.get(key) ?? -1);
  const known = new Set(keys);
  const stray = graph.edges.some(
    ({ from, fromType, to, toType }) => !known.has(`${fromType} ${from}`) || !known.has(`${toType} ${to}`),
  );
  if (found.join() !== expected.join() || stray || (distances.size > MAX_NODES && !graph.truncated)) {
    throw new Error(`${name}: ${keys.length} nodes at ${found.join()}, not at ${expected.join()}`);
  }
}

const TYPES = {
  DatasetVersion: 'DATASET_VERSION',
  TrainingRun: 'TRAINING_RUN',
  ModelVersion: 'MODEL_VERSION',
  Deployment: 'DEPLOYMENT',
  FeatureView: 'FEATURE_VIEW',
} as const;

async function ask({ db }: BenchDatabase, { root, direction }: Question) {
  const graph = await findLineage(db, createLoaders(db), { root, direction, depth: DEPTH, maxNodes: MAX_NODES });
  if (!graph) throw new Error(`there is no ${root.id}`);
  return graph;
}
