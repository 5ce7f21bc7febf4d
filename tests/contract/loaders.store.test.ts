import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLoaders as createConfigsLoaders } from '@tributary/configs/loaders';
import { NARROW } from '@tributary/configs/parts';
import { createLoaders as createLineageLoaders } from '@tributary/lineage/loaders';
import { createLoaders as createRealtimeLoaders } from '@tributary/realtime/loaders';
import type { TestDatabases } from '../setup/all-stores.ts';
import { createSeededStores } from '../setup/seeded.ts';

let stores: TestDatabases;
beforeAll(async () => {
  stores = await createSeededStores();
});
afterAll(() => stores.drop());

interface BatchLoader {
  load(key: string): Promise<unknown>;
}

interface Case {
  loader: string;
  /** A new one, as for each request. */
  create(): BatchLoader;
  /** The key that an answer belongs to. */
  keyOf(row: Record<string, unknown>): unknown;
  keys: readonly [string, string];
}

const models = ['fraud-detector', 'iris-classifier'] as const;

/** What every loader of one row owes to those who call it, whatever its store. */
const cases: Case[] = [
  {
    loader: 'lineage model',
    create: () => createLineageLoaders(stores.lineage).model,
    keyOf: (row) => row.id,
    keys: models,
  },
  {
    loader: 'lineage modelVersion',
    create: () => createLineageLoaders(stores.lineage).modelVersion,
    keyOf: (row) => row.id,
    keys: ['fraud-detector@2', 'fraud-detector@1'],
  },
  {
    loader: 'lineage dataset',
    create: () => createLineageLoaders(stores.lineage).dataset,
    keyOf: (row) => row.id,
    keys: ['iris', 'fraud-transactions'],
  },
  {
    loader: 'lineage latestVersionOfModel',
    create: () => createLineageLoaders(stores.lineage).latestVersionOfModel,
    keyOf: (row) => row.modelId,
    keys: models,
  },
  {
    loader: 'configs newestConfigOfModel',
    create: () => createConfigsLoaders(stores.configs).newestConfigOfModel(NARROW),
    keyOf: (row) => row.modelId,
    keys: models,
  },
  {
    loader: 'realtime leaderboard',
    create: () => createRealtimeLoaders(stores.realtime).leaderboard,
    keyOf: (row) => row.name,
    keys: ['loss', 'accuracy'],
  },
  {
    loader: 'realtime entryOfModel',
    create: () => createRealtimeLoaders(stores.realtime).entryOfModel('accuracy'),
    keyOf: (row) => row.modelId,
    keys: models,
  },
];

describe.each(cases)('the loader $loader', ({ create, keyOf, keys }) => {
  const keysOf = (rows: unknown[]) => rows.map((row) => (typeof row === 'object' && row ? keyOf({ ...row }) : row));

  it('answers in the order of the keys', async () => {
    const [a, b] = keys;
    const forward = create();
    const backward = create();
    expect(keysOf(await Promise.all([forward.load(a), forward.load(b)]))).toEqual([a, b]);
    expect(keysOf(await Promise.all([backward.load(b), backward.load(a)]))).toEqual([b, a]);
  });

  it('answers null for a key that is not there, and the others all the same', async () => {
    const loader = create();
    const rows = await Promise.all([loader.load('not-there'), loader.load(keys[0])]);
    expect(keysOf(rows)).toEqual([null, keys[0]]);
  });

  it('answers a key that was asked twice at both places', async () => {
    const loader = create();
    const rows = await Promise.all([loader.load(keys[0]), loader.load(keys[1]), loader.load(keys[0])]);
    expect(keysOf(rows)).toEqual([keys[0], keys[1], keys[0]]);
  });
});
