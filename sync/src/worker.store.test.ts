import { afterEach, describe, expect, it } from '@jest/globals';
import { openDatabase as openConfigs } from '@tributary/configs/database';
import { writeSyncClock as writeMongoClock } from '@tributary/configs/sync-clock';
import { listenForCopies } from '@tributary/lineage/copies/wake-workers';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { writeSyncClock as writeRedisClock } from '@tributary/realtime/sync-clock';
import { sql } from 'kysely';
import { pino } from 'pino';
import { proxyOf } from '../../tests/setup/proxy.ts';
import { emptyRedis } from '../../tests/setup/redis.ts';
import { PATIENCE_MS } from '../../tests/setup/stores.ts';
import { useSync } from '../../tests/setup/sync.ts';
import { eventually } from '../../tests/setup/waiting.ts';
import { board } from './kinds/board.ts';
import { createKinds } from './kinds.ts';
import { startWorker, type WorkerOptions } from './worker.ts';

const sync = useSync();
const { stores, createModel, completeRun, readBoard, readExperiment } = sync;

const NEVER_MS = 3_600_000;
const log = pino({ level: 'silent' });
const kinds = createKinds(DEFAULT_SETTINGS);
const resources: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of resources.splice(0).reverse()) await close();
});

function start(options: Partial<WorkerOptions> = {}, over = stores) {
  const worker = startWorker(over, { kinds, log, ...options });
  resources.push(() => worker.stop());
  return worker;
}

const untilDelivered = () => eventually(async () => expect(await sync.readBehind()).toEqual([]));

describe('a worker', () => {
  it('is woken by a commit', async () => {
    const worker = start({ pollMs: NEVER_MS });
    const listening = listenForCopies({ url: sync.urls.databaseUrl, timeoutMs: PATIENCE_MS }, worker.wake);
    resources.push(() => listening.close());
    await eventually(async () => {
      const { rows } = await sql`select from pg_stat_activity
        where datname = current_database() and application_name = 'tributary-sync' and state = 'idle'`.execute(
        stores.lineage,
      );
      expect(rows).toHaveLength(1);
    });
    await createModel('woken');
    await completeRun('woken', 0.5);
    await untilDelivered();
    expect(await readBoard('accuracy')).toContainEqual(['woken', 0.5]);
  });

  it('finds what is behind by looking alone', async () => {
    start({ pollMs: 10 });
    await createModel('found');
    await completeRun('found', 0.25);
    await untilDelivered();
    expect(await readBoard('accuracy')).toContainEqual(['found', 0.25]);
  });

  it('shares the work with others', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    for (const id of ids) await createModel(id);
    const small = kinds.map((kind) => ({ ...kind, batch: 2 }));
    for (let count = 0; count < 3; count++) start({ pollMs: 5, kinds: small });
    const runIds = await Promise.all([...ids, ...ids, ...ids].map((id, index) => completeRun(id, index / 16)));
    await untilDelivered();
    const board = (await readBoard('accuracy')).filter(([modelId]) => ids.includes(String(modelId)));
    expect(board).toEqual([
      ['d', 11 / 16],
      ['c', 10 / 16],
      ['b', 9 / 16],
      ['a', 8 / 16],
    ]);
    for (const runId of runIds) expect(await readExperiment(runId)).toMatchObject({ status: 'COMPLETED' });
  });

  it('goes on with the other kinds while a store is away, and catches up when it is back', async () => {
    const proxy = await proxyOf(sync.urls.mongodbUrl);
    resources.push(() => proxy.close());
    const configs = openConfigs({ url: proxy.url, poolMax: 2, timeoutMs: 2_000 });
    resources.push(() => configs.close());
    await proxy.stop();
    start({ pollMs: 10 }, { lineage: stores.lineage, realtime: stores.realtime, configs: configs.db });
    await createModel('away');
    const runId = await completeRun('away', 0.125);
    await eventually(async () => expect(await readBoard('accuracy')).toContainEqual(['away', 0.125]));
    // What was written is acknowledged a moment later. Workers of before may have put down more for that store.
    await eventually(async () => {
      const behind = await sync.readBehind();
      expect(behind).not.toEqual([]);
      expect(behind.filter(({ kind, attempts }) => kind !== 'experiment' || attempts > 0)).toEqual([]);
    });
    await proxy.resume();
    await untilDelivered();
    expect(await readExperiment(runId)).toMatchObject({ metrics: { accuracy: 0.125 } });
  });

  it('fills a store again that was emptied or restored, by itself', async () => {
    const worker = startWorker(stores, { kinds, log, pollMs: 10 });
    await createModel('lost');
    const runId = await completeRun('lost', 0.75);
    await untilDelivered();
    const board = await readBoard('accuracy');
    const experiment = await readExperiment(runId);
    await worker.stop();
    const { realtime, configs } = stores;
    await emptyRedis(realtime, sync.urls.keyPrefix);
    await configs.experiments.deleteMany({});
    await configs.connection.collection('sync').drop();
    // The list may have forgotten what its home has not; and boards of the first release lie about.
    await sql`delete from sync_copy`.execute(stores.lineage);
    const { keys } = realtime;
    await realtime.run((redis) => redis.zAdd(keys.firstBoardNames, { score: 0, value: 'accuracy' }));
    for (const key of keys.firstBoard('accuracy')) await realtime.run((redis) => redis.set(key, 'old'));
    start({ pollMs: 10 });
    await eventually(async () => expect(await readBoard('accuracy')).toEqual(board));
    await eventually(async () => expect(await readExperiment(runId)).toEqual(experiment));
    const old = [keys.firstBoardNames, ...keys.firstBoard('accuracy')];
    expect(await realtime.run((redis) => redis.exists(old))).toBe(0);
  });

  it('does not take a store that was emptied while it looked for one that is as before', async () => {
    await writeRedisClock(stores.realtime, 'board', new Date());
    let rebuilt = 0;
    const emptied = {
      ...board,
      readClock: async () => {
        const found = await board.readClock(stores);
        if (found !== null) await stores.realtime.run((redis) => redis.del(stores.realtime.keys.syncClock('board')));
        else rebuilt += 1;
        return found;
      },
    };
    start({ pollMs: 10, kinds: [emptied] });
    await eventually(async () => expect(rebuilt).toBeGreaterThan(0));
  });

  it('fills a store again while it runs, whatever its clock says', async () => {
    start({ pollMs: 10, leaseMs: 1_000 });
    await createModel('back');
    const runId = await completeRun('back', 0.875);
    await untilDelivered();
    const { realtime, configs } = stores;
    const before = new Date(Date.now() - 3_600_000);
    await realtime.run((redis) => redis.del(realtime.keys.board('accuracy').versions));
    await realtime.run((redis) => redis.zRem(realtime.keys.board('accuracy').scores, 'back'));
    await writeRedisClock(realtime, 'board', before);
    await configs.experiments.deleteOne({ _id: runId });
    await writeMongoClock(configs, before);
    await eventually(async () => expect(await readBoard('accuracy')).toContainEqual(['back', 0.875]));
    await eventually(async () => expect(await readExperiment(runId)).toMatchObject({ status: 'COMPLETED' }));
  });
});

it('whoever listens for copies ends in time where PostgreSQL hangs', async () => {
  const proxy = await proxyOf(sync.urls.databaseUrl);
  resources.push(() => proxy.close());
  const listening = listenForCopies({ url: proxy.url, timeoutMs: 200 }, () => {});
  await eventually(async () => {
    const { rows } = await sql`select from pg_stat_activity
      where datname = current_database() and application_name = 'tributary-sync' and query like 'listen%'`.execute(
      stores.lineage,
    );
    expect(rows).toHaveLength(1);
  });
  proxy.hang();
  await listening.close();
});

it('a worker says once that a store takes nothing, and pauses however much is put down', async () => {
  const lines: string[] = [];
  const telling = pino({}, { write: (line) => lines.push(JSON.parse(line).msg) });
  let tried = 0;
  const refusing = {
    ...board,
    write: () => {
      tried += 1;
      return Promise.reject(new Error('everything is refused'));
    },
  };
  const worker = start({ pollMs: 3_600_000, kinds: [refusing], log: telling });
  await createModel('loud');
  await completeRun('loud', 0.25);
  worker.wake();
  await eventually(async () => expect(lines).toHaveLength(1));
  const before = tried;
  for (let ring = 0; ring < 20; ring++) {
    worker.wake();
    await new Promise(setImmediate);
  }
  expect(tried).toBe(before);
  expect(lines).toEqual(['Copies cannot be delivered at present: they wait, and are tried again']);
  await worker.stop();
  start({ pollMs: 10 });
  await untilDelivered();
});
