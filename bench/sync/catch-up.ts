import type { StoredExperiment } from '@tributary/configs/collections';
import { writeSyncClock as writeMongoClock } from '@tributary/configs/sync-clock';
import { type BoardCopy, boardCopy, experimentCopy } from '@tributary/lineage/copies/copies';
import { countEntriesByBoards } from '@tributary/realtime/leaderboards/boards';
import { writeSyncClock as writeRedisClock } from '@tributary/realtime/sync-clock';
import type { RunningStores } from '@tributary/stores/start';
import { board } from '@tributary/sync/kinds/board';
import { experiment } from '@tributary/sync/kinds/experiment';
import { sql } from 'kysely';
import { expectEqual, percentile, report } from '../measure.ts';
import { createModels, createPlatform, type Platform } from './platform.ts';

const METRICS = 100;
const MODELS = 1_000;
const RUNS = 2_000;
const ASKED_RATIO = 0.5;

/** What waited while nobody delivered: end to end, and the writes alone beside the stores' bare clients. */
export async function benchCatchUp(running: RunningStores): Promise<void> {
  const platform = await createPlatform(running, 'catch_up');
  try {
    await load(platform);
    await benchEndToEnd(platform);
    console.log('\n**Writes alone**: rows a second, medians of 3 rounds\n');
    console.log('| | ours | bare client | ratio | asked | |\n|---|---|---|---|---|---|');
    await benchBoardWrites(platform);
    await benchExperimentWrites(platform);
  } finally {
    await platform.close();
  }
}

/** Boards of all models in each metric, and runs with a configuration, ten metrics and ten parameters; none delivered. */
async function load(platform: Platform): Promise<void> {
  const { lineage } = platform.stores;
  await createModels(platform, MODELS);
  const statements = [
    sql`insert into metric_definition (name, goal)
      select 'metric-' || i, case i % 2 when 0 then 'MINIMIZE' else 'MAXIMIZE' end
      from generate_series(1, ${METRICS}::integer) i`,
    sql`insert into run (id, name, model_id, framework, status, started_at, ended_at, created_by)
      select gen_random_uuid(), 'run ' || i, 'model-' || 1 + i % ${MODELS}::integer, 'pytorch', 'COMPLETED', now(), now(), 'bench'
      from generate_series(1, ${RUNS}::integer) i`,
    sql`insert into run_metric (run_id, name, value, step, at)
      select run.id, 'own-' || i, random(), 0, now() from run, generate_series(1, 10) i`,
    sql`insert into run_parameter (run_id, name, value)
      select run.id, 'parameter-' || i, random()::text from run, generate_series(1, 10) i`,
    sql`insert into run_config (run_id, config)
      select id, jsonb_build_object('optimizer', jsonb_build_object('name', 'adam', 'rate', 0.001),
        'layers', (select jsonb_agg(jsonb_build_object('units', i, 'activation', 'relu')) from generate_series(1, 20) i))
      from run`,
    sql`insert into best_run (metric, dataset_id, model_id, run_id, value)
      select metric.name, '', model_id, id, random()
      from metric_definition metric, (select distinct on (model_id) model_id, id from run) run
      where metric.name like 'metric-%'`,
    sql`insert into sync_copy (kind, key) select 'experiment', array[id::text] from run`,
    sql`insert into sync_copy (kind, key, behind_since)
      select 'board', array[metric, dataset_id, model_id], now() - random() * interval '1 hour' from best_run`,
    sql`vacuum analyze`,
  ];
  for (const statement of statements) await statement.execute(lineage);
}

async function benchEndToEnd(platform: Platform): Promise<void> {
  const { configs, realtime } = platform.stores;
  // Without clocks the worker would first put down everything that the stores know nothing of.
  await writeMongoClock(configs, new Date());
  await writeRedisClock(realtime, 'board', new Date());
  const began = performance.now();
  const done: Record<string, number> = {};
  const worker = platform.startWorker();
  try {
    while (Object.keys(done).length < 2) {
      const { rows } = await sql<{ kind: string }>`
        select kind from unnest(array['board', 'experiment']) kind
        where not exists (select from sync_copy where sync_copy.kind = kind.kind and version > delivered)`.execute(
        platform.stores.lineage,
      );
      for (const { kind } of rows) done[kind] ??= performance.now() - began;
    }
  } finally {
    await worker.close();
  }
  expectEqual('experiments', await configs.experiments.countDocuments({ status: 'COMPLETED' }), RUNS);
  const boards = Array.from({ length: METRICS }, (_, index) => `metric-${index + 1}`);
  const sizes = await countEntriesByBoards(realtime, boards);
  expectEqual('rows', new Set(sizes.map(({ count }) => count)).size === 1 && sizes[0]?.count, MODELS);
  console.log('\n**Catching up**: from a worker’s start, both kinds at once\n');
  console.log('| waiting | s | rows a second |\n|---|---|---|');
  for (const [kind, count] of [
    ['board', METRICS * MODELS],
    ['experiment', RUNS],
  ] as const) {
    const seconds = (done[kind] ?? Number.NaN) / 1_000;
    console.log(
      `| ${count.toLocaleString('en')} of ${kind} | ${seconds.toFixed(1)} | ${(count / seconds).toFixed(0)} |`,
    );
  }
}

async function benchBoardWrites({ stores }: Platform): Promise<void> {
  const { rows } = await sql<{ metric: string; modelId: string }>`
    select metric, model_id from best_run order by random() limit 20000`.execute(stores.lineage);
  const states = await readAll(
    board,
    stores,
    rows.map(({ metric, modelId }) => boardCopy(metric, null, modelId)),
  );
  const { realtime } = stores;
  const emptied = () =>
    realtime.run(async (redis) => {
      for await (const keys of redis.scanIterator({ MATCH: 'catch_up:*', COUNT: 1_000 })) {
        await Promise.all(keys.map((key) => redis.unlink(key)));
      }
    });
  const bare = (batch: typeof states) =>
    realtime.run((redis) =>
      Promise.all(
        batch.map(({ copy: { key }, score }) =>
          redis.zAdd(`catch_up:bare:${key[0]}`, { value: key[2], score: score ?? 0 }),
        ),
      ),
    );
  await compare(`rows of ${METRICS} boards in turn`, states, board, { stores, emptied, bare });
  const byBoard = (one: { copy: BoardCopy }) => one.copy.key[0];
  const sorted = states.toSorted((a, b) => (byBoard(a) < byBoard(b) ? -1 : 1));
  await compare('rows, one board after the other', sorted, board, { stores, emptied, bare });
}

async function benchExperimentWrites({ stores }: Platform): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from run`.execute(stores.lineage);
  const states = await readAll(
    experiment,
    stores,
    rows.map(({ id }) => experimentCopy(id)),
  );
  const { experiments, connection, limits } = stores.configs;
  const emptied = () => experiments.deleteMany({});
  const collection = connection.collection<StoredExperiment>(experiments.collection.collectionName);
  const bare = (batch: typeof states) =>
    collection.bulkWrite(
      batch.map(({ copy: { key }, version: _, ...part }) => ({
        updateOne: { filter: { _id: key[0] }, update: { $set: part }, upsert: true },
      })),
      { ...limits, ordered: false },
    );
  await compare('experiments', states, experiment, { stores, emptied, bare });
}

async function readAll<Its, State>(
  kind: { batch: number; read(stores: Platform['stores'], copies: readonly Its[]): Promise<State[]> },
  stores: Platform['stores'],
  copies: readonly Its[],
): Promise<State[]> {
  const states: State[] = [];
  while (states.length < copies.length) {
    states.push(...(await kind.read(stores, copies.slice(states.length, states.length + kind.batch))));
  }
  return states;
}

interface Ways<State> {
  stores: Platform['stores'];
  emptied(): Promise<unknown>;
  bare(batch: readonly State[]): Promise<unknown>;
}

/** The same rows in the same batches, in turn. */
async function compare<State>(
  name: string,
  states: readonly State[],
  kind: { batch: number; write(stores: Platform['stores'], states: readonly State[]): Promise<void> },
  { stores, emptied, bare }: Ways<State>,
): Promise<void> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  const ways = { ours: (batch: readonly State[]) => kind.write(stores, batch), bare };
  for (let round = 0; round < 3; round++) {
    for (const way of ['ours', 'bare'] as const) {
      await emptied();
      const began = performance.now();
      for (let at = 0; at < states.length; at += kind.batch) await ways[way](states.slice(at, at + kind.batch));
      rates[way].push(states.length / ((performance.now() - began) / 1_000));
    }
  }
  const [ours, theirs] = [percentile(rates.ours, 0.5), percentile(rates.bare, 0.5)];
  const ratio = ours / theirs;
  report([name, ours.toFixed(0), theirs.toFixed(0), ratio.toFixed(2)], ASKED_RATIO, ratio >= ASKED_RATIO);
}
