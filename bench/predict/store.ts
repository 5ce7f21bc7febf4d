import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@tributary/realtime/database';
import { createRegistries } from '@tributary/realtime/features/registries';
import { storeFeatures } from '@tributary/realtime/features/store-features';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import { predict } from '@tributary/realtime/predictions/predict';
import { predictBatch } from '@tributary/realtime/predictions/predict-batch';
import { createServing } from '@tributary/realtime/predictions/serving';
import { openScorers } from '@tributary/realtime/scoring/pool';
import { doubling } from '@tributary/realtime/scoring/testing/models';
import { DEFAULT_SETTINGS } from '@tributary/realtime/settings';
import { startStore } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { pino } from 'pino';
import { expectEqual, report, reportTimes, timeCalls } from '../measure.ts';
import { closedLoop } from './closed-loop.ts';

const FEATURES = 12;
const ENTITIES = 1_000;
const ROUNDS = 2_000;
const CALLERS = 64;
const SECONDS = 5;

/** Predictions at the store, with scorers in processes of their own, beside a bare pipeline on the same server. */
export async function benchStore(): Promise<void> {
  const log = pino({ level: 'silent' });
  const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  const store = await startStore('redis', { dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
  const { db, close } = openDatabase({ url: store.url, timeoutMs: 60_000, keyPrefix: 'bench:' });
  const scorers = openScorers({ count: 1, memoryMib: 1_024, log });
  const registries = createRegistries();
  const serving = createServing(db, { scorers }, log);
  const caller = { subject: 'bench', scopes: [] };
  const context = { db, registries, serving, caller, settings: DEFAULT_SETTINGS };
  const names = Array.from({ length: FEATURES }, (_, index) => `f${index}`);
  const entities = Array.from({ length: ENTITIES }, (_, index) => `user_${index + 1}`);
  const entityAt = (round: number) => entities[(round + ENTITIES) % ENTITIES] ?? '';
  const one = (round: number, more: object = {}) =>
    predict(context, { modelId: 'm', entity: entityAt(round), ...more });

  /** Calls a second by many callers at once, and how long each took. */
  async function together(name: string, run: (round: number) => Promise<unknown>): Promise<void> {
    const { perSecond, p50, p99 } = await closedLoop(CALLERS, SECONDS, run);
    const rate = Math.round(perSecond).toLocaleString('en');
    report([`${name}, ${CALLERS} at once: ${rate}/s`, p50.toFixed(3), p99.toFixed(3)], null);
  }

  async function prepareStore(): Promise<void> {
    const features = names.map((name) => ({ name, type: 'FLOAT', default: null }));
    const layouts = [{ features, revisions: [{ revision: 1, ttlSeconds: 86_400 }] }];
    await writeRegistries(db, [{ view: 'v', version: 1, entity: 'user', joinKeys: ['id'], firstRevision: 1, layouts }]);
    const rows = entities.map((entity, place) => ({
      entity,
      values: Object.fromEntries(names.map((name, index) => [name, place + index / 8])),
    }));
    await storeFeatures({ db, registries, caller }, { view: 'v', rows });
    const { sha256, read, signature } = doubling(FEATURES);
    const bytes = Buffer.from(await read());
    const tensors = (all: typeof signature.inputs, of: string[] | null) =>
      all.map((tensor) => ({ ...tensor, features: of }));
    const deployment = {
      ...{ id: 'd1', environment: 'production', versionNumber: 1, trafficPercent: 100, endpointUrl: null },
      ...{ quarantined: false, unavailable: null, artifact: { sha256, sizeBytes: bytes.length } },
      signature: { inputs: tensors(signature.inputs, names), outputs: tensors(signature.outputs, null), classes: null },
      sources: [{ view: 'v', revision: 1 }],
    };
    const snapshot = JSON.stringify({ predictionTtlSeconds: 300, deployments: [deployment] });
    await db.run((redis) =>
      Promise.all([
        redis.set(db.keys.serving.artifact(sha256), bytes),
        redis.hSet(db.keys.serving.snapshot('m'), { version: '1', snapshot }),
      ]),
    );
  }

  try {
    await prepareStore();
    const first = performance.now();
    const outcome = await one(4);
    const firstMs = performance.now() - first;
    if (!('value' in outcome)) throw new Error(outcome.failure.message);
    expectEqual(
      'the answer',
      outcome.value.output.doubled,
      names.map((_, index) => 2 * (4 + index / 8)),
    );
    const again = await one(4);
    expectEqual('the second answer', 'value' in again && again.value.cached, true);
    const batch = await predictBatch(context, { modelId: 'm', entities });
    expectEqual('errors of the batch', 'value' in batch && batch.value.errors, []);

    console.log(`\n**At the store**: ${FEATURES} features, first prediction of a process ${firstMs.toFixed(0)} ms\n`);
    console.log('| | median ms | p99 ms | asked | |\n|---|---|---|---|---|');
    reportTimes(
      'bare pipeline: HGET, GET, HGET, MGET of 3',
      await timeCalls(ROUNDS, async (round) => {
        const entity = entityAt(round);
        const about = db.keys.entityPredictions(entity);
        const { features } = db.keys;
        const stored = features.row(features.tag(entity), { view: 'v', firstRevision: 1 }, entity);
        await db.run((redis) =>
          Promise.all([
            redis.hGet(db.keys.serving.snapshot('m'), 'version'),
            redis.get(db.keys.predictionGeneration('m')),
            redis.hGet(features.registry('v'), 'version'),
            redis.mGet([about.generation, about.answer('production:m@1'), stored]),
          ]),
        );
      }),
    );
    reportTimes('predict, cached', await timeCalls(ROUNDS, (round) => one(round)), 0.5);
    reportTimes('predict, scored', await timeCalls(ROUNDS, (round) => one(round, { bypassCache: true })));
    await together('predict, cached', (round) => one(round));
    await together('predict, scored', (round) => one(round, { bypassCache: true }));
    reportTimes(
      'predictBatch of 1,000, cached',
      await timeCalls(50, () => predictBatch(context, { modelId: 'm', entities })),
      50,
    );
    reportTimes(
      'predictBatch of 1,000, scored',
      await timeCalls(50, () => predictBatch(context, { modelId: 'm', entities, bypassCache: true })),
      50,
    );
  } finally {
    await scorers.close();
    await close();
    await store.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
