import { randomUUID } from 'node:crypto';
import { beforeEach, expect } from '@jest/globals';
import { createLogPlaces } from '@tributary/realtime/predictions/log-places';
import { DEFAULT_LOG } from '@tributary/realtime/predictions/log-settings';
import { recordPredictions } from '@tributary/realtime/predictions/record';
import { useSync } from './sync.ts';

/** Empty stores, and a model with a deployment before each test, whose predictions are counted. */
export function useCounts() {
  const sync = useSync();
  const { stores } = sync;
  let models = 0;
  const ids = { modelId: '', deploymentId: '' };

  /** From here on, this is the model of which all here speaks. */
  async function newModel() {
    models += 1;
    const modelId = `model-${models}`;
    const deploymentId = randomUUID();
    Object.assign(ids, { modelId, deploymentId });
    const { lineage } = stores;
    await lineage.insertInto('model').values({ id: modelId, name: modelId, lastNumber: 7 }).execute();
    const version = { id: `${modelId}@7`, modelId, number: 7, createdBy: 'tester' };
    await lineage.insertInto('modelVersion').values(version).execute();
    const deployment = { id: deploymentId, modelId, modelVersionId: version.id, environment: 'production' };
    await lineage
      .insertInto('deployment')
      .values({ ...deployment, status: 'LIVE', trafficPercent: 0, requestedPercent: 0, deployedBy: 'tester' })
      .execute();
  }
  beforeEach(newModel);

  /** So many predictions, the first of which comes from the cache, and an error. */
  async function predict(count: number, of = ids.deploymentId) {
    const recording = { db: stores.realtime, logPlaces: createLogPlaces() };
    const asked = { ...ids, deploymentId: of, versionNumber: 7, entity: null, entityGeneration: 0, latencyMs: 1 };
    const answers = Array.from({ length: count }, (_, index) => ({ ...asked, answer: '{}', cached: index === 0 }));
    const records = [...answers, { ...asked, answer: null, cached: false }];
    await stores.realtime.run((redis) => Promise.all(recordPredictions(redis, recording, DEFAULT_LOG, records)));
  }

  const keysOf = () => stores.realtime.keys.predictions(ids.modelId);

  /** Time passes: what was counted in this minute was counted in the one before. */
  async function aMinuteLater() {
    const { open } = keysOf();
    await stores.realtime.run(async (redis) => {
      const counted = Object.entries(await redis.hGetAll(open));
      await redis.del(open);
      for (const [field, count] of counted) {
        const [minute, ...rest] = field.split(' ');
        await redis.hSet(open, [Number(minute) - 1, ...rest].join(' '), count);
      }
    });
  }

  const readKept = async () =>
    stores.lineage
      .selectFrom('predictionCount')
      .select(['requests', 'errors', 'hits'])
      .where('deploymentId', '=', ids.deploymentId)
      .orderBy('requests')
      .execute();
  const row = (predictions: number) => ({ requests: predictions + 1, errors: 1, hits: 1 });

  /** What Redis says of the model. */
  async function readShown() {
    const { totals, series } = keysOf();
    const [counted, windows] = await stores.realtime.run((redis) =>
      Promise.all([redis.hGetAll(totals), redis.hGetAll(series)]),
    );
    const sums: Record<string, number> = {};
    for (const [field, count] of Object.entries(windows)) {
      const [window = ''] = field.split(' ');
      sums[window] = (sums[window] ?? 0) + Number(count);
    }
    return { ...counted, ...sums };
  }
  const shown = (predictions: number, calls = 1) => ({
    served: String(predictions),
    hits: String(calls),
    'version 7': String(predictions),
    [`requests ${ids.deploymentId}`]: String(predictions + calls),
    [`errors ${ids.deploymentId}`]: String(calls),
    [`hits ${ids.deploymentId}`]: String(calls),
    [`last ${ids.deploymentId}`]: expect.any(String),
    ...{ MINUTE: predictions, HOUR: predictions, DAY: predictions },
  });

  return { sync, ids, newModel, predict, aMinuteLater, keysOf, readKept, row, readShown, shown };
}
