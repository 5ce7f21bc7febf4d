import { afterAll, beforeAll } from '@jest/globals';
import * as configs from '@tributary/configs/database';
import { createLoaders as createConfigsLoaders } from '@tributary/configs/loaders';
import * as lineage from '@tributary/lineage/database';
import { createLoaders as createLineageLoaders } from '@tributary/lineage/loaders';
import * as realtime from '@tributary/realtime/database';
import { createRegistries } from '@tributary/realtime/features/registries';
import { createLoaders as createRealtimeLoaders } from '@tributary/realtime/loaders';
import type { TestDatabases } from '../setup/all-stores.ts';
import { createSeededStores } from '../setup/seeded.ts';
import { configsCases } from './configs-loaders.ts';
import { addToSeed, lineageCases } from './lineage-loaders.ts';
import { describeLoaders } from './loader-contract.ts';
import { addPredictionCounts, addProgress, realtimeCases } from './realtime-loaders.ts';

let stores: TestDatabases;
beforeAll(async () => {
  stores = await createSeededStores();
  await addToSeed(stores.lineage);
  await addPredictionCounts(stores.realtime);
  await addProgress(stores.realtime);
});
afterAll(() => stores.drop());

/** Nobody listens at port 1. */
const away = {
  lineage: lineage.openDatabase({ url: 'postgres://127.0.0.1:1/away', poolMax: 1, timeoutMs: 500 }),
  configs: configs.openDatabase({ url: 'mongodb://127.0.0.1:1/away', poolMax: 1, timeoutMs: 500 }),
  realtime: realtime.openDatabase({ url: 'redis://127.0.0.1:1', timeoutMs: 500, keyPrefix: 'away:' }),
};
afterAll(() => Promise.all([away.lineage.db.destroy(), away.configs.close(), away.realtime.close()]));

describeLoaders(
  'lineage',
  lineageCases(() => stores.lineage),
  () => ({
    create: () => createLineageLoaders(stores.lineage),
    createWithoutStore: () => createLineageLoaders(away.lineage.db),
    storeFailure: lineage.storeFailure,
  }),
);

describeLoaders(
  'configs',
  configsCases(() => stores.configs),
  () => ({
    create: () => createConfigsLoaders(stores.configs),
    createWithoutStore: () => createConfigsLoaders(away.configs.db),
    storeFailure: configs.storeFailure,
  }),
);

describeLoaders('realtime', realtimeCases, () => ({
  create: () => createRealtimeLoaders(stores.realtime, createRegistries()),
  createWithoutStore: () => createRealtimeLoaders(away.realtime.db, createRegistries()),
  storeFailure: realtime.storeFailure,
}));
